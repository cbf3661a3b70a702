namespace Marketplace.Catalogue.QueryLog;

/// <summary>One search as the query log keeps it: nothing of who asked.</summary>
/// <param name="Day">In Paris.</param>
/// <param name="Source">page or api.</param>
/// <param name="Text">Cleaned; null when there was none or it is not kept.</param>
/// <param name="Withheld">Why the text is not kept.</param>
/// <param name="Department">The place, rounded.</param>
/// <param name="Filters">Names, with values that are public codes: <c>modality=remote</c>, <c>priceMax</c>.</param>
/// <param name="Corrected">Something was found under other words, or under fewer.</param>
/// <param name="WidenedKm">The circle really searched, when it is another one.</param>
/// <param name="Counting">Marks can be compared within one counting only.</param>
/// <param name="Visitor">Mark of address and text, so that one address counts once for a text.</param>
public sealed record LoggedQuery(
    DateOnly Day, int Hour, string Source, string? Text, string? Withheld, string? Department, IReadOnlyList<string> Filters,
    int Found, bool Corrected, double? WidenedKm, long Counting, int Visitor);
