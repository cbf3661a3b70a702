namespace Marketplace.Catalogue.Places;

/// <summary>A place that a text may mean, and why.</summary>
/// <param name="Exact">The text is its whole name, or one of its other names.</param>
/// <param name="Alias">The other name that fits: a former commune's, or one of the post's; null for its own name or code.</param>
/// <param name="Guessed">The text is a code in no list of communes; this is the likeliest place near it.</param>
public sealed record PlaceMatch(Place Place, bool Exact, string? Alias = null, bool Guessed = false);
