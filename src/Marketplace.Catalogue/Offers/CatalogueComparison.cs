using Npgsql;

namespace Marketplace.Catalogue.Offers;

/// <summary>What of a catalogue an item is.</summary>
public enum CatalogueLevel
{
    Offer,
    Action,
    Session,
}

/// <summary>What would become of an item.</summary>
public enum ChangeKind
{
    Added,
    Changed,
    Archived,
}

/// <summary>What would become of one offer, action or session, under its provider's numbers.</summary>
public sealed record ItemChange(ChangeKind Kind, CatalogueLevel Level, string Offer, string? Action = null, string? Session = null);

/// <summary>How many items of a level would be what.</summary>
public sealed record LevelCounts(int Added = 0, int Changed = 0, int Unchanged = 0, int Archived = 0)
{
    public static LevelCounts operator +(LevelCounts a, LevelCounts b) =>
        new(a.Added + b.Added, a.Changed + b.Changed, a.Unchanged + b.Unchanged, a.Archived + b.Archived);
}

/// <summary>
/// What a wanted catalogue would change, by the import's own rules (<see cref="CatalogueWriter"/>), without a write or a lock.
/// </summary>
public sealed class CatalogueComparison
{
    private readonly PublishedCatalogue published;
    private readonly LevelCounts[] counts = [new(), new(), new()];

    private CatalogueComparison(PublishedCatalogue published) => (this.published, Version) = (published, published.Version());

    /// <summary>Of what is compared with: the same mark means the same catalogue.</summary>
    public string Version { get; }

    /// <summary>Without archived items; those are <see cref="Missing"/>.</summary>
    public LevelCounts Of(CatalogueLevel level) => counts[(int)level];

    public static async Task<CatalogueComparison> OpenAsync(NpgsqlDataSource database, string siret, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return new(await PublishedCatalogue.LoadAsync(connection, siret, cancel));
    }

    /// <summary>Compares an offer with its actions and sessions.</summary>
    /// <returns>What would be new or changed.</returns>
    public IReadOnlyList<ItemChange> Compare(AcceptedOffer accepted)
    {
        var offer = accepted.Offer;
        var found = new List<ItemChange>();
        Weigh(found, published.Offer(offer.Number), ItemHash.Of(CatalogueJson.Write(offer)), null,
            new(default, CatalogueLevel.Offer, offer.Number));
        foreach (var child in accepted.Actions)
        {
            var action = child.Action;
            Weigh(found, published.Action(offer.Number, action.Number), ItemHash.Of(CatalogueJson.Write(action), child.Location), null,
                new(default, CatalogueLevel.Action, offer.Number, action.Number));
            foreach (var session in child.Sessions)
                Weigh(found, published.Session(offer.Number, action.Number, session.Number), ItemHash.Of(CatalogueJson.Write(session)),
                    child.CapacityOf(session), new(default, CatalogueLevel.Session, offer.Number, action.Number, session.Number));
        }
        return found;
    }

    /// <summary>What is published and was not compared: a complete catalogue would archive it.</summary>
    public IReadOnlyList<ItemChange> Missing() => published.Unseen();

    private void Weigh(List<ItemChange> found, PublishedItem? before, byte[] hash, int? capacity, ItemChange item)
    {
        before?.Seen = true;
        ref var count = ref counts[(int)item.Level];
        if (before is null || before.Archived)
        {
            count = count with { Added = count.Added + 1 };
            found.Add(item with { Kind = ChangeKind.Added });
        }
        else if (before.Holds(hash, capacity))
            count = count with { Unchanged = count.Unchanged + 1 };
        else
        {
            count = count with { Changed = count.Changed + 1 };
            found.Add(item with { Kind = ChangeKind.Changed });
        }
    }
}
