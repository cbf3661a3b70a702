using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Marketplace.IntegrationTests.SignIn.Provider;

/// <summary>The codes and access tokens that are good now, and the ID tokens ever issued.</summary>
internal sealed class GrantBook(TimeProvider time)
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, Grant> codes = new();
    private readonly ConcurrentDictionary<string, (Grant Grant, DateTimeOffset At)> access = new();
    private readonly ConcurrentDictionary<string, byte> idTokens = new();
    private volatile string? lastRedeemed;

    /// <summary>The code that was redeemed last.</summary>
    public string? LastRedeemed => lastRedeemed;

    /// <summary>A new code for what was asked.</summary>
    public Grant Issue(AuthorizationRequest request, TestPerson person)
    {
        var grant = new Grant(Random(), request, person, time.GetUtcNow());
        codes[grant.Code] = grant;
        return grant;
    }

    /// <summary>Spends a code, whatever comes of it; null when it is unknown, spent or late.</summary>
    public Grant? Redeem(string code)
    {
        if (!codes.TryRemove(code, out var grant))
            return null;
        lastRedeemed = code;
        return time.GetUtcNow() - grant.At <= Life ? grant : null;
    }

    /// <summary>A new access token to the information of who signed in.</summary>
    public string OpenAccess(Grant grant)
    {
        var token = Random();
        access[token] = (grant, time.GetUtcNow());
        return token;
    }

    /// <summary>What an access token opens; null when it is unknown or late.</summary>
    public Grant? FindAccess(string token) => access.TryGetValue(token, out var found) && time.GetUtcNow() - found.At <= Life
        ? found.Grant : null;

    /// <summary>Remembers a signed ID token.</summary>
    public void Remember(string idToken) => idTokens[idToken] = 0;

    /// <summary>Whether the provider issued this signed ID token.</summary>
    public bool Remembers(string idToken) => idTokens.ContainsKey(idToken);

    internal static string Random() => Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));
}
