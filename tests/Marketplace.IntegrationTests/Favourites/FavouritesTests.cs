using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using Dapper;
using Marketplace.Demo;
using Marketplace.IntegrationTests.Access;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.IntegrationTests.Pages;
using Marketplace.People.Access;
using Marketplace.People.Favourites;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.IntegrationTests.Favourites;

public sealed class FavouritesTests(CatalogueApplication application) : IClassFixture<CatalogueApplication>, IAsyncLifetime
{
    private static readonly Guid Holder = PersonBrowser.Demo("holder");

    private PersonBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        await application.Services.GetRequiredService<DemoPeople>().EnsureAsync(TestContext.Current.CancellationToken);
        await application.ExecuteAsync("DELETE FROM favourite");
        _browser = await PersonBrowser.SignInAsync(application, "holder");
    }

    public ValueTask DisposeAsync()
    {
        _browser.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Favourite_AddedFromTheActionsPage_IsListedAndRemoved()
    {
        var action = await _browser.PageAsync("/formations/" + SampleCatalogue.Kitchen);
        var form = action.QuerySelector("form[action='/mes-favoris/ajouter']")!;
        Assert.Equal(SampleCatalogue.Kitchen, form.QuerySelector("input[name=formation]")!.GetAttribute("value"));

        using var added = await _browser.PostAsync("/mes-favoris/ajouter", ("formation", SampleCatalogue.Kitchen));
        Assert.Equal($"/formations/{SampleCatalogue.Kitchen}?fait=favori", added.Headers.Location!.OriginalString);
        Assert.Contains("La formation est dans vos favoris.",
            (await _browser.PageAsync(added.Headers.Location.OriginalString)).Body!.TextContent);
        var card = Assert.Single((await _browser.PageAsync("/mes-favoris")).QuerySelectorAll(".mkt-card"));
        Assert.Contains("Cuisine traditionnelle, degré 1", card.TextContent);
        Assert.Contains("600,60", card.TextContent);
        // The page of an action tells holders what is left to pay: that is a look at their rights, before and after.
        Assert.Equal(["entitlements.view look-up", "favourites.keep change", "entitlements.view look-up", "favourites.view look-up"],
            await LinesAsync());

        using var removed = await _browser.PostAsync("/mes-favoris/retirer", ("formation", SampleCatalogue.Kitchen));
        Assert.Equal("/mes-favoris?fait=retire", removed.Headers.Location!.OriginalString);
        Assert.Empty((await _browser.PageAsync("/mes-favoris")).QuerySelectorAll(".mkt-card"));
    }

    [Fact]
    public async Task Favourites_ClosedAndArchived_StayWithTheirStateAndNoBox()
    {
        await AddAsync(SampleCatalogue.Past, SampleCatalogue.Archived, SampleCatalogue.Kitchen);
        var page = await _browser.PageAsync("/mes-favoris");
        var states = page.QuerySelectorAll(".mkt-list > li").ToDictionary(
            item => item.QuerySelector("article")!.GetAttribute("data-id")!,
            item => (State: item.QuerySelector("[data-slot=state]:not([hidden])")?.TextContent,
            Box: item.QuerySelector("input[type=checkbox]") is not null));
        Assert.Equal(("Plus de session ouverte", false), states[SampleCatalogue.Past]);
        Assert.Equal(("N’est plus proposée", false), states[SampleCatalogue.Archived]);
        Assert.Equal((null, true), states[SampleCatalogue.Kitchen]);
    }

    [Fact]
    public async Task Favourites_OfAnother_AreNotShownNorTouched()
    {
        await AddAsync(SampleCatalogue.Kitchen);
        using var other = await PersonBrowser.SignInAsync(application, "holder-declared");
        Assert.Empty((await other.PageAsync("/mes-favoris")).QuerySelectorAll(".mkt-card"));
        (await other.PostAsync("/mes-favoris/retirer", ("formation", SampleCatalogue.Kitchen))).Dispose();
        Assert.Single((await _browser.PageAsync("/mes-favoris")).QuerySelectorAll(".mkt-card"));
    }

    [Fact]
    public async Task Favourites_TakenOver_AreAddedOnceAndUnknownOnesLeftOut()
    {
        await AddAsync(SampleCatalogue.Kitchen);
        using var taken = await _browser.PostAsync(
            "/mes-favoris/reprendre", ("ids", $"{SampleCatalogue.Blended},inconnue,{SampleCatalogue.Kitchen},{SampleCatalogue.Blended}"));
        Assert.Equal("/mes-favoris?fait=repris", taken.Headers.Location!.OriginalString);
        Assert.Equal([SampleCatalogue.Blended, SampleCatalogue.Kitchen],
            await Store.OfAsync(Holder, TestContext.Current.CancellationToken));
        Assert.NotNull((await _browser.PageAsync("/mes-favoris?fait=repris")).QuerySelector("[data-favourites-takeover][data-taken-over]"));
    }

    [Fact]
    public async Task Favourites_OneTooMany_IsRefusedAndSaid()
    {
        await application.ExecuteAsync("""
            WITH made AS (
                INSERT INTO action (offer_id, number, public_id, modality, price_cents, vat_rate, price_exclusive_cents, permanent_entry, content, content_hash, archived_at)
                SELECT (SELECT min(id) FROM offer), 'many-' || n, 'many_' || n, 0, 1, 0, 1, false, '{}', '', now() FROM generate_series(1, 99) n RETURNING id)
            INSERT INTO favourite (account_id, action_id) SELECT @Holder, id FROM made
            """, new { Holder });
        try
        {
            Assert.Equal(new FavouritesAdded(1, true), await AddAsync(SampleCatalogue.Kitchen, SampleCatalogue.Blended));
            using var refused = await _browser.PostAsync("/mes-favoris/ajouter", ("formation", SampleCatalogue.Blended));
            Assert.Equal("/mes-favoris?fait=complet", refused.Headers.Location!.OriginalString);
            Assert.Equal(100, (await Store.OfAsync(Holder, TestContext.Current.CancellationToken)).Count);
        }
        finally
        {
            await application.ExecuteAsync("DELETE FROM action WHERE public_id LIKE 'many\\_%'");
        }
    }

    [Fact]
    public async Task Cards_OfADevice_AreToldWithoutAnAccount()
    {
        using var client = application.CreateClient();
        var json = await client.GetStringAsync(
            $"/mes-favoris/fiches?ids={SampleCatalogue.Past},inconnue,{SampleCatalogue.Kitchen}", TestContext.Current.CancellationToken);
        var cards = JsonDocument.Parse(json).RootElement.EnumerateArray().ToList();
        Assert.Equal([SampleCatalogue.Past, SampleCatalogue.Kitchen], cards.Select(card => card.GetProperty("id").GetString()));
        Assert.Equal("Plus de session ouverte", cards[0].GetProperty("state").GetString());
        Assert.Equal("Cuisine traditionnelle, degré 1", cards[1].GetProperty("title").GetString());
        Assert.DoesNotContain("0199000000", json);
    }

    [Fact]
    public async Task Favourites_OfAVisitor_SayWhereTheyAreKept()
    {
        var (response, page) = await application.GetPageAsync("/mes-favoris");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("sur cet appareil", page.QuerySelector("main")!.TextContent);
        Assert.Contains("JavaScript", page.QuerySelector("noscript")!.TextContent);
    }

    /// <summary>What the access log has of this session, in order.</summary>
    private async Task<IReadOnlyList<string>> LinesAsync()
    {
        await using var connection = await application.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return [.. await connection.QueryAsync<string>("""
            SELECT nature || ' ' || operation FROM access_log WHERE session_id = @Session AND subject_id = @Holder ORDER BY id
            """, new { _browser.Session, Holder })];
    }

    private FavouriteStore Store => application.Services.GetRequiredService<FavouriteStore>();

    private Task<FavouritesAdded> AddAsync(params string[] ids) =>
        Store.AddAsync(Holder, ids, new Actor(Holder, Roles.Holder), TestContext.Current.CancellationToken);
}
