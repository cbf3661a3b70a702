using System.Net;
using AngleSharp.Dom;
using Marketplace.IntegrationTests.Access;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.People.Access;
using Marketplace.People.SavedSearches;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.IntegrationTests.SavedSearches;

public sealed class SavedSearchPageTests(PeopleApplication application) : IClassFixture<PeopleApplication>, IAsyncLifetime
{
    private PersonBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        await application.AsOwnerAsync("DELETE FROM saved_search");
        _browser = await PersonBrowser.SignInAsync(application, "holder");
    }

    public ValueTask DisposeAsync()
    {
        _browser.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Search_Saved_IsListedInWordsAndLeadsBack()
    {
        var form = await _browser.PageAsync(
            "/mes-recherches/nouvelle?priceMax=100000&modality=in-person&near=69123&q=cuisine&page=3&utm_source=x");
        Assert.Equal("« cuisine » ; Lyon (69) : 30 km ; En centre ; Jusqu’à 1\u202F000\u00A0€", form.QuerySelector("h1 + p")!.TextContent);
        var query = form.QuerySelector("input[name=requete]")!.GetAttribute("value")!;
        Assert.Equal("?q=cuisine&near=69123&modality=in-person&priceMax=100000", query);
        Assert.Equal("cuisine, Lyon (69)", form.QuerySelector("input[name=nom]")!.GetAttribute("value"));

        using var saved = await _browser.PostAsync("/mes-recherches", ("requete", query), ("nom", "Près de chez moi"), ("alerte", "oui"));
        Assert.Equal("/mes-recherches?fait=enregistree", saved.Headers.Location!.OriginalString);
        var entry = Assert.Single((await _browser.PageAsync("/mes-recherches")).QuerySelectorAll(".mkt-entry"));
        Assert.Equal("Près de chez moi", entry.QuerySelector("h2")!.TextContent);
        Assert.Equal("/recherche" + query, entry.QuerySelector("h2 a")!.GetAttribute("href"));
        Assert.Contains("Alerte par courriel", entry.TextContent);

        var id = entry.QuerySelector("input[name=recherche]")!.GetAttribute("value")!;
        (await _browser.PostAsync("/mes-recherches/alerte", ("recherche", id), ("alerte", "non"))).Dispose();
        Assert.Contains("Sans alerte", (await _browser.PageAsync("/mes-recherches")).QuerySelector(".mkt-entry")!.TextContent);
        (await _browser.PostAsync("/mes-recherches/supprimer", ("recherche", id))).Dispose();
        Assert.Empty((await _browser.PageAsync("/mes-recherches")).QuerySelectorAll(".mkt-entry"));
    }

    [Fact]
    public async Task Search_SavedTwiceInAnotherOrder_IsOne()
    {
        (await _browser.PostAsync("/mes-recherches", ("requete", "?q=cuisine&modality=remote"), ("nom", "Une"), ("alerte", "non")))
            .Dispose();
        (await _browser.PostAsync(
            "/mes-recherches", ("requete", "?modality=remote&q=cuisine&page=4"), ("nom", "Deux"), ("alerte", "oui"))).Dispose();
        Assert.Equal("Deux", Assert.Single((await _browser.PageAsync("/mes-recherches")).QuerySelectorAll(".mkt-entry h2")).TextContent);
    }

    [Theory]
    [InlineData("?radius=cent", "Nom", "oui")]
    [InlineData("?inconnu=1", "Nom", "oui")]
    [InlineData("?q=a", "", "oui")]
    [InlineData("?q=a", "Nom", "peut-être")]
    [InlineData("?q=a", "Nom", "")]
    public async Task Search_ThatThePageWouldNotAccept_IsNotSaved(string query, string name, string alert)
    {
        using var answer = await _browser.PostAsync("/mes-recherches", ("requete", query), ("nom", name), ("alerte", alert));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty((await _browser.PageAsync("/mes-recherches")).QuerySelectorAll(".mkt-entry"));
    }

    [Fact]
    public async Task Search_OfAnother_CannotBeTouched()
    {
        (await _browser.PostAsync("/mes-recherches", ("requete", "?q=cuisine"), ("nom", "À moi"), ("alerte", "oui"))).Dispose();
        var id = (await _browser.PageAsync("/mes-recherches")).QuerySelector("input[name=recherche]")!.GetAttribute("value")!;
        using var other = await PersonBrowser.SignInAsync(application, "holder-declared");
        Assert.Empty((await other.PageAsync("/mes-recherches")).QuerySelectorAll(".mkt-entry"));
        using var switched = await other.PostAsync("/mes-recherches/alerte", ("recherche", id), ("alerte", "non"));
        using var deleted = await other.PostAsync("/mes-recherches/supprimer", ("recherche", id));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (switched.StatusCode, deleted.StatusCode));
        Assert.Contains("Alerte par courriel", (await _browser.PageAsync("/mes-recherches")).QuerySelector(".mkt-entry")!.TextContent);
    }

    [Fact]
    public async Task Searches_OneTooMany_IsRefusedAndTheSameAgainIsNot()
    {
        var store = application.Services.GetRequiredService<SavedSearchStore>();
        var holder = PersonBrowser.Demo("holder");
        for (var n = 1; n <= SavedSearchStore.Most; n++)
            Assert.True(await store.SaveAsync(
                holder, $"{n}", $"?q=mot{n}", false, new Actor(holder, Roles.Holder), TestContext.Current.CancellationToken));
        using var refused = await _browser.PostAsync("/mes-recherches", ("requete", "?q=trop"), ("nom", "De trop"), ("alerte", "non"));
        Assert.Equal("/mes-recherches?fait=complet", refused.Headers.Location!.OriginalString);
        Assert.True(await store.SaveAsync(
            holder, "encore", "?q=mot1", true, new Actor(holder, Roles.Holder), TestContext.Current.CancellationToken));
        Assert.Equal(SavedSearchStore.Most,
            (await _browser.PageAsync("/mes-recherches?fait=complet")).QuerySelectorAll(".mkt-entry").Length);
    }

    [Fact]
    public async Task Search_OfAProfessional_OffersNothingToSave()
    {
        using var professional = await PersonBrowser.SignInAsync(application, "provider:billing");
        Assert.Empty((await professional.PageAsync("/recherche")).QuerySelectorAll("main a[href^='/mes-recherches'], main a[href='']"));
        Assert.NotEmpty((await _browser.PageAsync("/recherche")).QuerySelectorAll("main a[href^='/mes-recherches/nouvelle']"));
    }

    [Fact]
    public async Task Search_OfAVisitor_AsksToSignInAndComesBack()
    {
        using var visitor = PersonBrowser.Visitor(application);
        using var answer = await visitor.GetAsync("/mes-recherches/nouvelle?q=cuisine");
        Assert.Equal("/connexion?retour=%2Fmes-recherches%2Fnouvelle%3Fq%3Dcuisine", answer.Headers.Location!.OriginalString);
    }
}
