using System.Globalization;
using System.Text.RegularExpressions;
using Marketplace.Platform.Importing;
using Npgsql;

namespace Marketplace.Catalogue.Places;

/// <summary>
/// <c>import places</c>: communes with exact points. Columns: insee, name, postcodes (separated by |), department, region,
/// population, lat, lng, and where known approximate (0 or 1) and parent; or the French names of the open data set of communes.
/// Communes absent from the file stay.
/// </summary>
public static partial class PlaceImport
{
    private static readonly (string, string[])[] Columns =
    [
        ("insee", ["insee", "code_insee"]), ("name", ["name", "nom"]), ("postcodes", ["postcodes", "codes_postaux"]),
        ("department", ["department", "code_departement"]), ("region", ["region", "code_region"]), ("population", ["population"]),
        ("lat", ["lat", "latitude"]), ("lng", ["lng", "longitude"]), ("approximate?", ["approximate"]),
        ("parent?", ["parent", "commune_parente"]),
    ];

    public static Task<ReferenceReport> RunAsync(
        NpgsqlDataSource database, string path, bool dryRun, IProgress<long>? progress = null, CancellationToken cancel = default) =>
        TableImport.RunAsync(database, path, dryRun, Columns,
            async (connection, table, report) =>
            await PlaceMerge.ApplyAsync(connection, Rows(table, report, progress), official: true, cancel), cancel);

    private static IEnumerable<string?[]> Rows(CsvTable table, ReferenceFileReport report, IProgress<long>? progress)
    {
        var seen = new Dictionary<string, long>();
        while (table.Read())
        {
            if (report.Read % 1000 == 0)
                progress?.Report(report.Read);
            var insee = table["insee"]?.ToUpperInvariant();
            if (Problem(table, insee) is { } problem)
                report.Error(table.Line, problem);
            else if (!seen.TryAdd(insee!, table.Line))
                report.Error(table.Line, $"La commune {insee} figure déjà ligne {seen[insee!]}.");
            else
            {
                yield return
                [
                    insee, table["name"], table["postcodes"], table["department"]!.ToUpperInvariant(), table["region"], table["population"]
                        ?? "0",
                    table["lat"], table["lng"], table["approximate?"] == "1" ? "1" : "0", table["parent?"] ?? ParentOf(insee!),
                ];
            }
        }
    }

    private static string? Problem(CsvTable table, string? insee)
    {
        if (insee is null || !Insee().IsMatch(insee))
            return $"Code INSEE « {insee} » : cinq chiffres attendus (2A ou 2B pour la Corse).";
        if (table["name"] is not { Length: <= 200 })
            return $"{insee} : le nom de la commune manque ou dépasse 200 caractères.";
        if (table["postcodes"]?.Split('|').FirstOrDefault(p => p.Length != 5 || !p.All(char.IsAsciiDigit)) is { } postcode)
            return $"{insee} : le code postal « {postcode} » n’a pas cinq chiffres (plusieurs se séparent par |).";
        if (table["department"] is not { Length: 2 or 3 } || table["region"] is not { Length: 2 or 3 })
            return $"{insee} : code de département ou de région absent ou trop long.";
        if (table["population"] is { } people && !int.TryParse(people, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            return $"{insee} : la population « {people} » n’est pas un nombre entier.";
        if (!InRange(table["lat"], 90) || !InRange(table["lng"], 180))
            return $"{insee} : coordonnées « {table["lat"]} ; {table["lng"]} » illisibles : degrés décimaux attendus, avec un point.";
        return null;
    }

    private static bool InRange(string? text, double limit) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var degrees)
        && Math.Abs(degrees) <= limit;

    /// <summary>Files that do not name the commune of an arrondissement: its code does.</summary>
    private static string? ParentOf(string insee) => insee switch
    {
        ['7', '5', '1', ..] => "75056",
        ['6', '9', '3', '8', ..] => "69123",
        ['1', '3', '2', '0' or '1', ..] when int.Parse(insee, CultureInfo.InvariantCulture) is >= 13201 and <= 13216 => "13055",
        _ => null,
    };

    [GeneratedRegex(@"^(\d{2}|2[AB])\d{3}$")]
    private static partial Regex Insee();
}
