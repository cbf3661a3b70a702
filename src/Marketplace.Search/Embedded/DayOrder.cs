namespace Marketplace.Search.Embedded;

/// <summary>The shuffle of providers on one day: the same for everybody and all day long, another tomorrow.</summary>
internal sealed class DayOrder
{
    private readonly ulong[] shuffles;

    /// <param name="before">An order of the same day that knows fewer providers; saves their work.</param>
    public DayOrder(DateOnly day, Vocabulary<string> providers, DayOrder? before)
    {
        Day = day;
        Seed = StableHash.Mix((ulong)day.DayNumber);
        shuffles = new ulong[providers.Count];
        Providers = new int[shuffles.Length];
        var known = before?.Day == day ? before.shuffles.Length : 0;
        before?.shuffles.AsSpan(0, known).CopyTo(shuffles);
        for (var p = known; p < shuffles.Length; p++)
            shuffles[p] = StableHash.Combine(Seed, StableHash.Of(providers[p]));
        var added = Enumerable.Range(known, shuffles.Length - known).OrderBy(p => shuffles[p]).ToArray();
        for (int i = 0, old = 0, fresh = 0; i < Providers.Length; i++)
        {
            var takeOld = old < known && (fresh == added.Length || shuffles[before!.Providers[old]] <= shuffles[added[fresh]]);
            Providers[i] = takeOld ? before!.Providers[old++] : added[fresh++];
        }
    }

    public DateOnly Day { get; }

    public ulong Seed { get; }

    /// <summary>Ordinals of all providers, in the order of the day.</summary>
    public int[] Providers { get; }

    public int Count => shuffles.Length;

    /// <summary>Place of the provider in the order; a missing one comes last.</summary>
    public ulong ShuffleOf(int provider) => provider < 0 ? ulong.MaxValue : shuffles[provider];

    /// <summary>What a document draws on this day: the lowest of its provider's equal results comes first.</summary>
    public int DrawOf(GroupKey group) => Draws.Of(Draws.On(Day), group);
}
