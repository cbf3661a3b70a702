using Marketplace.Catalogue.Offers;
using Marketplace.Search;
using Marketplace.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Marketplace.IntegrationTests.Indexing;

public sealed class OutboxFeedTests
{
    private const string F1 = $"{CatalogueFixture.Siret}_F1_A1";
    private const string F2 = $"{CatalogueFixture.Siret}_F2_A1";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CatchUp_PublishedAction_IsSearchable()
    {
        await using var catalogue = await CatalogueFixture.CreateAsync();
        await catalogue.Feed.OpenAsync(Cancel);

        await catalogue.PublishAsync(TestOffers.Tree("F1"));
        Assert.True(await catalogue.Feed.CatchUpAsync(Cancel));

        Assert.Equal([F1], await catalogue.SearchableAsync());
    }

    [Fact]
    public async Task CatchUp_ArchivedAction_IsForgotten()
    {
        await using var catalogue = await CatalogueFixture.CreateAsync();
        await catalogue.PublishAsync(TestOffers.Tree("F1"), TestOffers.Tree("F2"));
        await catalogue.Feed.CatchUpAsync(Cancel);

        await catalogue.PublishAsync(TestOffers.Tree("F2"));
        await catalogue.Feed.CatchUpAsync(Cancel);

        Assert.Equal([F2], await catalogue.SearchableAsync());
    }

    [Fact]
    public async Task Open_IndexWithoutAPosition_IsBuiltFromTheWriteSide()
    {
        await using var catalogue = await CatalogueFixture.CreateAsync();
        await catalogue.PublishAsync(TestOffers.Tree("F1"));
        await catalogue.ExecuteAsync("DELETE FROM outbox");

        await catalogue.Feed.OpenAsync(Cancel);

        Assert.Equal([F1], await catalogue.SearchableAsync());
    }

    [Fact]
    public async Task CatchUp_PoisonAmongOthers_SetsItAsideAndAppliesTheOthers()
    {
        await using var catalogue = await CatalogueFixture.CreateAsync();
        await catalogue.Feed.OpenAsync(Cancel);
        catalogue.Index.Poison = F1;
        await catalogue.PublishAsync(TestOffers.Tree("F1"), TestOffers.Tree("F2"));

        await catalogue.Feed.CatchUpAsync(Cancel);

        Assert.Equal([F2], await catalogue.SearchableAsync());
        var letter = Assert.Single(await catalogue.Dead.ListAsync(10, Cancel));
        Assert.Equal(F1, letter.PublicId);
        Assert.Contains("poison", letter.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CatchUp_RefusedAmongOthers_SetsAsideExactlyThatWithTheEnginesReason()
    {
        await using var catalogue = await CatalogueFixture.CreateAsync();
        await catalogue.Feed.OpenAsync(Cancel);
        catalogue.Index.Refused = F1;
        await catalogue.PublishAsync(TestOffers.Tree("F1"), TestOffers.Tree("F2"));

        await catalogue.Feed.CatchUpAsync(Cancel);

        Assert.Equal([F2], await catalogue.SearchableAsync());
        var letter = Assert.Single(await catalogue.Dead.ListAsync(10, Cancel));
        Assert.Equal((F1, "mapper_parsing_exception: of the test"), (letter.PublicId, letter.Error));
    }

    [Fact]
    public async Task CatchUp_EngineAway_SetsNothingAsideAndAppliesAllOnceItIsBack()
    {
        await using var catalogue = await CatalogueFixture.CreateAsync();
        await catalogue.Feed.OpenAsync(Cancel);
        catalogue.Index.Away = true;
        await catalogue.PublishAsync(TestOffers.Tree("F1"), TestOffers.Tree("F2"));

        await Assert.ThrowsAsync<SearchUnavailableException>(() => catalogue.Feed.CatchUpAsync(Cancel));
        await Assert.ThrowsAsync<SearchUnavailableException>(() => catalogue.Feed.CatchUpAsync(Cancel));
        Assert.Empty(await catalogue.SearchableAsync());
        Assert.True(catalogue.Feed.Lag > TimeSpan.Zero);
        catalogue.Index.Away = false;
        await catalogue.Feed.CatchUpAsync(Cancel);

        Assert.Equal([F1, F2], await catalogue.SearchableAsync());
        Assert.Empty(await catalogue.Dead.ListAsync(10, Cancel));
        Assert.Equal(TimeSpan.Zero, catalogue.Feed.Lag);
    }

    [Fact]
    public async Task Retry_EngineAway_KeepsWhatIsSetAside()
    {
        await using var catalogue = await CatalogueFixture.CreateAsync();
        await catalogue.Feed.OpenAsync(Cancel);
        catalogue.Index.Poison = F1;
        await catalogue.PublishAsync(TestOffers.Tree("F1"));
        await catalogue.Feed.CatchUpAsync(Cancel);
        (catalogue.Index.Poison, catalogue.Index.Away) = (null, true);
        await catalogue.ExecuteAsync("UPDATE outbox_dead SET next_attempt_at = now()");

        await Assert.ThrowsAsync<SearchUnavailableException>(() => catalogue.Feed.RetryAsync(Cancel));

        Assert.Equal(1, Assert.Single(await catalogue.Dead.ListAsync(10, Cancel)).Attempts);
    }

    [Fact]
    public async Task Return_EmbeddedEngine_SaysThatItKeepsNone()
    {
        await using var catalogue = await CatalogueFixture.CreateAsync();
        var answer = await catalogue.Tasks.RunAsync("return", null, Cancel);
        Assert.Equal(2, answer.ExitStatus);
        Assert.Contains("ne garde pas d'index précédent", answer.Report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CatchUp_DamagedContent_SetsItAsideAndAppliesTheOthers()
    {
        await using var catalogue = await CatalogueFixture.CreateAsync();
        await catalogue.Feed.OpenAsync(Cancel);
        await catalogue.PublishAsync(TestOffers.Tree("F1"), TestOffers.Tree("F2"));
        await catalogue.ExecuteAsync($"UPDATE action SET content = '{{}}' WHERE public_id = '{F1}'");

        await catalogue.Feed.CatchUpAsync(Cancel);

        Assert.Equal([F2], await catalogue.SearchableAsync());
        Assert.Equal(F1, Assert.Single(await catalogue.Dead.ListAsync(10, Cancel)).PublicId);
    }

    [Fact]
    public async Task Retry_WhenTheCauseIsGone_AppliesAndForgetsTheDeadLetter()
    {
        await using var catalogue = await CatalogueFixture.CreateAsync();
        await catalogue.Feed.OpenAsync(Cancel);
        catalogue.Index.Poison = F1;
        await catalogue.PublishAsync(TestOffers.Tree("F1"));
        await catalogue.Feed.CatchUpAsync(Cancel);
        catalogue.Index.Poison = null;
        await catalogue.ExecuteAsync("UPDATE outbox_dead SET next_attempt_at = now()");

        await catalogue.Feed.RetryAsync(Cancel);

        Assert.Equal([F1], await catalogue.SearchableAsync());
        Assert.Empty(await catalogue.Dead.ListAsync(10, Cancel));
    }

    [Fact]
    public async Task Sweep_MissedNotificationAndDueDeadLetter_AppliesBoth()
    {
        await using var catalogue = await CatalogueFixture.CreateAsync();
        await catalogue.Feed.OpenAsync(Cancel);
        catalogue.Index.Poison = F1;
        await catalogue.PublishAsync(TestOffers.Tree("F1"));
        await catalogue.Feed.CatchUpAsync(Cancel);
        catalogue.Index.Poison = null;
        await catalogue.ExecuteAsync("UPDATE outbox_dead SET next_attempt_at = now()");
        await catalogue.PublishAsync(TestOffers.Tree("F1"), TestOffers.Tree("F2"));

        await new Marketplace.Indexing.Upkeep.OutboxSweep(
            catalogue.Feed, TimeProvider.System, NullLogger<Marketplace.Indexing.Upkeep.OutboxSweep>.Instance).RunAsync(Cancel);

        Assert.Equal([F1, F2], await catalogue.SearchableAsync());
        Assert.Empty(await catalogue.Dead.ListAsync(10, Cancel));
    }

    [Fact]
    public async Task Rebuild_WhileChangesArrive_HoldsThemAll()
    {
        await using var catalogue = await CatalogueFixture.CreateAsync();
        await catalogue.PublishAsync([.. Enumerable.Range(1, 20).Select(i => TestOffers.Tree($"F{i}"))]);
        await catalogue.Feed.CatchUpAsync(Cancel);

        var rebuild = catalogue.Feed.RebuildAsync(null, Cancel);
        await catalogue.PublishAsync([.. Enumerable.Range(11, 20).Select(i => TestOffers.Tree($"F{i}"))]);
        await rebuild;
        await catalogue.Feed.CatchUpAsync(Cancel);

        Assert.Equal(20, (await catalogue.SearchableAsync()).Count);
        Assert.False((await catalogue.Drift.RunAsync(Cancel)).Found);
    }

    [Fact]
    public async Task Verify_DocumentLost_FindsAndRepairsIt()
    {
        await using var catalogue = await CatalogueFixture.CreateAsync();
        await catalogue.PublishAsync(TestOffers.Tree("F1"), TestOffers.Tree("F2"));
        await catalogue.Feed.CatchUpAsync(Cancel);
        await catalogue.ExecuteAsync($"UPDATE action SET version = nextval('catalogue_version') WHERE public_id = '{F1}'");

        var drift = await catalogue.Drift.RunAsync(Cancel);

        Assert.Equal((1, 0), (drift.Stale, drift.Unrepaired));
        Assert.False((await catalogue.Drift.RunAsync(Cancel)).Found);
    }

    [Fact]
    public async Task Verify_DocumentWithoutARow_IsRemoved()
    {
        await using var catalogue = await CatalogueFixture.CreateAsync();
        await catalogue.PublishAsync(TestOffers.Tree("F1"));
        await catalogue.Feed.CatchUpAsync(Cancel);
        await catalogue.ExecuteAsync("DELETE FROM session; DELETE FROM outbox; DELETE FROM action");

        var drift = await catalogue.Drift.RunAsync(Cancel);

        Assert.Equal((1, 0), (drift.Superfluous, drift.Unrepaired));
        Assert.Empty(await catalogue.SearchableAsync());
    }

    [Fact]
    public async Task Document_OfAPublishedAction_SaysWhatTheFileSays()
    {
        await using var catalogue = await CatalogueFixture.CreateAsync();
        await catalogue.PublishAsync(TestOffers.Tree("F1"));
        await catalogue.Feed.CatchUpAsync(Cancel);

        var found = await catalogue.Index.SearchAsync(new EngineQuery(new SearchQuery { Today = new(2026, 11, 22) }, []), Cancel);

        var document = Assert.Single(found.Hits).Document;
        Assert.Equal(("CAP Cuisine", 60060L, 100), (document.Title, document.PriceCents, document.Hours));
        Assert.Equal(("69387", "69", "84"), (document.Place!.InseeCode, document.Place.Department, document.Place.Region));
        Assert.Equal([Paces.Daily, Paces.FullTime], document.Pace);
        Assert.Equal(("CENTRE DE FORMATION", CertificationTypes.Rncp), (document.Provider.Name, document.Certification.Type));
        Assert.Equal(new DateOnly(2027, 9, 1), found.Hits[0].NextSession!.Start);
    }
}
