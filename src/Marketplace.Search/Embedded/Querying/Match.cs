namespace Marketplace.Search.Embedded.Querying;

/// <summary>A document that fits the query.</summary>
/// <param name="View">Index of its segment in the snapshot.</param>
/// <param name="Key">What the chosen sort compares first, lower is better; infinite when missing.</param>
/// <param name="Distance">km, infinite when there is none.</param>
internal readonly record struct Match(int View, int Document, double Key, double Distance, float Score);
