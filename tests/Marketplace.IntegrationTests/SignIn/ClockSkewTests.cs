using Xunit;

namespace Marketplace.IntegrationTests.SignIn;

/// <summary>A provider whose clock runs behind or ahead. Its tokens last a minute.</summary>
public sealed class ClockSkewTests
{
    [Theory]
    [InlineData(-90)] // Expired half a minute ago.
    [InlineData(0)]
    [InlineData(40)]
    public async Task Clock_LittleApart_SignsIn(int seconds)
    {
        await using var application = await ShiftedApplication.StartAsync(TimeSpan.FromSeconds(seconds));
        (await application.SignedInAsync("franceconnect", People.Learner())).Dispose();
    }

    [Fact]
    public async Task Clock_TokensExpiredTenMinutesAgo_AreRefused()
    {
        await using var application = await ShiftedApplication.StartAsync(TimeSpan.FromMinutes(-11));
        using var browser = application.Browse();
        Assert.Equal("/connexion/refus", (await browser.OpenAsync("/connexion/franceconnect")).Path);
        Assert.Equal(1, await application.RefusalsAsync("franceconnect", "SecurityTokenExpiredException"));
    }

    private sealed class ShiftedApplication(TimeSpan shift) : SignInApplication
    {
        protected override TimeProvider ProvidersTime { get; } = new ShiftedTime(shift);

        public static Task<SignInApplication> StartAsync(TimeSpan shift) => StartAsync(new ShiftedApplication(shift));
    }

    private sealed class ShiftedTime(TimeSpan shift) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + shift;
    }
}
