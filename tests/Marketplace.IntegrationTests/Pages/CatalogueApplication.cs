using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Marketplace.Catalogue.Offers;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.Search;
using Marketplace.Search.Asking;
using Marketplace.Testing;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.IntegrationTests.Pages;

/// <summary>The whole program with <see cref="SampleCatalogue"/> published and searchable.</summary>
public class CatalogueApplication : MarketplaceApplication, IAsyncLifetime
{
    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        await BeforeStartAsync();
        Start();
        await PublishAsync(SampleCatalogue.First);
        await PublishAsync(SampleCatalogue.Wanted);
        await WaitUntilSearchableAsync();
        await AfterStartAsync();
    }

    /// <summary>What the program's settings need, such as an identity provider.</summary>
    protected virtual Task BeforeStartAsync() => Task.CompletedTask;

    /// <summary>What tests find in the database beside the catalogue.</summary>
    protected virtual Task AfterStartAsync() => Task.CompletedTask;

    /// <summary>Reads a page as a browser would.</summary>
    public async Task<(HttpResponseMessage Response, IHtmlDocument Page)> GetPageAsync(string path, bool follow = true)
    {
        using var client = CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = follow });
        var response = await client.GetAsync(path, TestContext.Current.CancellationToken);
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (response, new HtmlParser().ParseDocument(html));
    }

    /// <summary>Starts the program; services are there afterwards.</summary>
    protected virtual void Start() => CreateClient().Dispose();

    private async Task PublishAsync(IEnumerable<AcceptedOffer> offers)
    {
        await using var import = await CatalogueImport.BeginAsync(Database.Source, SampleCatalogue.Siret);
        foreach (var offer in offers)
            await import.AddAsync(offer);
        await import.CommitAsync(complete: true);
    }

    /// <summary>The index follows the commit by itself; however long the machine takes.</summary>
    protected virtual async Task WaitUntilSearchableAsync()
    {
        var search = Services.GetRequiredService<MarketplaceSearch>();
        var query = new SearchQuery { Today = DateOnly.FromDateTime(DateTime.UtcNow), Collapse = false, WithFacets = false };
        await Eventually.SeeAsync(
            "actions found", SampleCatalogue.OpenActions,
            async () => (await search.SearchAsync(query, TestContext.Current.CancellationToken)).Total);
    }
}
