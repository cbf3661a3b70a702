using Marketplace.Catalogue.Offers;
using Marketplace.Exchange.Sheets.Columns;

namespace Marketplace.Exchange.Sheets.Exporting;

/// <summary>Offers as rows: one a session; one for an action without session or an offer without action.</summary>
internal static class SheetRows
{
    public static IEnumerable<SheetRecord> Records(string siret, AcceptedOffer offer)
    {
        if (offer.Actions.Count == 0)
            yield return new(siret, offer.Offer);
        foreach (var action in offer.Actions)
        {
            if (action.Sessions.Count == 0)
                yield return new(siret, offer.Offer, action.Action);
            foreach (var session in action.Sessions)
                yield return new(siret, offer.Offer, action.Action, session, action.CapacityOf(session));
        }
    }

    public static string[] Cells(SheetRecord record, IReadOnlyList<SheetColumn> columns)
    {
        var cells = new string[columns.Count];
        for (var i = 0; i < cells.Length; i++)
            cells[i] = CellWriting.Text(columns[i], columns[i].Value(record));
        return cells;
    }

    /// <summary>The template's columns, and those that few need as far as these records use them.</summary>
    public static IReadOnlyList<SheetColumn> Used(IEnumerable<SheetRecord> records)
    {
        var used = Usual();
        foreach (var record in records)
            Mark(used, record);
        return [.. SheetColumns.All.Where(c => used[c.Index])];
    }

    /// <summary>By the index of their column: those of the template.</summary>
    public static bool[] Usual() => [.. SheetColumns.All.Select(c => c.Need != SheetNeed.Rare)];

    /// <summary>Adds the columns that a record uses.</summary>
    public static void Mark(bool[] used, SheetRecord record)
    {
        foreach (var column in SheetColumns.All)
            if (!used[column.Index] && column.Value(record) is not null)
                used[column.Index] = true;
    }
}
