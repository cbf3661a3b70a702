using System.Net;
using System.Text.Json;
using Dapper;
using Marketplace.IntegrationTests.Pages;
using Marketplace.Testing;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Marketplace.IntegrationTests.QueryLog;

/// <summary>What the running program keeps of searches.</summary>
public sealed class QueryLogTests(CatalogueApplication application) : IClassFixture<CatalogueApplication>
{
    private const string Browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    [Fact]
    public async Task Search_OnThePage_LeavesARowWithoutAnybody()
    {
        var row = await SearchAsync("/recherche?q=Cuisine+traditionnelle&near=69123&radius=50&modality=in-person&priceMax=100000");
        Assert.Equal(("page", "cuisine traditionnelle", null, "69"), (row.Source, row.Text, row.Withheld, row.Department));
        Assert.Equal(["radius=50", "modality=in-person", "priceMax"], row.Filters);
        Assert.Equal(SampleCatalogue.KitchenActions, row.Found);
        Assert.False(row.Corrected);
        Assert.Null(row.WidenedKm);
    }

    [Fact]
    public async Task Search_OfTheApi_IsKeptToo()
    {
        var row = await SearchAsync("/api/v1/actions?q=cuisin%C3%A9&near=47.23,-1.55&certification=RNCP38430&provider=99900000000026");
        Assert.Equal(("api", "44"), (row.Source, row.Department));
        Assert.Equal(["certification=RNCP38430", "provider"], row.Filters);
    }

    [Theory]
    [InlineData("/recherche?q=Zacharie+Trucmuche", "name")]
    [InlineData("/recherche?q=12+rue+des+lilas", "address")]
    [InlineData("/api/v1/actions?q=06+12+34+56+78", "number")]
    [InlineData("/api/v1/actions?q=jean.dupont%40example.org", "contact")]
    public async Task Search_ThatMayLeadToSomebody_IsCountedWithoutItsText(string path, string why)
    {
        var row = await SearchAsync(path);
        Assert.Equal((null, why), (row.Text, row.Withheld));
        Assert.Equal((0, 0), (row.Counting, row.Visitor));
    }

    [Fact]
    public async Task Search_CorrectedOrWidened_IsMarked()
    {
        Assert.True((await SearchAsync("/recherche?q=cuisin+traditionele")).Corrected);
        Assert.Equal(60, (await SearchAsync("/recherche?q=cuisine&near=42218&radius=10")).WidenedKm);
        Assert.Equal(0, (await SearchAsync("/recherche?q=introuvablissime")).Found);
    }

    [Fact]
    public async Task Search_InASmallVillage_DoesNotKeepItsName()
    {
        var row = await SearchAsync("/recherche?q=" + Uri.EscapeDataString("cuisine à Lamure-sur-Azergues"));
        Assert.Equal(("cuisine", "69"), (row.Text, row.Department));
    }

    [Theory]
    [InlineData("GET", "/recherche?q=cuisine", "Googlebot/2.1 (+http://www.google.com/bot.html)")]
    [InlineData("GET", "/recherche?q=cuisine", "")]
    [InlineData("HEAD", "/recherche?q=cuisine", Browser)]
    [InlineData("GET", "/recherche?q=cuisine&page=2", Browser)]
    [InlineData("GET", "/recherche?where=lyon&q=cuisine", Browser)]
    [InlineData("GET", "/api/v1/actions?q=cuisine&radius=cent", Browser)]
    [InlineData("GET", "/", Browser)]
    public async Task Request_ThatIsNoPersonsSearch_LeavesNone(string method, string path, string agent)
    {
        await SearchAsync("/recherche?q=avant");
        var before = await CountAsync();
        await SendAsync(method, path, agent);
        // The queue keeps its order: once this one is written, the other would be.
        await SearchAsync("/recherche?q=apres");
        Assert.Equal(before + 1, await CountAsync());
    }

    [Fact]
    public async Task Table_HasNothingThatNamesAVisitor()
    {
        await using var connection = await application.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var columns = await connection.QueryAsync<string>(
            "SELECT column_name FROM information_schema.columns WHERE table_name = 'query_log' ORDER BY ordinal_position");
        Assert.Equal(["day", "hour", "source", "text", "withheld", "department", "filters", "found", "corrected", "widened_km", "counting",
            "visitor"], columns);
    }

    [Fact]
    public async Task Application_ChangingRows_IsRefused()
    {
        await using var source = NpgsqlDataSource.Create(application.Database.ApplicationConnectionString);
        await using var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        foreach (var statement in new[] { "UPDATE query_log SET visitor = 1", "TRUNCATE query_log" })
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege,
                (await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync(statement))).SqlState);
    }

    [Fact]
    public async Task Suggestions_ListOfTheNight_OffersWhatManySearched()
    {
        await using var connection = await application.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync("INSERT INTO popular_query (text, people, searches) VALUES ('cuisine traditionnelle degre', 9, 20), ('cuisine grossierete', 50, 80) ON CONFLICT DO NOTHING");
        await application.Services.GetRequiredService<Marketplace.Web.Searching.Log.PopularQueryFeed>()
            .ReadAsync(TestContext.Current.CancellationToken);
        using var client = application.CreateClient();
        var answer = JsonDocument.Parse(
            await client.GetStringAsync("/api/v1/suggestions?q=traditionnelle+cui", TestContext.Current.CancellationToken)).RootElement;
        var texts = answer.GetProperty("items").EnumerateArray().Where(i => i.GetProperty("kind").GetString() == "query")
            .Select(i => i.GetProperty("text").GetString());
        Assert.Equal(["cuisine traditionnelle degre"], texts);
        // A word that no training holds is not repeated to others.
        Assert.DoesNotContain(
            "grossierete", await client.GetStringAsync("/api/v1/suggestions?q=cuisine+gros", TestContext.Current.CancellationToken));
    }

    private async Task<Row> SearchAsync(string path)
    {
        var before = await CountAsync();
        var status = await SendAsync("GET", path, Browser);
        Assert.Equal(HttpStatusCode.OK, status);
        await Eventually.SeeAsync("searches in the log", CountAsync, count => count != before);
        await using var connection = await application.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return await connection.QuerySingleAsync<Row>("""
            SELECT source, text, withheld, department, filters, found, corrected, widened_km::int AS widenedkm, counting, visitor
            FROM query_log ORDER BY ctid DESC LIMIT 1
            """);
    }

    private async Task<HttpStatusCode> SendAsync(string method, string path, string agent)
    {
        using var client = application.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (agent.Length > 0)
            request.Headers.UserAgent.ParseAdd(agent);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private async Task<long> CountAsync()
    {
        await using var connection = await application.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM query_log");
    }

    private sealed class Row
    {
        public string Source { get; init; } = "";
        public string? Text { get; init; }
        public string? Withheld { get; init; }
        public string? Department { get; init; }
        public string[] Filters { get; init; } = [];
        public int Found { get; init; }
        public bool Corrected { get; init; }
        public int? WidenedKm { get; init; }
        public long Counting { get; init; }
        public int Visitor { get; init; }
    }
}
