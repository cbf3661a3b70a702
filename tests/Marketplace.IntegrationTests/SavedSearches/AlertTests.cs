using System.Net;
using Marketplace.IntegrationTests.Cluster;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.People.SavedSearches;
using Marketplace.Platform.Mail;
using Marketplace.Platform.Time;
using Marketplace.Search;
using Marketplace.Testing;
using Marketplace.Web.Alerts;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static Marketplace.IntegrationTests.SavedSearches.AlertsApplication;

namespace Marketplace.IntegrationTests.SavedSearches;

public sealed class AlertTests(AlertsApplication application) : IClassFixture<AlertsApplication>, IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await application.ForgetAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Digest_TwoSearches_AreOneMailOnTheNextDay()
    {
        await application.SaveAsync(Camille, "Mes poteries", "?q=poterie");
        await application.SaveAsync(Camille, "Tout à Lyon", "?near=69123");
        await application.PublishAsync("Poterie du matin", "Poterie du soir");
        Assert.Empty(await application.DigestsAsync(Camille));

        await application.PassDayAsync();
        var digest = Assert.Single(await application.DigestsAsync(Camille));
        // Both searches find both: each counts once.
        Assert.Equal("2\u00A0nouvelles formations", digest.Values["count"]);
        Assert.Equal(["Mes poteries", "Tout à Lyon"], digest.Rows.Select(row => row["search"]).Where(name => name.Length > 0));
        Assert.Equal(["Poterie du matin", "Poterie du soir"], digest.Rows.Skip(1).Take(2).Select(row => row["title"]).Order());
        Assert.EndsWith("/recherche?q=poterie", digest.Rows[0]["searchLink"]);
        Assert.Contains("Lyon 7e Arrondissement", digest.Rows[1]["detail"]);

        await application.RunAsync();
        await application.PassDayAsync();
        Assert.Single(await application.DigestsAsync(Camille));
    }

    [Fact]
    public async Task Digest_BeforeTheSearchOrOnlyChanged_IsNotNew()
    {
        var siret = await application.PublishAsync("Vannerie ancienne");
        await application.SaveAsync(Camille, "Vannerie", "?q=vannerie");
        await application.PublishAsync(
            siret, [new(TestOffers.Offer("Vannerie ancienne") with { Title = "Vannerie ancienne, en mieux" }, [Action()])]);
        await application.PassDayAsync();
        Assert.Empty(await application.DigestsAsync(Camille));

        await application.PublishAsync("Vannerie nouvelle");
        await application.PassDayAsync();
        Assert.Equal(["Vannerie nouvelle"], Titles(Assert.Single(await application.DigestsAsync(Camille))));
    }

    [Fact]
    public async Task Digest_SameQueryOfTwoPeople_IsAskedOnceAndToldToBoth()
    {
        await application.SaveAsync(Camille, "Reliure", "?q=reliure");
        await application.SaveAsync(Dominique, "Livres", "?q=reliure");
        Assert.Equal(1, await application.ScalarAsync<int>("SELECT count(*)::int FROM saved_query"));
        await application.PublishAsync("Reliure d’art");
        await application.PassDayAsync();
        Assert.Equal("Reliure", Assert.Single(await application.DigestsAsync(Camille)).Rows[0]["search"]);
        Assert.Equal("Livres", Assert.Single(await application.DigestsAsync(Dominique)).Rows[0]["search"]);
    }

    [Fact]
    public async Task Run_SearchEngineAway_SetsNothingAsideAndSendsAllLater()
    {
        var cancel = TestContext.Current.CancellationToken;
        await application.SaveAsync(Camille, "Tissage", "?q=tissage");
        await application.PublishAsync("Tissage à la main");
        var runs = application.Services.GetRequiredService<AlertRuns>();
        await using (await Eventually.SeeAsync("the turn of the run", () => runs.TryTakeAsync(cancel), taken => taken is not null))
        {
            var run = await runs.BeginAsync(application.Services.GetRequiredService<TimeProvider>().Today().AddDays(1), cancel);
            var matching = ActivatorUtilities.CreateInstance<AlertMatching>(application.Services, new AwayIndex());
            await Assert.ThrowsAsync<SearchUnavailableException>(() => matching.RunAsync(run!.Value, cancel));
        }
        Assert.Equal(0, await application.ScalarAsync<int>("SELECT count(*)::int FROM saved_query WHERE set_aside_at IS NOT NULL"));
        Assert.Empty(await application.DigestsAsync(Camille));

        await application.PassDayAsync();
        Assert.Equal(["Tissage à la main"], Titles(Assert.Single(await application.DigestsAsync(Camille))));
    }

    [Fact]
    public async Task Digest_ManyMatches_ListsFiveAndCountsTheRest()
    {
        await application.SaveAsync(Camille, "Danse", "?q=danse");
        await application.PublishAsync([.. Enumerable.Range(1, 7).Select(n => $"Danse, niveau {n}")]);
        await application.PassDayAsync();
        var digest = Assert.Single(await application.DigestsAsync(Camille));
        Assert.Equal(5, Titles(digest).Count());
        Assert.Equal("7\u00A0nouvelles formations", digest.Values["count"]);
        Assert.Equal("… et 2\u00A0autres, sur la page de la recherche.", digest.Rows[^1]["more"]);
    }

    /// <summary>The page corrects and widens in the open; an e-mail may not.</summary>
    [Theory]
    [InlineData("?q=menuisserie")]
    [InlineData("?q=menuiserie&near=75056")]
    public async Task Digest_CorrectedOrWidened_IsNotSent(string query)
    {
        await application.SaveAsync(Camille, "Menuiserie", query);
        await application.PublishAsync("Menuiserie");
        await application.PassDayAsync();
        Assert.Empty(await application.DigestsAsync(Camille));
    }

    /// <summary>Among a day's few actions most words are unknown: they stay essential when the catalogue knows them.</summary>
    [Fact]
    public async Task Digest_WordThatOnlyOlderActionsHave_IsStillDemanded()
    {
        await application.PublishAsync("Sculpture sur bois");
        await application.SaveAsync(Camille, "Sculpture sur marbre", "?q=sculpture+marbre");
        await application.SaveAsync(Dominique, "Sculpture sur bois", "?q=sculpture+bois");
        await application.PublishAsync("Taille de marbre");
        await application.PassDayAsync();
        await application.ForgetMailsAsync();
        await application.PublishAsync("Sculpture libre");
        await application.PassDayAsync();
        Assert.Empty(await application.DigestsAsync(Camille));
        Assert.Empty(await application.DigestsAsync(Dominique));
    }

    /// <summary>The page shows what is only described when nothing is named so: in the catalogue, not among the day's actions.</summary>
    [Fact]
    public async Task Digest_OnlyDescribedWhereOlderOnesAreNamedSo_IsNotTold()
    {
        var siret = await application.PublishAsync("Chapellerie");
        await application.SaveAsync(Camille, "Chapeaux", "?q=chapellerie");
        await application.SaveAsync(Dominique, "Ganterie", "?q=ganterie");
        await application.PublishAsync(siret, [new(TestOffers.Offer("Chapellerie") with { Title = "Chapellerie" }, [Action()]),
            new(TestOffers.Offer("Mode") with { Title = "Mode", Content = "On parle aussi de chapellerie et de ganterie" }, [Action()])]);
        await application.PassDayAsync();
        Assert.Empty(await application.DigestsAsync(Camille));
        Assert.Equal(["Mode"], Titles(Assert.Single(await application.DigestsAsync(Dominique))));
    }

    [Fact]
    public async Task Digest_QueryThatCannotBeAsked_IsSetAsideAndHoldsUpNobody()
    {
        await application.SaveAsync(Camille, "Cassée", "?near=99999");
        await application.SaveAsync(Camille, "Broderie", "?q=broderie");
        await application.PublishAsync("Broderie");
        await application.PassDayAsync();
        Assert.Equal(["Broderie"], Titles(Assert.Single(await application.DigestsAsync(Camille))));
        Assert.Equal("not understood any more",
            await application.ScalarAsync<string>("SELECT error FROM saved_query WHERE set_aside_at IS NOT NULL"));
        Assert.True((await application.Services.GetRequiredService<SavedSearchStore>()
            .OfAsync(Camille, TestContext.Current.CancellationToken)).Single(s => s.Name == "Cassée").SetAside);
    }

    [Fact]
    public async Task Digest_RunInterruptedAfterSomeMails_GoesOnWithoutASecondOne()
    {
        await application.SaveAsync(Camille, "Ferronnerie", "?q=ferronnerie");
        await application.SaveAsync(Dominique, "Ferronnerie", "?q=ferronnerie");
        await application.PublishAsync("Ferronnerie");
        var services = application.Services;
        var cancel = TestContext.Current.CancellationToken;
        // As the run of the next day would, until the process dies.
        var tomorrow = services.GetRequiredService<TimeProvider>().Today().AddDays(1);
        await using (var taken = await services.GetRequiredService<AlertRuns>().TryTakeAsync(cancel))
        {
            Assert.NotNull(taken);
            var run = (await services.GetRequiredService<AlertRuns>().BeginAsync(tomorrow, cancel))!.Value;
            await services.GetRequiredService<AlertMatching>().RunAsync(run, cancel);
            var digests = services.GetRequiredService<AlertDigests>();
            var first = await digests.NextAsync(run, Guid.Empty, 1, cancel);
            await digests.WriteAsync(run, first, services.GetRequiredService<AlertLetter>().Of, cancel);
            Assert.Null(await services.GetRequiredService<AlertRuns>().TryTakeAsync(cancel));
        }
        Assert.Equal(1, (await application.DigestsAsync(Camille)).Count + (await application.DigestsAsync(Dominique)).Count);

        await application.PassDayAsync();
        Assert.Single(await application.DigestsAsync(Camille));
        Assert.Single(await application.DigestsAsync(Dominique));
        Assert.Equal(0, await application.ScalarAsync<int>("SELECT (SELECT count(*) FROM new_action WHERE run_id IS NOT NULL)::int + (SELECT count(*) FROM alert_match)::int + (SELECT count(*) FROM alert_digest)::int"));
    }

    [Fact]
    public async Task Digest_SwitchedOffOrAccountSuspended_IsNotSent()
    {
        await application.SaveAsync(Camille, "Tapisserie", "?q=tapisserie", alert: false);
        await application.SaveAsync(Dominique, "Tapisserie", "?q=tapisserie");
        await application.ExecuteAsync("UPDATE account SET disabled_at = now() WHERE id = @Dominique", new { Dominique });
        await application.PublishAsync("Tapisserie");
        await application.PassDayAsync();
        Assert.Empty(await application.DigestsAsync(Camille));
        Assert.Empty(await application.DigestsAsync(Dominique));
    }

    [Fact]
    public async Task Unsubscribe_ByTheLinkOfTheMail_EndsTheAlertsWithoutSigningIn()
    {
        await application.SaveAsync(Camille, "Céramique", "?q=ceramique");
        await application.PublishAsync("Céramique");
        await application.PassDayAsync();
        var link = new Uri(Assert.Single(await application.DigestsAsync(Camille)).Values[MailMessage.Unsubscribe]).PathAndQuery;
        using var visitor = new Visitor(application);

        var asked = await visitor.GetAsync(link);
        Assert.Equal(HttpStatusCode.OK, asked.Status);
        Assert.DoesNotContain("Céramique", asked.Text);
        Assert.True(await IsOnAsync(Camille));

        // As mail programs do it: no page of ours before, no cookie, no token.
        using var program = new Visitor(application);
        var ended = await program.PostBareAsync(link, ("List-Unsubscribe", "One-Click"));
        Assert.Equal(HttpStatusCode.OK, ended.Status);
        Assert.Contains("Vous ne recevrez plus d’alerte", ended.Text);
        Assert.False(await IsOnAsync(Camille));
        Assert.Equal("alerts off:1", await application.ScalarAsync<string>("SELECT object FROM access_log WHERE nature = 'alerts.unsubscribe' AND operation = 'change' AND subject_id = @Camille ORDER BY id DESC LIMIT 1", new { Camille }));
    }

    [Theory]
    [InlineData("AAAA")]
    [InlineData("CfDJ8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("de300000-0000-4000-8000-000000000001")]
    public async Task Unsubscribe_MadeUpKey_IsNothing(string key)
    {
        await application.SaveAsync(Camille, "Laine", "?q=laine");
        using var visitor = new Visitor(application);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/desabonnement/" + key)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.PostBareAsync("/desabonnement/" + key)).Status);
        Assert.True(await IsOnAsync(Camille));
    }

    private Task<bool> IsOnAsync(Guid account) =>
        application.ScalarAsync<bool>("SELECT bool_and(alert) FROM saved_search WHERE account_id = @account", new { account });

    private static IEnumerable<string> Titles(MailMessage digest) =>
        digest.Rows.Select(row => row["title"]).Where(title => title.Length > 0);
}
