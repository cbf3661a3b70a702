using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Marketplace.Indexing.Upkeep;
using Marketplace.IntegrationTests.Pages;
using Marketplace.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.IntegrationTests.Cluster;

/// <summary>The cluster goes away, hangs or is not there yet: everything else works, and nothing is lost.</summary>
public sealed class OutageTests(ITestOutputHelper output)
{
    private const int More = 7;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(false), InlineData(true)]
    public async Task Outage_WhilePublishing_SearchSaysSoAndTheIndexCatchesUpByItself(bool hangs)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var cluster = await ClusterName.NewAsync();
        await using var line = new CuttableLine(cluster.Address);
        await using var application = new ClusterApplication(database, line.Address, cluster.Name);
        await ClusterApplication.PublishSampleAsync(database);
        using var client = application.CreateClient();
        await application.WaitUntilFoundAsync(SampleCatalogue.OpenActions);
        Assert.Equal(HttpStatusCode.OK, await ClusterApplication.SearchedAsync(client, "/recherche?q=cuisine", Cancel));

        if (hangs)
            line.Hang();
        else
            line.Cut();
        await ClusterApplication.PublishAsync(database, ClusterApplication.MoreSiret, ClusterApplication.More(More));
        await AssertOnlySearchIsAwayAsync(client);

        line.Mend();
        await application.WaitUntilFoundAsync(SampleCatalogue.OpenActions + More);
        Assert.Equal(HttpStatusCode.OK, await ClusterApplication.SearchedAsync(client, "/recherche?q=soudure", Cancel));
        Assert.Equal(0, await CountAsync(database, "outbox_dead"));
        var verified = await application.Services.GetRequiredService<IndexTasks>().RunAsync("verify", null, Cancel);
        Assert.Equal((0, 0), (verified.ExitStatus, await CountAsync(database, "outbox_dead")));
        await UntilIndexIsAsync(client, "ok");
    }

    [Fact]
    public async Task Start_WhileTheClusterIsAway_ServesTheRestAndBuildsTheIndexOnceItComes()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var cluster = await ClusterName.NewAsync();
        await using var line = new CuttableLine(cluster.Address, cut: true);
        await ClusterApplication.PublishSampleAsync(database);
        await using var application = new ClusterApplication(database, line.Address, cluster.Name);
        using var client = application.CreateClient();
        await application.WaitUntilReadyAsync();
        await AssertOnlySearchIsAwayAsync(client);

        line.Mend();
        await application.WaitUntilFoundAsync(SampleCatalogue.OpenActions);
        await UntilIndexIsAsync(client, "ok");
        Assert.Equal(HttpStatusCode.OK, await ClusterApplication.SearchedAsync(client, "/recherche?q=cuisine", Cancel));
        Assert.Equal(0, await CountAsync(database, "outbox_dead"));
    }

    private async Task AssertOnlySearchIsAwayAsync(HttpClient client)
    {
        await UntilIndexIsAsync(client, "unavailable");
        foreach (var path in new[] { "/recherche?q=cuisine&near=69123", "/recherche?q=cuisine&vue=carte", "/api/v1/actions?q=cuisine" })
        {
            var started = Stopwatch.GetTimestamp();
            var response = await client.GetAsync(path, Cancel);
            output.WriteLine($"{path}: {(int)response.StatusCode} in {Stopwatch.GetElapsedTime(started).TotalMilliseconds:F0} ms");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(30), response.Headers.RetryAfter?.Delta);
        }
        foreach (var path in new[]
        {
            "/", "/formations/" + SampleCatalogue.Kitchen, "/formations/" + SampleCatalogue.Past, "/organismes/" + SampleCatalogue.Siret,
            "/certifications/RNCP38430", "/comparer?ids=" + SampleCatalogue.Kitchen, "/sitemap.xml", "/api/v1/suggestions?q=cuis", "/aide",
            "/health/ready",
        })
        {
            var started = Stopwatch.GetTimestamp();
            var response = await client.GetAsync(path, Cancel);
            output.WriteLine($"{path}: {(int)response.StatusCode} in {Stopwatch.GetElapsedTime(started).TotalMilliseconds:F0} ms");
            Assert.Equal((path, HttpStatusCode.OK), (path, response.StatusCode));
        }
    }

    /// <summary>What the readiness probe says of the index, sooner or later.</summary>
    private static Task UntilIndexIsAsync(HttpClient client, string state) => Eventually.SeeAsync("the index", state, async () =>
    {
        // 503 while any part is away, which is what is waited out here: the body says which.
        using var answer = await client.GetAsync("/health/ready", Cancel);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("index").GetString()!;
    });

    private static async Task<long> CountAsync(TestDatabase database, string table)
    {
        await using var connection = await database.Source.OpenConnectionAsync(Cancel);
        return await connection.ExecuteScalarAsync<long>($"SELECT count(*) FROM {table}");
    }
}
