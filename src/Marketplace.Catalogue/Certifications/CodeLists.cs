using Marketplace.Platform.Importing;

namespace Marketplace.Catalogue.Certifications;

/// <summary>The Nsf and Rome files of the export: a line a certification and code.</summary>
internal static class CodeLists
{
    /// <returns>Codes by certification, in the file's order.</returns>
    /// <param name="known">Receives the titles that the file gives.</param>
    public static Dictionary<string, List<string>> Read(
        ReferenceInput input, ReferenceFileReport report, string codeColumn, string titleColumn, Func<string, string?> clean,
        Dictionary<string, string> known)
    {
        var lists = new Dictionary<string, List<string>>();
        using var table = new CsvTable(
            input, report, ("certification", ["Numero_Fiche"]), ("code", [codeColumn]), ("title?", [titleColumn]));
        while (table.Read())
        {
            if (table["certification"] is not { } certification || table["code"] is not { } raw)
            {
                report.Error(table.Line, "Ligne sans fiche ou sans code.");
                continue;
            }
            if (clean(raw) is not { } code)
            {
                report.Error(table.Line, $"{certification} : le code « {raw} » n’a pas la forme attendue.");
                continue;
            }
            if (!lists.TryGetValue(certification, out var codes))
                lists[certification] = codes = [];
            if (!codes.Contains(code))
                codes.Add(code);
            // "221 : Agro-alimentaire" → "Agro-alimentaire"; the label of a sub-domain (221w) is not the domain's.
            if (raw == code && table["title?"]?.Split(" : ", 2)[^1] is { } title && title != code)
                known.TryAdd(code, title.Replace("''", "'", StringComparison.Ordinal));
        }
        return lists;
    }
}
