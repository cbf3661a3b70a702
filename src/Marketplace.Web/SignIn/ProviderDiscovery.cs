using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect.Configuration;
using Microsoft.IdentityModel.Tokens;

namespace Marketplace.Web.SignIn;

/// <summary>
/// A provider's discovery document and signing keys, kept for half a day. A token whose key is unknown has them fetched
/// anew at once, so that the sign-in during which a provider changed keys succeeds; the library's own manager refreshes
/// behind the request and loses it. What a forged token can make us fetch is bounded.
/// </summary>
public sealed class ProviderDiscovery : BaseConfigurationManager, IConfigurationManager<OpenIdConnectConfiguration>, IDisposable
{
    /// <summary>Between two fetches that a token asked for.</summary>
    internal static readonly TimeSpan BetweenAskedFetches = TimeSpan.FromSeconds(30);

    /// <summary>After a fetch that failed others fail at once: visitors must not wait in line for a provider that is down.</summary>
    internal static readonly TimeSpan RestAfterFailure = TimeSpan.FromSeconds(5);

    private readonly string _address;
    private readonly string _issuer;
    private readonly IDocumentRetriever _documents;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _turn = new(1);
    private volatile OpenIdConnectConfiguration? _known;
    private volatile bool _asked;
    private DateTimeOffset _fetchedAt = DateTimeOffset.MinValue;
    private DateTimeOffset _askedAt = DateTimeOffset.MinValue;
    private DateTimeOffset _failedAt = DateTimeOffset.MinValue;

    /// <param name="issuer">Whom the document must be of: the authority of the settings.</param>
    public ProviderDiscovery(string address, string issuer, IDocumentRetriever documents, TimeProvider time)
    {
        (_address, _issuer, _documents, _time) = (address, issuer.TrimEnd('/'), documents, time);
        // A key that the provider withdrew is not good for another hour.
        UseLastKnownGoodConfiguration = false;
    }

    /// <exception cref="ProviderUnavailableException">Nothing is known, and nothing can be fetched now.</exception>
    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
    {
        if (_known is { } known && !IsDue())
            return known;
        await _turn.WaitAsync(cancel);
        try
        {
            if (IsDue())
                await FetchAsync(cancel);
            return _known ?? throw new ProviderUnavailableException("The provider did not answer a moment ago.");
        }
        finally
        {
            _turn.Release();
        }
    }

    public override async Task<BaseConfiguration> GetBaseConfigurationAsync(CancellationToken cancel) =>
        await GetConfigurationAsync(cancel);

    /// <summary>A token's key was unknown.</summary>
    public override void RequestRefresh() => _asked = true;

    public void Dispose() => _turn.Dispose();

    private bool IsDue()
    {
        var now = _time.GetUtcNow();
        if (now - _failedAt < RestAfterFailure)
            return false;
        return _known is null || now - _fetchedAt >= AutomaticRefreshInterval || (_asked && now - _askedAt >= BetweenAskedFetches);
    }

    private async Task FetchAsync(CancellationToken cancel)
    {
        if (_asked)
            (_asked, _askedAt) = (false, _time.GetUtcNow());
        try
        {
            var fetched = await OpenIdConnectConfigurationRetriever.GetAsync(_address, _documents, cancel);
            if (new OpenIdConnectConfigurationValidator().Validate(fetched) is { Succeeded: false } unsound)
                throw new IOException(unsound.ErrorMessage);
            if (fetched.Issuer?.TrimEnd('/') != _issuer)
                throw new IOException("The discovery document is another issuer's.");
            (_known, _fetchedAt) = (fetched, _time.GetUtcNow());
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            _failedAt = _time.GetUtcNow();
            // What was known still serves: sign-ins go on while only this address of the provider is down.
            if (_known is null)
                throw new ProviderUnavailableException("The provider's discovery document cannot be read.", failure);
        }
    }
}

/// <summary>The identity provider cannot be reached, or does not describe itself.</summary>
public sealed class ProviderUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
