namespace Marketplace.Search.Neutrality;

/// <summary>A result as far as neutrality looks at it.</summary>
/// <param name="Provider">Its SIRET.</param>
/// <param name="Level">Of relevance, as the order compares it.</param>
/// <param name="DistanceKm">Null: none is compared.</param>
public readonly record struct PlacedResult(string Provider, int Level, double? DistanceKm)
{
    /// <summary>Whether the order may tell the two apart by nothing but the day's shuffle.</summary>
    public bool IsEqualTo(PlacedResult other) => Level == other.Level && DistanceKm == other.DistanceKm;
}

/// <summary>One query, answered with the orders of several days.</summary>
/// <param name="All">Everything found, on another day than the replayed ones, as far as it is read.</param>
/// <param name="Days">By day, the first results in their order.</param>
public sealed record ReplayedQuery(IReadOnlyList<PlacedResult> All, IReadOnlyList<IReadOnlyList<PlacedResult>> Days);
