using System.Security.Cryptography;
using Dapper;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.IntegrationTests.SignIn.Provider;
using Microsoft.AspNetCore.Hosting;
using Xunit;

namespace Marketplace.IntegrationTests.SignIn;

/// <summary>The whole program with two identity providers of its own, one for learners and one for professionals.</summary>
public class SignInApplication : MarketplaceApplication, IAsyncLifetime
{
    private readonly RSA _decryption = RSA.Create(2048);

    public TestIdentityProvider FranceConnect { get; private set; } = null!;

    public TestIdentityProvider ProConnect { get; private set; } = null!;

    /// <summary>What time the providers believe it is.</summary>
    protected virtual TimeProvider ProvidersTime => TimeProvider.System;

    /// <summary>For a test that changes what others would trip over: keys, clocks, a provider that stops.</summary>
    public static Task<SignInApplication> StartAsync() => StartAsync(new SignInApplication());

    protected static async Task<SignInApplication> StartAsync(SignInApplication application)
    {
        await ((IAsyncLifetime)application).InitializeAsync();
        return application;
    }

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        FranceConnect = await TestIdentityProvider.StartAsync(ProvidersTime);
        ProConnect = await TestIdentityProvider.StartAsync(ProvidersTime);
        // Quick to make; the tests of encryption also sign with RSA.
        FranceConnect.SigningAlgorithm = ProConnect.SigningAlgorithm = SigningAlgorithm.ES256;
        ProConnect.Person = TestPerson.Professional;
    }

    internal TestIdentityProvider Provider(string scheme) => scheme == "franceconnect" ? FranceConnect : ProConnect;

    /// <summary>A fresh browser, nobody signed in.</summary>
    internal PlainBrowser Browse() => new(this);

    /// <summary>Signs in and expects to arrive.</summary>
    internal async Task<PlainBrowser> SignedInAsync(string scheme, TestPerson person)
    {
        Provider(scheme).Person = person;
        var browser = Browse();
        var page = await browser.OpenAsync("/connexion/" + scheme);
        Assert.Equal(scheme == "franceconnect" ? "/mon-compte" : "/espace", page.Path);
        return browser;
    }

    /// <summary>One value from the database, with all rights.</summary>
    public async Task<T?> ReadAsync<T>(string query, object? values = null)
    {
        await using var connection = await Database.Source.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<T>(query, values);
    }

    /// <summary>The accounts that a subject signs into: one or none.</summary>
    public Task<Guid?> AccountOfAsync(TestPerson person) =>
        ReadAsync<Guid?>("SELECT account_id FROM external_login WHERE subject = @Subject", new { person.Subject });

    /// <summary>Lines of refused sign-ins through a provider.</summary>
    public Task<long> RefusalsAsync(string scheme, string why = "%") => ReadAsync<long>(
        "SELECT count(*) FROM access_log WHERE nature = 'sign-in.use' AND operation = 'refusal' AND object LIKE @scheme || ':' || @why",
        new { scheme, why });

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        foreach (var (name, provider) in new[] { ("FranceConnect", FranceConnect), ("ProConnect", ProConnect) })
        {
            builder.UseSetting($"SignIn:{name}:Authority", provider.Issuer);
            builder.UseSetting($"SignIn:{name}:ClientId", provider.ClientId);
            builder.UseSetting($"SignIn:{name}:ClientSecret", provider.ClientSecret);
            builder.UseSetting($"SignIn:{name}:RequireHttps", "false");
        }
        builder.UseSetting("SignIn:FranceConnect:DecryptionKeys:0", _decryption.ExportPkcs8PrivateKeyPem());
    }

    public override async ValueTask DisposeAsync()
    {
        await FranceConnect.DisposeAsync();
        await ProConnect.DisposeAsync();
        await base.DisposeAsync();
        _decryption.Dispose();
        GC.SuppressFinalize(this);
    }
}
