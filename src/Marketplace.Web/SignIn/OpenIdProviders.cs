using System.Security.Cryptography;
using Marketplace.Platform.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Marketplace.Web.SignIn;

/// <summary>The two identity providers: the framework's handler, told what FranceConnect+ and ProConnect ask for.</summary>
public static class OpenIdProviders
{
    public const string FranceConnect = "franceconnect";
    public const string ProConnect = "proconnect";

    /// <summary>FranceConnect+ « substantiel ».</summary>
    public const string SubstantialAssurance = "eidas2";

    /// <summary>Assurance levels that are at least substantial.</summary>
    internal static readonly IReadOnlySet<string> Sufficient = new HashSet<string> { SubstantialAssurance, "eidas3" };

    private const string External = "external";

    /// <summary>Clocks of two houses differ.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    /// <summary>Adds the providers that the settings name.</summary>
    /// <returns>Which of them there are.</returns>
    public static IReadOnlySet<string> AddOpenIdProviders(
        this IServiceCollection services, IConfiguration settings, IHostEnvironment environment)
    {
        var builder = services.AddAuthentication().AddCookie(External, options => options.TimeProvider = TimeProvider.System);
        var found = new HashSet<string>();
        Add(FranceConnect, "FranceConnect",
            ["openid", "given_name", "family_name", "birthdate", "gender", "birthplace", "birthcountry", "email"]);
        Add(ProConnect, "ProConnect", ["openid", "given_name", "usual_name", "email", "siret", "uid"]);
        return found;

        void Add(string scheme, string section, string[] scopes)
        {
            var provider = settings.GetSection("SignIn:" + section).Get<OpenIdSettings>() ?? new OpenIdSettings();
            if (!provider.IsSet)
                return;
            // Told at the start: the handler would find it out at the first request, and refuse every one.
            if (!Uri.TryCreate(provider.Authority, UriKind.Absolute, out var authority)
                || (authority.Scheme != Uri.UriSchemeHttps
                    && (RequiresHttps(provider, environment) || authority.Scheme != Uri.UriSchemeHttp)))
                throw new SetupException($"SignIn__{section}__Authority doit être une adresse complète en https://, par exemple https://fournisseur.exemple.fr/api/v2.");
            if (string.IsNullOrWhiteSpace(provider.ClientId) || string.IsNullOrWhiteSpace(provider.ClientSecret))
                throw new SetupException($"SignIn__{section}__Authority est donné : il faut aussi SignIn__{section}__ClientId et SignIn__{section}__ClientSecret.");
            var keys = DecryptionKeys(provider, section);
            builder.AddOpenIdConnect(scheme, options => Configure(options, scheme, provider, scopes, keys, environment));
            // After the framework's own, which makes the client for the provider and the document's address.
            services.PostConfigure<OpenIdConnectOptions>(scheme, options => options.ConfigurationManager = new ProviderDiscovery(
                options.MetadataAddress!, provider.Authority!,
                new HttpDocumentRetriever(options.Backchannel) { RequireHttps = options.RequireHttpsMetadata }, options.TimeProvider!));
            found.Add(scheme);
        }
    }

    private static bool RequiresHttps(OpenIdSettings provider, IHostEnvironment environment) => provider.RequireHttps
        || !environment.IsDevelopment();

    private static void Configure(
        OpenIdConnectOptions options, string scheme, OpenIdSettings provider, string[] scopes, IReadOnlyList<SecurityKey> keys,
        IHostEnvironment environment)
    {
        options.Authority = provider.Authority;
        options.ClientId = provider.ClientId;
        options.ClientSecret = provider.ClientSecret;
        options.RequireHttpsMetadata = RequiresHttps(provider, environment);
        options.CallbackPath = $"/connexion/{scheme}/retour";
        options.SignedOutCallbackPath = $"/connexion/{scheme}/sortie";
        options.SignedOutRedirectUri = SignInAddresses.SignedOut;
        options.RemoteSignOutPath = PathString.Empty;
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.SignInScheme = External;
        options.MapInboundClaims = false;
        options.SaveTokens = false;
        // Read and verified by UserInfoReader: the handler itself would believe an unsigned or forged answer.
        options.GetClaimsFromUserInfoEndpoint = false;
        options.BackchannelTimeout = TimeSpan.FromSeconds(10);
        // A provider that sends us elsewhere is not the one that was agreed.
        options.BackchannelHttpHandler = new SocketsHttpHandler { AllowAutoRedirect = false };
        options.RemoteAuthenticationTimeout = TimeSpan.FromMinutes(15);
        options.TimeProvider = TimeProvider.System;
        options.Scope.Clear();
        foreach (var scope in scopes)
            options.Scope.Add(scope);
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ClockSkew = Skew,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ValidateIssuer = true,
            ValidateAudience = true,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256],
            TokenDecryptionKeys = keys,
        };
        options.ProtocolValidator.NonceLifetime = TimeSpan.FromMinutes(15);
        foreach (var cookie in new[] { options.CorrelationCookie, options.NonceCookie })
        {
            // The provider answers by a link, not by a form: no third-party cookie is needed.
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
            // They belong to the answer's path alone, which the __Host- prefix does not allow.
            if (!environment.IsDevelopment())
                cookie.Name = "__Secure-" + cookie.Name!.TrimStart('.');
        }
        options.EventsType = typeof(OpenIdEvents);
    }

    private static List<SecurityKey> DecryptionKeys(OpenIdSettings provider, string section)
    {
        var keys = new List<SecurityKey>();
        foreach (var pem in provider.DecryptionKeys)
        {
            try
            {
                var rsa = RSA.Create();
                rsa.ImportFromPem(pem);
                keys.Add(new RsaSecurityKey(rsa) { KeyId = Base64UrlEncoder.Encode(SHA256.HashData(rsa.ExportSubjectPublicKeyInfo())) });
            }
            catch (ArgumentException failure)
            {
                throw new SetupException($"SignIn__{section}__DecryptionKeys : une clé n’est pas une clé RSA au format PEM.", failure);
            }
        }
        return keys;
    }
}
