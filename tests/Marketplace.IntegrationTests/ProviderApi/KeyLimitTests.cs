using System.Net;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.IntegrationTests.Tokens;
using Microsoft.AspNetCore.Hosting;
using Xunit;

namespace Marketplace.IntegrationTests.ProviderApi;

/// <summary>The program with three requests a minute for a key.</summary>
public sealed class LimitedApplication : MarketplaceApplication
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("RateLimits:KeyPerMinute", "3");
    }
}

/// <summary>How often a key may ask.</summary>
public sealed class KeyLimitTests(LimitedApplication application) : IClassFixture<LimitedApplication>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Key_BeyondItsLimit_IsTold_WithWhatIsLeftBefore()
    {
        await using var world = await TokenWorld.BookingsAsync(application);
        using var program = await ProviderProgram.StartAsync(application, world.Siret);
        foreach (var left in new[] { "2", "1", "0" })
        {
            using var answer = await program.GetAsync(ProviderProgram.Bookings, Stop);
            Assert.Equal((HttpStatusCode.OK, "3", left), (answer.StatusCode, answer.Headers.GetValues("RateLimit-Limit").Single(),
                answer.Headers.GetValues("RateLimit-Remaining").Single()));
        }
        using var refused = await program.GetAsync(ProviderProgram.Bookings, Stop);
        Assert.Equal((HttpStatusCode.TooManyRequests, "application/problem+json"),
            (refused.StatusCode, refused.Content.Headers.ContentType!.MediaType));
        Assert.NotNull(refused.Headers.RetryAfter);
    }
}
