using Marketplace.Search.Asking;
using Marketplace.Search.Embedded;
using Marketplace.Search.Neutrality;
using Marketplace.Search.Tests.Embedded;
using static Marketplace.Search.Tests.Conformance.TestDocuments;

namespace Marketplace.Search.Tests.Neutrality;

/// <summary>The real order, replayed: providers of one action and of twenty.</summary>
public sealed class NeutralityReplayTests : IAsyncLifetime
{
    private readonly TemporaryDirectory directory = new();
    private EmbeddedIndex index = null!;
    private MarketplaceSearch search = null!;

    public async ValueTask InitializeAsync()
    {
        index = EmbeddedIndex.Open(directory.Path);
        search = new MarketplaceSearch(index);
        await index.ApplyAsync([.. from provider in Enumerable.Range(0, 80)
                                   from action in Enumerable.Range(0, provider % 4 == 0 ? 20 : 1)
                                   select Put(Of(provider, action))]);
    }

    public async ValueTask DisposeAsync()
    {
        await index.DisposeAsync();
        directory.Dispose();
    }

    [Theory]
    [InlineData("cuisine", false)]
    [InlineData(null, false)]
    [InlineData("cuisine", true)]
    public async Task RealOrder_ShowsEverybodyInTurn(string? text, bool near)
    {
        var query = Query() with { Text = text, Near = near ? new NearPoint(Lyon.Lat!.Value, Lyon.Lng!.Value) : null };
        var figures = NeutralityMeasure.Of([(await new NeutralityReplay(search.SearchAsync).ReplayAsync(query, default))!]);
        Assert.Equal(80, figures.Providers);
        Assert.InRange(figures.NeverShown, 0, 0.05);
        Assert.InRange(figures.NeverShown - figures.ByChance, -0.02, 0.05);
        Assert.InRange(figures.RankCorrelation!.Value, -0.05, 0.2);
    }

    [Fact]
    public async Task RiggedOrder_IsFoundOut()
    {
        // Somebody sorts the answer of the engine by provider: the first always come first.
        var rigged = new NeutralityReplay(async (query, cancel) =>
        {
            var result = await search.SearchAsync(query with { Page = 1, PageSize = 1_000 }, cancel);
            var sorted = result.Hits.OrderBy(h => h.Document.Provider.Siret, StringComparer.Ordinal)
                .Skip((query.Page - 1) * query.PageSize).Take(query.PageSize);
            return result with { Hits = [.. sorted] };
        });
        var figures = NeutralityMeasure.Of([(await rigged.ReplayAsync(Query() with { Text = "cuisine" }, default))!]);
        Assert.True(figures.NeverShown - figures.ByChance > 0.5, $"{figures}");
        Assert.True(figures.RankCorrelation > 0.9, $"{figures}");
    }

    [Fact]
    public async Task OneProviderAlone_SaysNothing() =>
        Assert.Null(await new NeutralityReplay(search.SearchAsync).ReplayAsync(Query() with { Provider = ["11111111100001"] }, default));

    [Fact]
    public async Task ShuffleDay_ChangesTheOrderAndNothingElse()
    {
        var today = await search.SearchAsync(Query());
        var other = await search.SearchAsync(Query() with { ShuffleDay = Today.AddDays(1) });
        var again = await search.SearchAsync(Query() with { ShuffleDay = Today });
        Assert.Equal(today.Total, other.Total);
        Assert.Equal(Ids(today), Ids(again));
        Assert.NotEqual(Ids(today), Ids(other));
        Assert.Equal(Ids(today), Ids(await search.SearchAsync(Query())));

        static IEnumerable<string> Ids(SearchResult result) => result.Hits.Select(h => h.Document.Id);
    }

    private static ActionDocument Of(int provider, int action) => Action($"{provider}-{action}", $"Cuisine degré {action}") with
    {
        Title = "Cuisine",
        Provider = new ProviderRef($"111111111{provider:D5}", $"Organisme {provider}"),
        Certification = new CertificationRef(CertificationTypes.Rncp, $"RNCP{1000 + action}", "Cuisine", 3, "CAP"),
    };
}
