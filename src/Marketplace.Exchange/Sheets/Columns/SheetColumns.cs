namespace Marketplace.Exchange.Sheets.Columns;

/// <summary>
/// Every column of the catalogue as a sheet, in order: one row a session, the formation's and the action's fields repeated.
/// Reader, writer, template, field guide and example are made from this table alone.
/// </summary>
public static class SheetColumns
{
    public static IReadOnlyList<SheetColumn> All { get; } = Numbered(
        [.. FormationColumns.All, .. ActionColumns.All, .. SessionColumns.All]);

    private static readonly Dictionary<string, SheetColumn> Keys = All
        .SelectMany(c => new[] { c.Name, c.Label }.Select(name => (Key: HeaderKey.Of(name), Column: c)))
        .DistinctBy(k => k.Key).ToDictionary(k => k.Key, k => k.Column);

    /// <summary>The column that a header means, by its name or its label; null when it is none of ours.</summary>
    public static SheetColumn? Find(string header) => Keys.GetValueOrDefault(HeaderKey.Of(header));

    /// <summary>The column of exactly this name.</summary>
    public static SheetColumn Named(string name) => All.First(c => c.Name == name);

    private static SheetColumn[] Numbered(SheetColumn[] columns)
    {
        for (var i = 0; i < columns.Length; i++)
            columns[i].Index = i;
        return columns;
    }
}
