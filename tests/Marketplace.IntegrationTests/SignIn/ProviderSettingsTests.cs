using Marketplace.Platform.Data;
using Marketplace.Web.SignIn;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Xunit;

namespace Marketplace.IntegrationTests.SignIn;

/// <summary>Settings of an identity provider that cannot work end the start with their name, instead of failing every page later.</summary>
public sealed class ProviderSettingsTests
{
    [Theory]
    [InlineData("Development", "http://fournisseur.example", "true")]
    [InlineData("Production", "http://fournisseur.example", "false")]
    [InlineData("Production", "fournisseur.example", "true")]
    [InlineData("Production", "/api/v2", "true")]
    [InlineData("Development", "ftp://fournisseur.example", "false")]
    public void Authority_ThatCannotBeReachedSafely_IsNamedAtTheStart(string environment, string authority, string requireHttps)
    {
        var failure = Assert.Throws<SetupException>(() => Add(environment, authority, requireHttps));
        Assert.Contains("SignIn__ProConnect__Authority", failure.Message);
    }

    [Theory]
    [InlineData("Production", "https://fournisseur.example/api/v2", "true")]
    [InlineData("Development", "http://127.0.0.1:9000", "false")]
    public void Authority_ThatCanBeReached_IsAWayIn(string environment, string authority, string requireHttps) =>
        Assert.Equal([OpenIdProviders.ProConnect], Add(environment, authority, requireHttps));

    private static IReadOnlySet<string> Add(string environment, string authority, string requireHttps) =>
        new ServiceCollection().AddOpenIdProviders(
        new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("SignIn:ProConnect:Authority", authority), new("SignIn:ProConnect:RequireHttps", requireHttps),
            new("SignIn:ProConnect:ClientId", "client"), new("SignIn:ProConnect:ClientSecret", "secret"),
        ]).Build(),
        new HostingEnvironment { EnvironmentName = environment });
}
