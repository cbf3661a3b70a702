using Marketplace.IntegrationTests.Hosting;
using Marketplace.IntegrationTests.SignIn.Provider;
using Marketplace.People.Accounts;
using Marketplace.People.Accounts.Local;
using Marketplace.Platform.Data;
using Marketplace.Web.SignIn;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using Microsoft.Playwright;
using Npgsql;
using Xunit;

namespace Marketplace.IntegrationTests.Browser;

/// <summary>
/// The program with an identity provider and with people in all states that pages show. One for all tests of private
/// pages: starting it takes longer than a test does.
/// </summary>
public sealed class PrivateApplication : BrowserApplication
{
    private TestIdentityProvider? provider;

    public TestIdentityProvider Provider => provider ?? throw new InvalidOperationException("The provider is not started yet.");

    public PrivateStates States { get; private set; } = null!;

    /// <summary>Where the program listens, with the host name that passkeys need: an address of numbers has none.</summary>
    public string LocalAddress => Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    protected override async Task BeforeStartAsync() => provider = await TestIdentityProvider.StartAsync();

    protected override async Task AfterStartAsync() => States = await PrivateStates.PrepareAsync(Services);

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("SignIn:FranceConnect:Authority", Provider.Issuer);
        builder.UseSetting("SignIn:FranceConnect:ClientId", Provider.ClientId);
        builder.UseSetting("SignIn:FranceConnect:ClientSecret", Provider.ClientSecret);
        builder.UseSetting("SignIn:FranceConnect:RequireHttps", "false");
    }

    /// <summary>Who has given the first factor alone: <c>first-factor:holder-declared</c>.</summary>
    public const string FirstFactor = "first-factor:";

    /// <summary>A page of the kept window as somebody of <see cref="States"/> sees it; an empty name: as a visitor.</summary>
    public async Task<IPage> KeptPageAsAsync(string who, bool javaScript = true, int width = 1280)
    {
        var page = await KeptPageAsync(javaScript, width);
        if (who.StartsWith(FirstFactor, StringComparison.Ordinal))
            await GiveFirstFactorAsync(page, States[who[FirstFactor.Length..]]);
        else if (who.Length > 0)
        {
            var session = await SignInAsync(page, States[who]);
            if (who is "operator-rights" or "operator-fraud")
                await States.StateReasonsAsync(session, who);
        }
        return page;
    }

    /// <summary>A page as somebody sees it; null: as a visitor.</summary>
    public async Task<IPage> OpenAsAsync(Guid? account, string path, bool javaScript = true, int width = 1280)
    {
        var page = await WindowAsync(javaScript, width);
        if (account is { } someone)
            await SignInAsync(page, someone);
        await page.GotoAsync(Address + path);
        return page;
    }

    /// <summary>Gives a window a session, without the pages of signing in.</summary>
    /// <returns>Its id.</returns>
    public async Task<Guid> SignInAsync(IPage page, Guid account)
    {
        var source = Services.GetRequiredService<NpgsqlDataSource>();
        var (id, token) = await source.InTransactionAsync(
            connection => Services.GetRequiredService<Sessions>().StartAsync(connection, account, "development", "Chrome sur Linux"),
            TestContext.Current.CancellationToken);
        await page.Context.AddCookiesAsync(
            [new() { Name = Services.GetRequiredService<SessionCookie>().Name, Value = token, Url = Address }]);
        return id;
    }

    /// <summary>Gives a window the first factor of somebody, as after the page of the password.</summary>
    public async Task GiveFirstFactorAsync(IPage page, Guid account)
    {
        await this.ExecuteAsync("UPDATE account SET password_hash = coalesce(password_hash, 'given') WHERE id = @account", new { account });
        var stamp = await Services.GetRequiredService<PasswordSignIn>().StampAsync(account, TestContext.Current.CancellationToken);
        var answer = new DefaultHttpContext();
        Services.GetRequiredService<PendingSignIn>().Write(answer, new PendingState(account, null, Stamp: stamp));
        var cookie = SetCookieHeaderValue.Parse(answer.Response.Headers.SetCookie.ToString());
        await page.Context.AddCookiesAsync([new() { Name = cookie.Name.ToString(), Value = cookie.Value.ToString(), Url = Address }]);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (provider is not null)
            await provider.DisposeAsync();
    }
}

/// <summary>Tests that share a <see cref="PrivateApplication"/>.</summary>
[CollectionDefinition(Name)]
public sealed class PrivatePagesGroup : ICollectionFixture<PrivateApplication>
{
    public const string Name = "private pages";
}
