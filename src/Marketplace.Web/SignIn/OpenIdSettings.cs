namespace Marketplace.Web.SignIn;

/// <summary>
/// An identity provider (settings <c>SignIn__FranceConnect__...</c> and <c>SignIn__ProConnect__...</c>). Without an
/// authority this way in does not exist.
/// </summary>
public sealed class OpenIdSettings
{
    /// <summary>Issuer, whose discovery document tells the rest.</summary>
    public string? Authority { get; set; }
    public string? ClientId { get; set; }
    public string? ClientSecret { get; set; }

    /// <summary>
    /// PEM of our private RSA keys, where tokens come encrypted; their public halves are at <c>/connexion/cles.json</c>. Several during a
    /// change of keys.
    /// </summary>
    public IReadOnlyList<string> DecryptionKeys { get; set; } = [];

    /// <summary>Only in Development a provider may be reached without https.</summary>
    public bool RequireHttps { get; set; } = true;

    public bool IsSet => !string.IsNullOrWhiteSpace(Authority);
}
