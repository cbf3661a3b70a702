using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Dapper;
using Marketplace.Bookings.Dossiers;
using Marketplace.IntegrationTests.Tokens;
using Marketplace.People.Access;
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

    [Theory]
    [InlineData("P3D", 3 * 24 * 60)]
    [InlineData("PT2H30M", 150)]
    [InlineData("P1W", 7 * 24 * 60)]
    public async Task Clock_MovedByJson_SaysWhereItStands(string advance, int minutes)
    {
        using var client = application.CreateClient();
        var clock = application.Services.GetRequiredService<MarketplaceClock>();
        var before = clock.Offset;
        using var answer = await PostJsonAsync(client, $$"""{ "advance": "{{advance}}" }""");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var moved = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal(["now", "dueDone"], moved.EnumerateObject().Select(p => p.Name));
        Assert.Equal(TimeSpan.FromMinutes(minutes), clock.Offset - before);
        Assert.True(moved.GetProperty("now").GetDateTimeOffset() >= DateTimeOffset.UtcNow + TimeSpan.FromMinutes(minutes - 1));
        await clock.ResetAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("P1M", 1)]
    [InlineData("P1Y", 12)]
    public async Task Clock_MovedByMonthsAndYears_GoesByTheCalendar(string advance, int months)
    {
        using var client = application.CreateClient();
        var clock = application.Services.GetRequiredService<MarketplaceClock>();
        var now = clock.GetUtcNow();
        using var answer = await PostJsonAsync(client, $$"""{ "advance": "{{advance}}" }""");
        Assert.Equal(now.AddMonths(months).Date, clock.GetUtcNow().AddMinutes(-1).Date);
        await clock.ResetAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("""{ "advance": "3" }""")]
    [InlineData("""{ "advance": "P" }""")]
    [InlineData("""{ "advance": "PT" }""")]
    [InlineData("""{ "advance": "P0D" }""")]
    [InlineData("""{ "advance": "P-3D" }""")]
    [InlineData("""{ "advance": "P1.5D" }""")]
    [InlineData("""{ "advance": "P60Y" }""")]
    [InlineData("""{ "advance": 3 }""")]
    [InlineData("""{ "advance": "P3D", "back": true }""")]
    [InlineData("[]")]
    public async Task Clock_MovedByJsonThatMakesNoSense_IsRefusedByName(string body)
    {
        using var client = application.CreateClient();
        using var answer = await PostJsonAsync(client, body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken))
            .GetProperty("errors").TryGetProperty("advance", out _));
    }

    [Fact]
    public async Task Clock_Moved_HasDoneWhatWasDueBeforeItAnswers()
    {
        var world = await TokenWorld.BookingsAsync(application);
        var holder = await world.HolderAsync();
        var (asked, paying) = (await world.SentAsync(holder), await world.ProposedAsync(await world.HolderAsync()));
        await world.AcceptAsync(paying, new Actor((await world.RowAsync(paying)).AccountId, Roles.Holder));
        using var client = application.CreateClient();
        using var answer = await PostJsonAsync(client, """{ "advance": "P14D" }""");
        var moved = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal((BookingProcess.Lapsed, BookingProcess.Lapsed), (await world.StateAsync(asked), await world.StateAsync(paying)));
        Assert.InRange(moved.GetProperty("dueDone").GetInt32(), 3, 100);
        Assert.Equal(100_000, await world.FreeAsync(new Actor((await world.RowAsync(paying)).AccountId, Roles.Holder)));
        await world.VerifyAsync();
        await application.Services.GetRequiredService<MarketplaceClock>().ResetAsync(TestContext.Current.CancellationToken);
        await world.DisposeAsync();
    }

    /// <summary>A page of another site cannot send JSON without its browser asking first; one that did would say whose it is.</summary>
    [Theory]
    [InlineData("cross-site", HttpStatusCode.NotFound)]
    [InlineData("same-site", HttpStatusCode.NotFound)]
    [InlineData("same-origin", HttpStatusCode.BadRequest)]
    public async Task Clock_JsonOfAPageElsewhere_IsRefused(string site, HttpStatusCode expected)
    {
        using var client = application.CreateClient();
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", site);
        Assert.Equal(expected, (await PostJsonAsync(client, "{}")).StatusCode);
    }

    [Fact]
    public async Task Clock_PostFromElsewhere_IsRefused()
    {
        using var client = application.CreateClient();
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("days", "5")]);
        Assert.Equal(HttpStatusCode.BadRequest,
            (await client.PostAsync("/dev/clock", form, TestContext.Current.CancellationToken)).StatusCode);
    }

    private static async Task<HttpResponseMessage> PostJsonAsync(HttpClient client, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await client.PostAsync("/dev/clock", content, TestContext.Current.CancellationToken);
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
