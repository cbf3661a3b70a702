using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.IdentityModel.Tokens;

namespace Marketplace.IntegrationTests.SignIn.Provider;

/// <summary>An OpenID Connect provider on a local port that signs in whoever a test says, and misbehaves on demand.</summary>
public sealed class TestIdentityProvider : IAsyncDisposable
{
    private readonly KeyRing keys = new();
    private readonly ConcurrentDictionary<string, int> requests = new();
    private readonly WebApplication web;

    private TestIdentityProvider(TimeProvider time)
    {
        // Empty: the settings files beside the tests are the marketplace's.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(1));
        web = builder.Build();
        Map(time);
    }

    /// <summary>Base address, without a slash at the end.</summary>
    public string Issuer => web.Urls.First();

    public string ClientId { get; set; } = "marketplace";

    public string ClientSecret { get; set; } = "marketplace-secret";

    /// <summary>Who signs in.</summary>
    public TestPerson Person { get; set; } = TestPerson.Angela;

    /// <summary>Whose code or subject turns up under OtherPersonsCode and UserInfoOtherSubject.</summary>
    public TestPerson OtherPerson { get; set; } = TestPerson.Angela.With("given_name", "Mallory") with { Subject = "mallory-v1" };

    public Misbehaviour Misbehaviour { get; set; }

    /// <summary>Shows a page with the buttons "Continuer" and "Refuser" instead of redirecting at once.</summary>
    public bool AskFirst { get; set; }

    /// <summary>Sends the browser back with access_denied.</summary>
    public bool Deny { get; set; }

    /// <summary>Requires PKCE. Off, a stolen code is stopped by nothing but the nonce.</summary>
    public bool ChecksPkce { get; set; } = true;

    /// <summary>The assurance reached; null for the first one asked, or eidas1.</summary>
    public string? Acr { get; set; }

    public IReadOnlyList<string> Amr { get; set; } = ["pwd"];

    /// <summary>Public key of the client; when set, ID tokens and user information are encrypted for it.</summary>
    public RSA? EncryptionKey { get; set; }

    /// <summary>The kid written on what is encrypted.</summary>
    public string? EncryptionKeyId { get; set; }

    /// <summary>Setting another one replaces the key.</summary>
    public SigningAlgorithm SigningAlgorithm
    {
        get;
        set
        {
            if (field == value)
                return;
            field = value;
            RotateKey(keepOld: false);
        }
    }

    /// <summary>The kid that signs now.</summary>
    public string KeyId => keys.Current.Id;

    public AuthorizationRequest? LastAuthorization { get; internal set; }

    public LogoutRequest? LastLogout { get; internal set; }

    public static async Task<TestIdentityProvider> StartAsync(TimeProvider? time = null)
    {
        var provider = new TestIdentityProvider(time ?? TimeProvider.System);
        await provider.web.StartAsync();
        return provider;
    }

    /// <summary>Signs with a new key from now on; the old one stays published or not.</summary>
    public void RotateKey(bool keepOld) => keys.Rotate(SigningAlgorithm, keepOld);

    /// <summary>Takes the client's public key and its kid from the key set the client publishes.</summary>
    public void EncryptFor(JsonWebKey key)
    {
        EncryptionKey = RSA.Create(
            new RSAParameters { Modulus = Base64UrlEncoder.DecodeBytes(key.N), Exponent = Base64UrlEncoder.DecodeBytes(key.E) });
        EncryptionKeyId = key.Kid;
    }

    /// <summary>How often a path was asked for, as in "/jwks".</summary>
    public int RequestsTo(string path) => requests.GetValueOrDefault(path);

    public async ValueTask DisposeAsync()
    {
        await web.StopAsync();
        await web.DisposeAsync();
    }

    private void Map(TimeProvider time)
    {
        var grants = new GrantBook(time);
        var signer = new TokenSigner(keys, this);
        var discovery = new DiscoveryEndpoint(this, keys);
        var authorize = new AuthorizeEndpoint(this, grants);
        var token = new TokenEndpoint(this, grants, new IdTokenClaims(this, time), signer);
        var userInfo = new UserInfoEndpoint(this, grants, signer, time);
        var logout = new LogoutEndpoint(this, grants);

        web.Use((http, next) =>
        {
            requests.AddOrUpdate(http.Request.Path, 1, (_, count) => count + 1);
            return next(http);
        });
        string[] byLinkOrForm = [HttpMethods.Get, HttpMethods.Post];
        web.MapGet("/.well-known/openid-configuration", discovery.Configuration);
        web.MapGet("/jwks", discovery.Keys);
        web.MapMethods("/authorize", byLinkOrForm, authorize.AnswerAsync);
        web.MapPost("/token", (HttpRequest http) => token.AnswerAsync(http, web.Lifetime.ApplicationStopping));
        web.MapMethods("/userinfo", byLinkOrForm, userInfo.Answer);
        web.MapMethods("/logout", byLinkOrForm, logout.AnswerAsync);
    }
}
