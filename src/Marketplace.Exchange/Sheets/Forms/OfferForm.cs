using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Reference;
using Marketplace.Exchange.Edof.Reading;
using Marketplace.Exchange.Edof.Reporting;
using Marketplace.Exchange.Sheets.Columns;
using Marketplace.Exchange.Sheets.Exporting;
using Marketplace.Exchange.Sheets.Importing;
using Marketplace.Exchange.Sheets.Reading;

namespace Marketplace.Exchange.Sheets.Forms;

/// <summary>
/// Offers in forms: read by the readers and rules of files, so that a form, a sheet and an EDOF document say the same of the same offer.
/// </summary>
public static class OfferForm
{
    private static readonly string?[] Numbers = ["formation-numero", "action-numero", "session-numero"];

    /// <summary>Judges an offer as it was typed; whatever is wrong is said at once.</summary>
    /// <param name="today">The day in Paris: tells expired certifications.</param>
    public static FormReport Read(string siret, TypedOffer offer, ReferenceData reference, DateOnly today)
    {
        using var rows = new TypedRows(siret, offer);
        using var sheet = StagedSheet.Of(rows);
        var limits = new ReadingLimits();
        var journal = new FileJournal(limits.MessagesPerFile, FormWording.Of);
        using var reader = new SheetCatalogueReader(sheet, journal, reference, limits, today, onFormation: null);
        var accepted = reader.Next();
        var report = journal.ToReport("");
        return new(report.RefusedWhole ? null : accepted, [.. report.Messages.Select(m => Finding(m, rows)).Distinct()]);
    }

    /// <summary>An offer as its forms show it: read again, it is the same.</summary>
    public static TypedOffer Write(string siret, AcceptedOffer offer)
    {
        var bare = new SheetRecord(siret, offer.Offer);
        return new(Fields(bare, ItemLevel.Formation), [.. offer.Actions.Select(action => new TypedAction(
            Fields(bare with { Action = action.Action }, ItemLevel.Action),
            [.. action.Sessions.Select(session => Fields(new SheetRecord(siret, offer.Offer, action.Action, session,
                action.Capacities is { } known && known.TryGetValue(session.Number, out var seats) ? seats : null),
                    ItemLevel.Session))]))]);
    }

    private static Dictionary<string, string> Fields(SheetRecord record, ItemLevel level)
    {
        var fields = new Dictionary<string, string>();
        foreach (var column in SheetColumns.All)
            if (column.Level == level && column.Name != "SIRET" && column.Value(record) is { } value)
                fields[column.Name] = CellWriting.Typed(column, value);
        return fields;
    }

    private static FormFinding Finding(ImportMessage message, TypedRows rows)
    {
        if (message.Line is not (> 0 and var row))
            return new(message.Code, null, null, message.Column, message.Text);
        var (action, session) = rows.Place(row);
        var level = message.Column is { } column ? SheetColumns.Named(column).Level
            : message.Session is not null ? ItemLevel.Session
            : message.Action is not null ? ItemLevel.Action
            : ItemLevel.Formation;
        // Forms number items by themselves: what is said at the number is said of the item.
        return new(message.Code, level >= ItemLevel.Action ? action : null, level >= ItemLevel.Session ? session : null,
            Numbers.Contains(message.Column) ? null : message.Column, message.Text);
    }
}
