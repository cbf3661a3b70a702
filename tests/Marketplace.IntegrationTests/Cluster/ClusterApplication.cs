using System.Net;
using Marketplace.Catalogue.Offers;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.IntegrationTests.Pages;
using Marketplace.Search;
using Marketplace.Search.Asking;
using Marketplace.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.IntegrationTests.Cluster;

/// <summary>A program on a database that others may use too, its index on the tests' Elasticsearch or its own.</summary>
/// <param name="cluster">Its address; null: the embedded engine.</param>
public sealed class ClusterApplication(TestDatabase database, Uri? cluster, string name) : WebApplicationFactory<Program>
{
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("marketplace-");

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        MarketplaceApplication.Configure(builder, "Development", database, data);
        if (cluster is null)
            return;
        builder.UseSetting("Search:Elasticsearch:Url", cluster.AbsoluteUri);
        builder.UseSetting("Search:Elasticsearch:Name", name);
        builder.UseSetting("Search:Elasticsearch:Replicas", "0");
        builder.UseSetting("Search:Elasticsearch:RefreshInterval", "00:00:00.2");
    }

    public static async Task PublishAsync(TestDatabase database, string siret, IEnumerable<AcceptedOffer> offers)
    {
        await using var import = await CatalogueImport.BeginAsync(database.Source, siret);
        foreach (var offer in offers)
            await import.AddAsync(offer);
        await import.CommitAsync(complete: true);
    }

    /// <summary>Waits until a search for everything finds so many, however long the machine takes.</summary>
    public Task WaitUntilFoundAsync(int actions) =>
        Eventually.SeeAsync("actions found (-1: no search)", actions, () => FoundAsync(TestContext.Current.CancellationToken));

    /// <summary>
    /// How a page of results is answered at last. On a machine that is busy with other tests the cluster may need longer
    /// than a visitor is let wait; how long is not what these tests judge.
    /// </summary>
    public static async Task<HttpStatusCode> SearchedAsync(HttpClient client, string path, CancellationToken cancel)
    {
        return await Eventually.SeeAsync(path, StatusAsync, status => status != HttpStatusCode.ServiceUnavailable);

        async Task<HttpStatusCode> StatusAsync()
        {
            using var response = await client.GetAsync(path, cancel);
            return response.StatusCode;
        }
    }

    public async Task WaitUntilReadyAsync()
    {
        using var client = CreateClient();
        await Eventually.BeAsync("ready", () => ServerProcess.IsReadyAsync(client));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (Directory.Exists(data.FullName))
            data.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    private async Task<int> FoundAsync(CancellationToken cancel)
    {
        try
        {
            return (await Services.GetRequiredService<MarketplaceSearch>().SearchAsync(
                new SearchQuery { Today = DateOnly.FromDateTime(DateTime.UtcNow), Collapse = false, WithFacets = false }, cancel)).Total;
        }
        catch (SearchUnavailableException)
        {
            return -1;
        }
    }

    /// <summary>What the sample catalogue has and one more provider with so many actions.</summary>
    public static IEnumerable<AcceptedOffer> More(int actions) => Enumerable.Range(1, actions).Select(n => new AcceptedOffer(
        TestOffers.Offer($"more-{n}") with { Title = $"Soudure, degré {n}" },
        [TestOffers.Accepted(TestOffers.Action(), TestOffers.Session("S1", DateOnly.FromDateTime(DateTime.UtcNow).AddDays(60)))]));

    public const string MoreSiret = "99900000000042";

    public static Task PublishSampleAsync(TestDatabase database) => PublishAsync(database, SampleCatalogue.Siret, SampleCatalogue.Wanted);
}
