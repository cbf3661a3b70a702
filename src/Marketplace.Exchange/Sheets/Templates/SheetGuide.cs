using Marketplace.Exchange.Edof.Reporting;
using Marketplace.Exchange.Sheets.Columns;
using Marketplace.Exchange.Sheets.Exporting;

namespace Marketplace.Exchange.Sheets.Templates;

/// <summary>What a column is for, as people read it: on a page, in a CSV or beside the template in Excel.</summary>
/// <param name="Level">formation, action or session.</param>
/// <param name="Need">obligatoire, selon le cas, facultative or rare.</param>
public sealed record GuideLine(string Column, string Label, string Level, string Need, string Format, string Hint, string Example)
{
    /// <summary>In the order of <see cref="SheetGuide.Headings"/>.</summary>
    public IReadOnlyList<string> Cells => [Column, Label, Level, Need, Format, Hint, Example];
}

/// <summary>The field guide: a line for each column.</summary>
public static class SheetGuide
{
    public static IReadOnlyList<string> Headings { get; } = ["Colonne", "Libellé", "Niveau", "À remplir", "Format", "Précision", "Exemple"];

    public static IReadOnlyList<GuideLine> Lines { get; } = [.. SheetColumns.All.Select(c => new GuideLine(
        c.Name, c.Label, LevelOf(c.Level), NeedOf(c.Need), c.Format.InFrench(), c.Hint, c.Example))];

    /// <param name="stream">Left open.</param>
    public static void WriteCsv(Stream stream)
    {
        using var csv = new CsvSheet(stream);
        csv.Write(Headings);
        foreach (var line in Lines)
            csv.Write(line.Cells);
    }

    private static string LevelOf(ItemLevel level) => level switch
    {
        ItemLevel.Formation => "formation",
        ItemLevel.Action => "action",
        _ => "session",
    };

    private static string NeedOf(SheetNeed need) => need switch
    {
        SheetNeed.Required => "obligatoire",
        SheetNeed.Conditional => "selon le cas",
        SheetNeed.Optional => "facultative",
        _ => "rare",
    };
}
