using System.Globalization;
using System.Text.RegularExpressions;
using Marketplace.Platform.Importing;

namespace Marketplace.Catalogue.Certifications;

/// <summary>The Standard file of the export: a line a certification.</summary>
internal static partial class StandardRows
{
    public static readonly (string, string[])[] Columns =
    [
        ("code", ["Numero_Fiche"]), ("title", ["Intitule"]), ("abbreviation?", ["Abrege_Libelle"]),
            ("level?", ["Nomenclature_Europe_Niveau"]),
        ("expires?", ["Date_Fin_Enregistrement"]), ("active", ["Actif"]),
    ];

    /// <summary>Rows for <see cref="CertificationMerge"/>.</summary>
    public static IEnumerable<string?[]> Of(
        CsvTable table, ReferenceFileReport report, Dictionary<string, List<string>>? nsf, Dictionary<string, List<string>>? rome,
        IProgress<long>? progress)
    {
        var seen = new Dictionary<string, long>();
        while (table.Read())
        {
            if (report.Read % 1000 == 0)
                progress?.Report(report.Read);
            var (code, title, expires) = (table["code"]?.ToUpperInvariant(), table["title"], table["expires?"]);
            DateOnly? until = null;
            if (expires is not null)
            {
                if (DateOnly.TryParseExact(expires, "dd/MM/yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                    until = day;
                else
                    report.Warn(table.Line, $"{code} : la date de fin « {expires} » n’est pas de la forme jj/mm/aaaa ; elle est ignorée.");
            }
            if (code is null || !Code().IsMatch(code))
                report.Error(table.Line, $"Numéro de fiche « {code} » : RNCP ou RS suivi de chiffres attendu.");
            else if (title is null)
                report.Error(table.Line, $"{code} : l’intitulé manque.");
            else if (!seen.TryAdd(code, table.Line))
                report.Error(table.Line, $"{code} figure déjà ligne {seen[code]}.");
            else
            {
                yield return
                [
                    code, title, table["abbreviation?"], Level().Match(table["level?"] ?? "") is { Success: true } level
                        ? level.Groups[1].Value : null,
                    Joined(nsf, code), Joined(rome, code), table["active"] == "ACTIVE" ? "1" : "0",
                    until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                ];
            }
        }
    }

    private static string? Joined(Dictionary<string, List<string>>? lists, string code) =>
        lists is null ? null : lists.TryGetValue(code, out var codes) ? string.Join('|', codes) : "";

    [GeneratedRegex(@"^(RNCP|RS)\d{1,7}$")]
    private static partial Regex Code();

    [GeneratedRegex(@"^NIV([1-8])$")]
    private static partial Regex Level();
}
