using System.Net;
using Marketplace.IntegrationTests.Hosting;
using OtpNet;
using Xunit;

namespace Marketplace.IntegrationTests.Accounts;

/// <summary>Somebody with a local account, made through the pages as people make it.</summary>
public sealed class LocalPerson
{
    public const string Password = "cheval agrafe nuage violon";
    public const string OtherPassword = "tiroir plume citron balcon";

    private readonly MarketplaceApplication _application;
    private string _secret = "";

    private LocalPerson(MarketplaceApplication application, string email, string kind) =>
        (_application, Email, Kind) = (application, email, kind);

    public string Email { get; }

    /// <summary>holder or operator.</summary>
    public string Kind { get; }

    public string SignInPage => Kind == "operator" ? "/gestion/connexion" : "/connexion/compte";

    public IReadOnlyList<string> RecoveryCodes { get; private set; } = [];

    /// <summary>A holder, from sign-up to recovery codes.</summary>
    /// <returns>The person and the browser in which they are signed in.</returns>
    public static async Task<(LocalPerson Person, Visitor Browser)> HolderAsync(MarketplaceApplication application, string email)
    {
        var browser = new Visitor(application);
        await browser.PostAsync("/connexion/inscription", ("email", email));
        var person = new LocalPerson(application, email, "holder");
        await person.ActivateAsync(browser, await application.LinkToAsync(email, "activation"));
        return (person, browser);
    }

    /// <summary>Operator staff, from the link of a command or an e-mail.</summary>
    public static async Task<(LocalPerson Person, Visitor Browser)> OperatorAsync(
        MarketplaceApplication application, string email, string link)
    {
        var browser = new Visitor(application);
        var person = new LocalPerson(application, email, "operator");
        await person.ActivateAsync(browser, link);
        return (person, browser);
    }

    /// <summary>Opens the link, chooses the password and sets the second factor up.</summary>
    public async Task<Answer> ActivateAsync(Visitor browser, string link)
    {
        var chosen = await browser.PostAsync(link, ("password", Password));
        Assert.Equal("/connexion/second-facteur", chosen.Location);
        return await EnrolAsync(browser);
    }

    /// <summary>Sets the second factor up in a browser that has given the password.</summary>
    public async Task<Answer> EnrolAsync(Visitor browser)
    {
        var page = await browser.GetAsync("/connexion/second-facteur");
        _secret = page.Page.QuerySelector(".mkt-code")!.TextContent.Replace(" ", "", StringComparison.Ordinal);
        var answer = await browser.PostAsync("/connexion/second-facteur", ("code", await CodeAsync()));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        RecoveryCodes = [.. answer.Page.QuerySelectorAll(".mkt-codes .mkt-code").Select(code => code.TextContent)];
        return answer;
    }

    /// <summary>A code that serves: time passes slowly in tests, so the account forgets the one before.</summary>
    public async Task<string> CodeAsync()
    {
        await _application.ExecuteAsync("UPDATE account SET totp_last_step = 0 WHERE kind = @Kind AND email = @Email", new { Kind, Email });
        return new Totp(Base32Encoding.ToBytes(_secret)).ComputeTotp();
    }

    /// <summary>Gives the password in a browser.</summary>
    public Task<Answer> GivePasswordAsync(Visitor browser, string password = Password) =>
        browser.PostAsync(SignInPage, ("email", Email), ("password", password));

    /// <summary>Signs in with both factors, in a new browser.</summary>
    public async Task<Visitor> SignInAsync(string password = Password)
    {
        var browser = new Visitor(_application);
        Assert.Equal("/connexion/code", (await GivePasswordAsync(browser, password)).Location);
        Assert.Equal(Kind == "operator" ? "/gestion" : "/mon-compte",
            (await browser.PostAsync("/connexion/code", ("code", await CodeAsync()))).Location);
        return browser;
    }
}
