using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Hosting;

public sealed class HealthTests(MarketplaceApplication application) : IClassFixture<MarketplaceApplication>
{
    [Fact]
    public async Task Live_Answers()
    {
        using var client = application.CreateClient();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Ready_MigratedDatabase_SaysEachPart()
    {
        using var client = application.CreateClient();
        // The index is built after the start; being asked meanwhile is what the address is for.
        await Eventually.BeAsync("ready", () => ServerProcess.IsReadyAsync(client));
        var body = await client.GetFromJsonAsync<JsonElement>("/health/ready", TestContext.Current.CancellationToken);
        Assert.Equal("ok", body.GetProperty("status").GetString());
        Assert.Equal("ok", body.GetProperty("database").GetString());
        Assert.Equal("ok", body.GetProperty("migrations").GetString());
        Assert.Equal("ok", body.GetProperty("index").GetString());
    }
}
