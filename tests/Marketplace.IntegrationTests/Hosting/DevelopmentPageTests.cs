using System.Net;
using AngleSharp.Html.Parser;
using Dapper;
using Marketplace.Platform.Time;
using Marketplace.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.IntegrationTests.Hosting;

public sealed class DevelopmentPageTests(MarketplaceApplication application) : IClassFixture<MarketplaceApplication>
{
    [Fact]
    public async Task Clock_MovedThroughThePage_MovesForThisAndOtherProcesses()
    {
        using var client = application.CreateClient();
        var answer = await PostAsync(client, ("days", "10"), ("action", "forward"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var clock = application.Services.GetRequiredService<MarketplaceClock>();
        Assert.Equal(TimeSpan.FromDays(10), clock.Offset);
        // Another process reads the same table.
        var other = await MarketplaceClock.MovableAsync(application.Database.Source, TestContext.Current.CancellationToken);
        Assert.Equal(TimeSpan.FromDays(10), other.Offset);
        await PostAsync(client, ("action", "reset"));
        Assert.Equal(TimeSpan.Zero, clock.Offset);
    }

    [Fact]
    public async Task Clock_MovedByAnotherProcess_IsFollowedWithoutAsking()
    {
        using var client = application.CreateClient();
        await client.GetAsync("/dev", TestContext.Current.CancellationToken);
        await using var connection = await application.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var clock = application.Services.GetRequiredService<MarketplaceClock>();
        // The listener may still be on its way to its first read.
        await Eventually.SeeAsync("the clock's offset", TimeSpan.FromHours(2), async () =>
        {
            if (clock.Offset != TimeSpan.FromHours(2))
                await connection.ExecuteAsync("UPDATE clock SET offset_seconds = 7200; SELECT pg_notify('clock', '')");
            return clock.Offset;
        });
        await clock.ResetAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-3")]
    [InlineData("demain")]
    [InlineData("99999")]
    public async Task Clock_DaysThatMakeNoSense_AreRefused(string days)
    {
        using var client = application.CreateClient();
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(client, ("days", days))).StatusCode);
    }

    /// <summary>A page elsewhere whose name was led to this machine, or somebody behind a proxy of this machine.</summary>
    [Theory]
    [InlineData("Host", "mechant.example", HttpStatusCode.NotFound)]
    [InlineData("Host", "localhost.mechant.example", HttpStatusCode.NotFound)]
    [InlineData("Host", "192.0.2.7:5080", HttpStatusCode.NotFound)]
    [InlineData("X-Forwarded-For", "192.0.2.7", HttpStatusCode.NotFound)]
    [InlineData("X-Forwarded-Host", "localhost", HttpStatusCode.NotFound)]
    [InlineData("Forwarded", "for=192.0.2.7", HttpStatusCode.NotFound)]
    [InlineData("X-Real-IP", "192.0.2.7", HttpStatusCode.NotFound)]
    [InlineData("Via", "1.1 proxy", HttpStatusCode.NotFound)]
    [InlineData("Host", "localhost:5080", HttpStatusCode.OK)]
    [InlineData("Host", "127.0.0.1:5080", HttpStatusCode.OK)]
    [InlineData("Host", "[::1]:5080", HttpStatusCode.OK)]
    public async Task Dev_AnswersThisMachineByItsOwnNameOnly(string header, string value, HttpStatusCode expected)
    {
        using var visitor = new Visitor(application);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/dev");
        request.Headers.TryAddWithoutValidation(header, value);
        Assert.Equal(expected, (await visitor.SendAsync(request)).Status);
    }

    [Fact]
    public async Task Clock_PostFromElsewhere_IsRefused()
    {
        using var client = application.CreateClient();
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("days", "5")]);
        Assert.Equal(HttpStatusCode.BadRequest,
            (await client.PostAsync("/dev/clock", form, TestContext.Current.CancellationToken)).StatusCode);
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, params (string Name, string Value)[] fields)
    {
        var page = new HtmlParser().ParseDocument(await client.GetStringAsync("/dev", TestContext.Current.CancellationToken));
        var token = page.QuerySelector("input[type=hidden]")!;
        using var form = new FormUrlEncodedContent(
            [KeyValuePair.Create(token.GetAttribute("name")!, token.GetAttribute("value")!),
            .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]);
        return await client.PostAsync("/dev/clock", form, TestContext.Current.CancellationToken);
    }
}

public sealed class DevelopmentPageInProductionTests(ProductionApplication application) : IClassFixture<ProductionApplication>
{
    [Theory]
    [InlineData("GET", "/dev")]
    [InlineData("GET", "/dev/")]
    [InlineData("POST", "/dev/clock")]
    [InlineData("POST", "/dev/connexion")]
    [InlineData("GET", "/dev/courriels")]
    public async Task Dev_InProduction_AnswersLikeAnAddressThatNeverWas(string method, string path)
    {
        using var client = application.CreateClient();
        var status = await StatusAsync(client, method, path);
        Assert.Equal(await StatusAsync(client, method, "/jamais" + path), status);
        Assert.True(status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed, status.ToString());
    }

    [Fact]
    public async Task Clock_InProduction_IgnoresTheTable()
    {
        await using var connection = await application.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync("UPDATE clock SET offset_seconds = 86400");
        using var client = application.CreateClient();
        var clock = application.Services.GetRequiredService<TimeProvider>();
        Assert.False(Assert.IsType<MarketplaceClock>(clock).CanMove);
        Assert.Equal(TimeSpan.Zero, ((MarketplaceClock)clock).Offset);
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => ((MarketplaceClock)clock).ResetAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}

/// <summary>The program as it runs in Production.</summary>
public sealed class ProductionApplication : MarketplaceApplication
{
    protected override string Environment => "Production";
}
