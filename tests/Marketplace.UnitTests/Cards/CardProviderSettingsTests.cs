using Marketplace.Payments.Cards.Sandbox;
using Marketplace.Payments.Cards.Systempay;
using Marketplace.Platform.Data;
using Marketplace.Web.Cards;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Xunit;

namespace Marketplace.UnitTests.Cards;

/// <summary>What can take cards where, and what is said of what is missing.</summary>
public sealed class CardProviderSettingsTests
{
    [Fact]
    public void Development_WithoutSettings_HasTheSandbox() => Assert.IsType<SandboxOptions>(Read("Development"));

    [Fact]
    public void Production_WithoutSettings_TakesNoCards() => Assert.Null(Read("Production"));

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    public void Sandbox_OutsideDevelopment_IsRefused(string environment) =>
        Assert.Contains("développement", Assert.Throws<SetupException>(() => Read(environment, ("Provider", "sandbox"))).Message);

    [Fact]
    public void Systempay_WithoutItsSecrets_SaysWhichAreMissing() =>
        Assert.StartsWith("Il manque Payments__Systempay__Key, Payments__Systempay__ApiPassword",
            Assert.Throws<SetupException>(() => Read("Production", ("Provider", "systempay"), ("Systempay:SiteId", "12345678"))).Message);

    [Fact]
    public void Systempay_Complete_IsRead()
    {
        var shop = Assert.IsType<SystempayOptions>(Read("Production", Complete));
        Assert.Equal(("12345678", "PRODUCTION", "https://paiement.systempay.fr/vads-payment/"),
            (shop.SiteId, shop.Mode, shop.Form.ToString()));
    }

    [Theory]
    [InlineData("Systempay:Mode", "prod")]
    [InlineData("Systempay:Form", "http://paiement.example/")]
    [InlineData("Systempay:Api", "https://api.example/V4")]
    [InlineData("Systempay:Api", "api")]
    [InlineData("Provider", "autre")]
    public void Settings_ThatCannotWork_AreRefused(string name, string value) =>
        Assert.Throws<SetupException>(() => Read("Production", [.. Complete, (name, value)]));

    private static (string, string)[] Complete =>
        [("Provider", "systempay"), ("Systempay:SiteId", "12345678"), ("Systempay:Key", "k"), ("Systempay:ApiPassword", "p")];

    private static object? Read(string environment, params (string Name, string Value)[] settings) => CardSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.GroupBy(s => s.Name).ToDictionary(s => $"Payments:{s.Key}", s =>
            (string?)s.Last().Value)).Build(),
        new HostingEnvironment { EnvironmentName = environment });
}
