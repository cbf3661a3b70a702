using Marketplace.Search.Neutrality;

namespace Marketplace.Search.Tests.Neutrality;

/// <summary>The indicators tell a fair order from rigged ones.</summary>
public sealed class NeutralityMeasureTests
{
    private const int Days = 14;
    private static readonly string[] Sixty = [.. Enumerable.Range(1, 60).Select(n => $"P{n:D2}")];

    [Fact]
    public void FairDraws_LeaveOutWhatChanceLeavesOut_AndRankNobody()
    {
        var draw = new Random(7);
        var figures = Measure(
            Enumerable.Range(0, 40).Select(q => Query([.. Sixty.Select(p => $"{q}-{p}")], equals => Shuffled(equals, draw))));
        Assert.Equal((40, Days, 40 * 60), (figures.Queries, figures.Shuffles, figures.Providers));
        Assert.InRange(figures.NeverShown, 0, 0.02);
        Assert.InRange(figures.NeverShown - figures.ByChance, -0.01, 0.01);
        Assert.InRange(figures.RankCorrelation!.Value, -0.03, 0.03);
    }

    [Fact]
    public void SameOrderEveryDay_NeverShowsTheOthers_AndIsFullyCorrelated()
    {
        var figures = Measure([Query(Sixty, equals => equals)]);
        Assert.Equal(40 / 60.0, figures.NeverShown, 6);
        Assert.InRange(figures.ByChance, 0, 0.01);
        Assert.Equal(1, figures.RankCorrelation!.Value, 6);
    }

    [Fact]
    public void OneProviderAlwaysFirst_ShowsInTheCorrelation()
    {
        var draw = new Random(7);
        var fair = Measure([Query(Sixty[..4], equals => Shuffled(equals, draw))]).RankCorrelation!.Value;
        var rigged = Measure([Query(Sixty[..4], equals => ["P01", .. Shuffled([.. equals.Where(p => p != "P01")], draw)])])
            .RankCorrelation!.Value;
        Assert.True(rigged > 0.4, $"{rigged}");
        Assert.True(fair < 0.2, $"{fair}");
    }

    [Fact]
    public void OneProviderAlwaysHeldBack_IsNeverShown()
    {
        var draw = new Random(7);
        var figures = Measure([Query(Sixty[..30], equals => [.. Shuffled([.. equals.Where(p => p != "P07")], draw), "P07"])]);
        Assert.Equal(1 / 30.0, figures.NeverShown, 6);
        Assert.InRange(figures.ByChance, 0, 0.001);
    }

    [Fact]
    public void ShownInAnotherSearch_IsShown()
    {
        var figures = Measure([
            Query(Sixty[..30], equals => [.. equals.Where(p => p != "P07"), "P07"]),
            Query(["P07", "P08"], equals => equals)]);
        // Of thirty the first twenty are shown, P07 by the other search.
        Assert.Equal(9 / 30.0, figures.NeverShown, 6);
    }

    [Fact]
    public void BetterMatches_AreNotComparedWithWorseOnes()
    {
        // Always the same first ten, but because they match better: that is relevance, not favour.
        var draw = new Random(7);
        PlacedResult[] better = [.. Sixty[..10].Select(p => new PlacedResult(p, 30, null))];
        PlacedResult[] worse = [.. Sixty[10..14].Select(p => new PlacedResult(p, 10, null))];
        var days = Enumerable.Range(0, Days)
            .Select(_ => (IReadOnlyList<PlacedResult>)[.. Shuffled(better, draw), .. Shuffled(worse, draw)]).ToList();
        var figures = Measure([new ReplayedQuery([.. better, .. worse], days)]);
        Assert.Equal((14, 0.0, 0.0), (figures.Providers, figures.NeverShown, figures.ByChance));
        Assert.InRange(figures.RankCorrelation!.Value, -0.1, 0.1);
    }

    [Fact]
    public void OtherDistances_AreNotEqual()
    {
        PlacedResult[] results = [.. Sixty[..30].Select((p, i) => new PlacedResult(p, 10, i))];
        var figures = Measure([new ReplayedQuery(results, [.. Enumerable.Repeat<IReadOnlyList<PlacedResult>>(results, Days)])]);
        // Twenty are shown; the others are farther away.
        Assert.Equal((20, 0.0, null), (figures.Providers, figures.NeverShown, figures.RankCorrelation));
    }

    [Fact]
    public void NoQuery_HasNoFigures() => Assert.Equal(new NeutralityFigures(0, 0, 0, 0, 0, null), Measure([]));

    private static NeutralityFigures Measure(IEnumerable<ReplayedQuery> queries) => NeutralityMeasure.Of([.. queries]);

    /// <summary>A query that all providers match equally well, ordered anew each day.</summary>
    private static ReplayedQuery Query(string[] equals, Func<string[], IEnumerable<string>> order) => new(
        [.. equals.Select(p => new PlacedResult(p, 10, null))],
        [.. Enumerable.Range(0, Days)
            .Select(_ => (IReadOnlyList<PlacedResult>)[.. order(equals).Select(p => new PlacedResult(p, 10, null))])]);

    private static T[] Shuffled<T>(T[] items, Random draw)
    {
        T[] copy = [.. items];
        draw.Shuffle(copy);
        return copy;
    }
}
