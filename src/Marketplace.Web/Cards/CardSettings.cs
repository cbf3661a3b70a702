using Marketplace.Payments.Cards.Sandbox;
using Marketplace.Payments.Cards.Systempay;
using Marketplace.Platform.Data;

namespace Marketplace.Web.Cards;

/// <summary>Which payment provider takes cards, and how it is reached (settings <c>Payments__...</c>).</summary>
public sealed class CardSettings
{
    public const string Section = "Payments";

    /// <summary>sandbox or systempay; absent: the sandbox in Development, none elsewhere.</summary>
    public string? Provider { get; set; }

    public SandboxKeys Sandbox { get; set; } = new();

    public SystempayShop Systempay { get; set; } = new();

    /// <summary>Settings <c>Payments__Sandbox__...</c>.</summary>
    public sealed class SandboxKeys
    {
        /// <summary>Nothing that it signs is worth anything: it plays, in Development alone.</summary>
        public string Key { get; set; } = "bac-a-sable";
    }

    /// <summary>Settings <c>Payments__Systempay__...</c>.</summary>
    public sealed class SystempayShop
    {
        public string? SiteId { get; set; }
        /// <summary>Signs forms and notifications.</summary>
        public string? Key { get; set; }
        /// <summary>TEST or PRODUCTION.</summary>
        public string Mode { get; set; } = "PRODUCTION";
        public string Form { get; set; } = "https://paiement.systempay.fr/vads-payment/";
        public string Api { get; set; } = "https://api.systempay.fr/api-payment/V4/";
        /// <summary>Of the REST services.</summary>
        public string? ApiPassword { get; set; }
    }

    /// <summary>Whether the sandbox is the provider.</summary>
    public static bool IsSandbox(IConfiguration settings, IHostEnvironment environment) =>
        environment.IsDevelopment() && (Of(settings).Provider ?? SandboxProvider.ProviderName) == SandboxProvider.ProviderName;

    /// <summary>Says at the start what cannot work, and warns when no cards are taken.</summary>
    /// <exception cref="SetupException">A setting is missing or cannot work.</exception>
    public static void Require(IConfiguration settings, IHostEnvironment environment)
    {
        if (Read(settings, environment) is null)
            Console.Error.WriteLine("Attention : aucun prestataire de paiement n’est configuré, aucun paiement par carte n’est possible (Payments__Provider, docs/operations.md).");
    }

    /// <summary><see cref="SandboxOptions"/>, <see cref="SystempayOptions"/>, or null where no cards are taken.</summary>
    /// <exception cref="SetupException">A setting is missing or cannot work.</exception>
    public static object? Read(IConfiguration settings, IHostEnvironment environment)
    {
        var read = Of(settings);
        return (read.Provider ?? (environment.IsDevelopment() ? SandboxProvider.ProviderName : null)) switch
        {
            null or "" => null,
            SandboxProvider.ProviderName when environment.IsDevelopment() => new SandboxOptions(SandboxAddresses.Open, read.Sandbox.Key),
            SandboxProvider.ProviderName => throw new SetupException(
                "Payments__Provider=sandbox ne sert qu’en développement : personne n’y paie rien. Donnez systempay, ou rien."),
            SystempayProvider.ProviderName => Shop(read.Systempay, environment),
            _ => throw new SetupException("Payments__Provider est sandbox ou systempay."),
        };
    }

    private static CardSettings Of(IConfiguration settings) => settings.GetSection(Section).Get<CardSettings>() ?? new CardSettings();

    private static SystempayOptions Shop(SystempayShop shop, IHostEnvironment environment)
    {
        (string Name, string? Value)[] needed =
            [(nameof(shop.SiteId), shop.SiteId), (nameof(shop.Key), shop.Key), (nameof(shop.ApiPassword), shop.ApiPassword)];
        var missing = needed.Where(setting => string.IsNullOrWhiteSpace(setting.Value))
            .Select(setting => $"Payments__Systempay__{setting.Name}").ToList();
        if (missing.Count > 0)
            throw new SetupException($"Il manque {string.Join(", ", missing)} (docs/operations.md).");
        if (shop.Mode is not ("TEST" or "PRODUCTION"))
            throw new SetupException("Payments__Systempay__Mode est TEST ou PRODUCTION.");
        return new(shop.SiteId!, shop.Key!, shop.Mode, Address(shop.Form, nameof(shop.Form), environment),
            Address(shop.Api, nameof(shop.Api), environment), shop.ApiPassword!);
    }

    private static Uri Address(string given, string name, IHostEnvironment environment) =>
        Uri.TryCreate(given, UriKind.Absolute, out var address) && address.AbsolutePath.EndsWith('/')
            && (address.Scheme == Uri.UriSchemeHttps || (environment.IsDevelopment() && address.Scheme == Uri.UriSchemeHttp))
            ? address : throw new SetupException($"Payments__Systempay__{name} est une adresse https qui finit par une barre oblique.");
}
