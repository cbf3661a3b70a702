using Marketplace.Web.SignIn;
using Microsoft.IdentityModel.Protocols;
using Xunit;

namespace Marketplace.IntegrationTests.SignIn;

/// <summary>When a provider's keys are fetched, by a clock of the test's own.</summary>
public sealed class ProviderDiscoveryTests : IDisposable
{
    private readonly Documents documents = new();
    private readonly Clock clock = new();
    private readonly ProviderDiscovery discovery;

    public ProviderDiscoveryTests() => discovery = new("https://provider.example/discovery", "https://provider.example", documents, clock);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => discovery.Dispose();

    [Fact]
    public async Task Known_IsNotFetchedAgainForHalfADay()
    {
        await discovery.GetConfigurationAsync(Cancel);
        clock.Advance(TimeSpan.FromHours(11));
        await discovery.GetConfigurationAsync(Cancel);
        Assert.Equal(1, documents.Fetches);
        clock.Advance(TimeSpan.FromHours(2));
        await discovery.GetConfigurationAsync(Cancel);
        Assert.Equal(2, documents.Fetches);
    }

    [Fact]
    public async Task UnknownKey_FetchesAtOnce_ThenNotBeforeTheBound()
    {
        await discovery.GetConfigurationAsync(Cancel);
        for (var i = 0; i < 20; i++)
        {
            discovery.RequestRefresh();
            await discovery.GetConfigurationAsync(Cancel);
        }
        Assert.Equal(2, documents.Fetches);
        clock.Advance(TimeSpan.FromSeconds(31));
        await discovery.GetConfigurationAsync(Cancel);
        Assert.Equal(3, documents.Fetches);
    }

    [Fact]
    public async Task Unreachable_NothingKnown_FailsAndRestsThenRecovers()
    {
        documents.Down = true;
        await Assert.ThrowsAsync<ProviderUnavailableException>(() => discovery.GetConfigurationAsync(Cancel));
        await Assert.ThrowsAsync<ProviderUnavailableException>(() => discovery.GetConfigurationAsync(Cancel));
        Assert.Equal(1, documents.Fetches);
        documents.Down = false;
        clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Single((await discovery.GetConfigurationAsync(Cancel)).SigningKeys);
    }

    [Fact]
    public async Task Unreachable_SomethingKnown_StillServes()
    {
        var known = await discovery.GetConfigurationAsync(Cancel);
        documents.Down = true;
        clock.Advance(TimeSpan.FromHours(13));
        Assert.Same(known, await discovery.GetConfigurationAsync(Cancel));
        Assert.Equal(2, documents.Fetches);
    }

    [Fact]
    public async Task NoKeysPublished_IsNotTakenForAProvider()
    {
        documents.Keys = """{"keys":[]}""";
        await Assert.ThrowsAsync<ProviderUnavailableException>(() => discovery.GetConfigurationAsync(Cancel));
    }

    private sealed class Documents : IDocumentRetriever
    {
        public int Fetches { get; private set; }

        public bool Down { get; set; }

        public string Keys { get; set; } = """{"keys":[{"kty":"RSA","kid":"one","use":"sig","n":"sXchDaQebHnPiGvyDOAT4saGEUetSyo9MKLOoWFsueri23bOdgWp4Dy1WlUzewbgBHod5pcM9H95GQRV3JDXboIRROSBigeC5yjU1hGzHHyXss8UDprecbAYxknTcQkhslANGRUZmdTOQ5qTRsLAt6BTYuyvVRdhS8exSZEy_c4gs_7svlJJQ4H9_NxsiIoLwAEk7-Q3UXERGYw_75IDrGA84-lA_-Ct4eTlXHBIY2EaV7t7LjJaynVJCpkv4LKjTTAumiGUIuQhrNhZLuF_RJLqHpM2kgWFLU7-VTdL1VbC2tejvcI2BlMkEpk1BzBZI0KQB0GaDWFLN-aEAw3vRw","e":"AQAB"}]}""";

        public Task<string> GetDocumentAsync(string address, CancellationToken cancel)
        {
            if (address.EndsWith("/keys", StringComparison.Ordinal))
                return Task.FromResult(Keys);
            Fetches++;
            return Down
                ? Task.FromException<string>(new HttpRequestException("Nobody listens."))
                : Task.FromResult("""{"issuer":"https://provider.example","jwks_uri":"https://provider.example/keys"}""");
        }
    }

    private sealed class Clock : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => _now;

        public void Advance(TimeSpan time) => _now += time;
    }
}
