using Marketplace.Exchange.Edof.Reading;
using Marketplace.Exchange.Sheets.Columns;

namespace Marketplace.Exchange.Sheets.Reading;

/// <summary>Understands the cells of a row under a header.</summary>
internal sealed class RowReading(SheetHeader header)
{
    /// <summary>The column of the country that belongs to a postcode.</summary>
    private static readonly Dictionary<int, int> Countries = SheetColumns.All.Where(c => c.Format == SheetFormat.Postcode).ToDictionary(
        c => c.Index, c => SheetColumns.Named(c.Name.Replace("codepostal", "pays", StringComparison.Ordinal)).Index);

    private readonly int[] places = PlacesOf(header);

    public SheetRow Read(int ordinal, string[] cells)
    {
        var values = new string?[SheetColumns.All.Count];
        List<CellFinding>? findings = null;
        for (var place = 0; place < cells.Length && place < header.Columns.Length; place++)
        {
            if (cells[place].Length == 0 || header.Columns[place] is not { } column)
                continue;
            values[column.Index] = CellReading.Read(column, cells[place], IsFrench(column, cells), out var finding);
            if (finding is { } found)
                (findings ??= []).Add(new(ordinal, column.Index, found.Code, found.Text));
        }
        return new(ordinal, values, findings ?? (IReadOnlyList<CellFinding>)[]);
    }

    private bool IsFrench(SheetColumn column, string[] cells) =>
        !Countries.TryGetValue(column.Index, out var country) || places[country] < 0 || places[country] >= cells.Length
            || IsoCodes.IsFrench(cells[places[country]].Trim());

    private static int[] PlacesOf(SheetHeader header)
    {
        var places = new int[SheetColumns.All.Count];
        Array.Fill(places, -1);
        for (var place = 0; place < header.Columns.Length; place++)
            if (header.Columns[place] is { } column)
                places[column.Index] = place;
        return places;
    }
}
