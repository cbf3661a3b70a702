using Marketplace.Catalogue.Offers;

namespace Marketplace.Indexing.Documents;

/// <summary>
/// Accessibility as <see cref="AccessibilityRules"/> read it. Providers give all their actions the same few texts, and
/// dozens of keywords are looked for in each: what was read is remembered.
/// </summary>
internal sealed class AccessibilityTexts
{
    private const int MostTexts = 1_000;

    private readonly Dictionary<(bool, string, string?, string?), string[]> read = [];

    public string[] Of(IndexedAction action)
    {
        var address = action.Place.Address;
        var key = (address?.Accessible == true, action.DisabilityAccess, action.DisabilityArrangements, address?.BuildingAccess);
        if (read.TryGetValue(key, out var values))
            return values;
        if (read.Count == MostTexts)
            read.Clear();
        return read[key] = [.. AccessibilityRules.Of(key.Item1, key.Item2, key.Item3, key.Item4).Select(f => f.Value)];
    }
}
