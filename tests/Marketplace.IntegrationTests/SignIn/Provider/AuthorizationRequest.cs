using Microsoft.AspNetCore.Http;

namespace Marketplace.IntegrationTests.SignIn.Provider;

/// <summary>What a client asked at the authorization endpoint.</summary>
/// <param name="Parameters">Every parameter as it came.</param>
public sealed record AuthorizationRequest(IReadOnlyDictionary<string, string> Parameters)
{
    public string? ClientId => this["client_id"];

    public string? ResponseType => this["response_type"];

    public string? ResponseMode => this["response_mode"];

    public string? RedirectUri => this["redirect_uri"];

    public string? State => this["state"];

    public string? Nonce => this["nonce"];

    public string? AcrValues => this["acr_values"];

    public string? CodeChallenge => this["code_challenge"];

    public string? CodeChallengeMethod => this["code_challenge_method"];

    public string? Prompt => this["prompt"];

    /// <summary>The scopes, split at spaces.</summary>
    public IReadOnlyList<string> Scopes => this["scope"]?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>A parameter, or null when it did not come.</summary>
    public string? this[string name] => Parameters.GetValueOrDefault(name);

    /// <summary>Reads a request sent by link or by form.</summary>
    internal static async Task<AuthorizationRequest> ReadAsync(HttpRequest request)
    {
        var values = request.HasFormContentType ? (await request.ReadFormAsync()).AsEnumerable() : request.Query;
        return new(values.ToDictionary(v => v.Key, v => v.Value.ToString()));
    }
}
