namespace Marketplace.Search.Embedded;

/// <summary>
/// What documents draw for their place among their provider's equal results. Seven draws take turns by the day: so few
/// can be kept with a document, where an engine cannot compute them.
/// </summary>
internal static class Draws
{
    public const int Count = 7;

    /// <summary>The number of the draw that counts on a day.</summary>
    public static int On(DateOnly day) => day.DayNumber % Count;

    /// <summary>What a document draws, not below 0. Near-duplicates draw the same.</summary>
    public static int Of(int draw, GroupKey group) => (int)(StableHash.Combine((ulong)draw, group.Offer) >> 33);
}
