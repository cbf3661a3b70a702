using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace Marketplace.Benchmarks.Reporting;

/// <summary>Prints rows as a table and, where asked, writes the same as JSON.</summary>
public static class BenchmarkTable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void Write(IReadOnlyList<BenchmarkRow> rows, string? jsonFile)
    {
        var table = new Table().AddColumns("work", "unit", "ours", "baseline", "ratio", "median", "p95");
        foreach (var row in rows)
            table.AddRow(row.Work, row.Unit, Text(row.Ours), Text(row.Baseline), Text(row.Ratio), Text(row.Median), Text(row.P95));
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 140);
        AnsiConsole.Write(table);
        if (jsonFile is not null)
            File.WriteAllText(jsonFile, JsonSerializer.Serialize(rows, Json));
    }

    private static string Text(double? figure) => figure is { } f
        ? f.ToString(Math.Abs(f) >= 100 ? "N0" : "N2", CultureInfo.InvariantCulture)
        : "–";
}
