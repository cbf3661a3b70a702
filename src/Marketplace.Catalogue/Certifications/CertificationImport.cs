using System.Globalization;
using System.Text.RegularExpressions;
using Marketplace.Platform.Importing;
using Npgsql;

namespace Marketplace.Catalogue.Certifications;

/// <summary>
/// <c>import certifications</c>: France compétences' CSV export (export_fiches_CSV_{Standard,Nsf,Rome,Blocs_De_Compétences}_date.csv),
/// as a folder, an archive or single files. Of several dates the newest of each kind counts; other files of the export are not needed.
/// </summary>
public static partial class CertificationImport
{
    public static async Task<ReferenceReport> RunAsync(
        NpgsqlDataSource database, string path, bool dryRun, IProgress<long>? progress = null, CancellationToken cancel = default)
    {
        var newest = ReferenceInput.Find(path).Select(input => (Input: input, Name: ExportName().Match(input.Name)))
            .Where(f => f.Name.Success)
            .GroupBy(f => Kind(f.Name.Groups[1].Value))
            .ToDictionary(g => g.Key, g => g.MaxBy(f => f.Name.Groups[2].Value).Input);
        if (newest.Count == 0)
            throw new UnreadableFileException(
                $"{path} ne contient aucun fichier export_fiches_CSV_Standard, Nsf, Rome ou Blocs_De_Compétences de France compétences.");

        var reports = new List<ReferenceFileReport>();
        var titles = new Dictionary<string, Dictionary<string, string>> { ["nsf_domain"] = [], ["job"] = [] };
        var nsf = Collect("Nsf", "Nsf_Code", "Nsf_Intitule", code => NsfCode().Match(code) is { Success: true } m ? m.Value : null,
            titles["nsf_domain"]);
        var rome = Collect("Rome", "Codes_Rome_Code", "Codes_Rome_Libelle", code => RomeCode().IsMatch(code) ? code : null, titles["job"]);
        if (newest.TryGetValue("Standard", out var standard))
        {
            await RunAsync(standard, async (connection, table, report) =>
                report.Changed = await CertificationMerge.ApplyAsync(
                    connection, StandardRows.Of(table, report, nsf, rome, progress), official: true, cancel),
                StandardRows.Columns);
        }
        if (newest.TryGetValue("Blocs", out var blocks))
        {
            await RunAsync(blocks, async (connection, table, report) =>
                report.Changed = await CertificationMerge.ApplyBlocksAsync(connection, BlockRows(table, report), cancel),
                ("certification", ["Numero_Fiche"]), ("code", ["Bloc_Competences_Code"]), ("title", ["Bloc_Competences_Libelle"]));
        }
        return new(dryRun, reports);

        async Task RunAsync(
            ReferenceInput input, Func<NpgsqlConnection, CsvTable, ReferenceFileReport, Task> apply, params (string, string[])[] columns)
        {
            var report = new ReferenceFileReport(input.Name);
            reports.Add(report);
            await ReferenceTransaction.RunAsync(database, report, dryRun, async connection =>
            {
                using var table = new CsvTable(input, report, columns);
                await apply(connection, table, report);
                await CertificationMerge.AddTitlesAsync(connection, titles, cancel);
            }, cancel);
        }

        // Codes of one kind by certification; null when the export lacks that file, so that what is known stays.
        Dictionary<string, List<string>>? Collect(
            string kind, string codeColumn, string titleColumn, Func<string, string?> clean, Dictionary<string, string> known)
        {
            if (!newest.TryGetValue(kind, out var input))
                return null;
            var report = new ReferenceFileReport(input.Name);
            reports.Add(report);
            try
            {
                return CodeLists.Read(input, report, codeColumn, titleColumn, clean, known);
            }
            catch (Exception e) when (e is UnreadableFileException or CsvHelper.CsvFormatException or IOException or InvalidDataException)
            {
                report.Reject(e.Message);
                return null;
            }
        }
    }

    private static IEnumerable<string?[]> BlockRows(CsvTable table, ReferenceFileReport report)
    {
        while (table.Read())
        {
            var (code, certification, title) = (table["code"], table["certification"], table["title"]);
            if (code is null || certification is null || title is null)
                report.Error(table.Line, "Bloc sans code, sans fiche ou sans libellé.");
            else if (!code.StartsWith(certification + "BC", StringComparison.OrdinalIgnoreCase))
                report.Error(table.Line,
                    $"Le bloc {code} n’est pas de la fiche {certification} : son code doit commencer par {certification}BC.");
            else
                yield return [code.ToUpperInvariant(), certification.ToUpperInvariant(), title];
        }
    }

    private static string Kind(string name) => name.StartsWith("Blocs", StringComparison.OrdinalIgnoreCase) ? "Blocs" : name;

    /// <summary>The accent of "Compétences" may have suffered in an archive: anything goes between Blocs and the date.</summary>
    [GeneratedRegex(@"^export_fiches_CSV_(Standard|Nsf|Rome|Blocs.*)_(\d{4}_\d{2}_\d{2})\.csv$", RegexOptions.IgnoreCase)]
    private static partial Regex ExportName();

    /// <summary>A letter may follow the digits (221w: a function within the domain).</summary>
    [GeneratedRegex(@"^\d{3}")]
    private static partial Regex NsfCode();

    [GeneratedRegex(@"^[A-N]\d{4}$")]
    private static partial Regex RomeCode();
}
