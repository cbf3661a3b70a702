using Marketplace.Catalogue.Offers;
using Marketplace.Exchange.Edof.Exporting;
using Marketplace.Exchange.Edof.Importing;
using Marketplace.Exchange.Edof.Reporting;
using Marketplace.Exchange.Sheets.Columns;
using Marketplace.Exchange.Sheets.Exporting;
using Npgsql;

namespace Marketplace.Exchange.Comparing;

/// <summary>A field that would change, in the words of the field guide.</summary>
public sealed record FieldChange(string Label, string Before, string After);

/// <summary>An item that would change.</summary>
/// <param name="Title">Of its offer.</param>
/// <param name="Fields">Of a changed one.</param>
public sealed record DescribedChange(ItemChange Item, string Title, IReadOnlyList<FieldChange> Fields);

/// <summary>What a staged file would change in what is published.</summary>
/// <param name="Version">Of the catalogue that it was compared with.</param>
/// <param name="Levels">Numbers of offers, actions and sessions; archived ones as if the file is taken in full.</param>
/// <param name="Items">The first of them, changed ones first; the numbers count all.</param>
public sealed record CatalogueDifference(string Version, IReadOnlyList<LevelCounts> Levels, IReadOnlyList<DescribedChange> Items)
{
    /// <summary>Offers of which the fields are held at a time.</summary>
    private const int BatchSize = 50;

    private static readonly int Seats = SheetColumns.Named("nombre-de-places").Index;

    /// <summary>Compares with what is published now; nothing is locked or written.</summary>
    /// <param name="most">Items that are described.</param>
    public static async Task<CatalogueDifference> OfAsync(NpgsqlDataSource database, StagedFile file, int most, CancellationToken cancel)
    {
        var siret = file.Report.Siret!;
        var comparison = await CatalogueComparison.OpenAsync(database, siret, cancel);
        await using var published = await PublishedOffers.OpenAsync(database, siret, cancel);
        var (changed, others) = (new List<DescribedChange>(), new List<DescribedChange>());
        var waiting = new List<(AcceptedOffer Offer, List<ItemChange> Items)>();
        foreach (var offer in file.Offers())
        {
            cancel.ThrowIfCancellationRequested();
            var items = comparison.Compare(offer);
            others.AddRange(items.Where(i => i.Kind == ChangeKind.Added).Take(most - others.Count)
                .Select(i => new DescribedChange(i, offer.Offer.Title, [])));
            if (changed.Count + waiting.Sum(w => w.Items.Count) < most && items.Any(i => i.Kind == ChangeKind.Changed))
                waiting.Add((offer, [.. items.Where(i => i.Kind == ChangeKind.Changed)]));
            if (waiting.Count == BatchSize)
                changed.AddRange(await DescribeAsync(published, siret, waiting, cancel));
        }
        changed.AddRange(await DescribeAsync(published, siret, waiting, cancel));
        var missing = file.Report.Complete ? comparison.Missing() : [];
        var archived = missing.Take(most).Select(i => new DescribedChange(i, "", [])).ToList();
        return new(comparison.Version, [.. Enum.GetValues<CatalogueLevel>().Select(level => comparison.Of(level) with
        {
            Archived = missing.Count(i => i.Level == level),
        })], [.. changed.Concat(archived).Concat(others).Take(most)]);
    }

    private static async Task<List<DescribedChange>> DescribeAsync(
        PublishedOffers published, string siret, List<(AcceptedOffer Offer, List<ItemChange> Items)> waiting, CancellationToken cancel)
    {
        var described = new List<DescribedChange>();
        if (waiting.Count == 0)
            return described;
        var before = (await published.FindAsync([.. waiting.Select(w => w.Offer.Offer.Number)], cancel)).ToDictionary(o => o.Offer.Number);
        foreach (var (offer, items) in waiting)
        {
            // An offer that was archived when it was compared has nothing to be compared with.
            var (old, now) = (before.TryGetValue(offer.Offer.Number, out var found) ? Records(siret, found) : [], Records(siret, offer));
            described.AddRange(items.Select(i => new DescribedChange(i, offer.Offer.Title, Fields(i, old, now))));
        }
        waiting.Clear();
        return described;
    }

    private static Dictionary<(string?, string?), SheetRecord> Records(string siret, AcceptedOffer offer)
    {
        var records = new Dictionary<(string?, string?), SheetRecord> { [(null, null)] = new(siret, offer.Offer) };
        foreach (var record in SheetRows.Records(siret, offer).Where(r => r.Action is not null))
        {
            records.TryAdd((record.Action!.Number, null), record);
            if (record.Session is not null)
                records[(record.Action.Number, record.Session.Number)] = record;
        }
        return records;
    }

    private static IReadOnlyList<FieldChange> Fields(
        ItemChange item, Dictionary<(string?, string?), SheetRecord> before, Dictionary<(string?, string?), SheetRecord> after)
    {
        var key = (item.Action, item.Session);
        if (!before.TryGetValue(key, out var old) || !after.TryGetValue(key, out var now))
            return [];
        var level = item.Level switch
        {
            CatalogueLevel.Offer => ItemLevel.Formation,
            CatalogueLevel.Action => ItemLevel.Action,
            _ => ItemLevel.Session,
        };
        return
        [
            // What a file does not say of seats leaves them as they are.
            .. SheetColumns.All.Where(c => c.Level == level && !(c.Index == Seats && now.Seats is null))
                .Select(c => new FieldChange(c.Label, CellWriting.Text(c, c.Value(old)), CellWriting.Text(c, c.Value(now))))
                .Where(f => f.Before != f.After),
        ];
    }
}
