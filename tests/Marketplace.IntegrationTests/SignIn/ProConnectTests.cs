using System.Net;
using Dapper;
using Marketplace.IntegrationTests.SignIn.Provider;
using Xunit;

namespace Marketplace.IntegrationTests.SignIn;

/// <summary>A professional comes through the provider of their organisation.</summary>
public sealed class ProConnectTests(SignInApplication application) : IClassFixture<SignInApplication>
{
    private const string Start = "/connexion/proconnect";

    private readonly TestPerson person = application.ProConnect.Person = People.Professional();

    [Fact]
    public async Task ProConnect_NewProfessional_ArrivesInTheirSpace()
    {
        using var browser = application.Browse();
        var page = await browser.OpenAsync(Start);
        Assert.Equal("/espace", page.Path);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("Marc Lefèvre", (await browser.OpenAsync("/mon-compte")).Name);
        Assert.Equal(1, await application.ReadAsync<long>("""
            SELECT count(*) FROM account a JOIN external_login l ON l.account_id = a.id
            WHERE l.provider = 'proconnect' AND l.subject = @Subject AND a.kind = 'professional' AND a.email = @email
                AND NOT EXISTS (SELECT FROM holder h WHERE h.account_id = a.id)
            """, new { person.Subject, email = person.Claims["email"] }));
    }

    [Fact]
    public async Task ProConnect_Authorization_AsksForNoAssuranceOfLearners()
    {
        using var browser = application.Browse();
        await browser.AnswerOfProviderAsync("proconnect");
        Assert.Null(application.ProConnect.LastAuthorization!.AcrValues);
        Assert.Equal(["openid", "given_name", "usual_name", "email", "siret", "uid"], application.ProConnect.LastAuthorization.Scopes);
    }

    [Fact]
    public async Task ProConnect_OtherAddressSameSubject_IsTheSameAccountWithTheNewAddress()
    {
        (await application.SignedInAsync("proconnect", person)).Dispose();
        var account = await application.AccountOfAsync(person);
        (await application.SignedInAsync("proconnect", person.With("email", "moved-" + person.Claims["email"]))).Dispose();
        Assert.Equal(account, await application.AccountOfAsync(person));
        Assert.Equal(account,
            await application.ReadAsync<Guid?>(
            "SELECT id FROM account WHERE email = @email", new { email = "moved-" + person.Claims["email"] }));
        // The address before is for whoever has it next.
        var successor = person with { Subject = person.Subject + "-next" };
        (await application.SignedInAsync("proconnect", successor)).Dispose();
        Assert.NotEqual(account, await application.AccountOfAsync(successor));
    }

    [Fact]
    public async Task ProConnect_AddressThatAnotherAccountHolds_StaysThereAndTheFormerOneEnds()
    {
        (await application.SignedInAsync("proconnect", person)).Dispose();
        var account = await application.AccountOfAsync(person);
        var other = person.With("email", "autre-" + person.Claims["email"]) with { Subject = person.Subject + "-other" };
        (await application.SignedInAsync("proconnect", other)).Dispose();
        (await application.SignedInAsync("proconnect", person.With("email", "autre-" + person.Claims["email"]))).Dispose();
        Assert.Null(await application.ReadAsync<string?>("SELECT email FROM account WHERE id = @account", new { account }));
        Assert.Equal(await application.AccountOfAsync(other),
            await application.ReadAsync<Guid?>(
            "SELECT id FROM account WHERE email = @email", new { email = "autre-" + person.Claims["email"] }));
    }

    [Fact]
    public async Task ProConnect_AddressOfAnAccountWithoutLogin_IsLinkedToIt()
    {
        var account = await InsertAsync();
        (await application.SignedInAsync("proconnect", person.With("email", ((string)person.Claims["email"]).ToUpperInvariant())))
            .Dispose();
        Assert.Equal(account, await application.AccountOfAsync(person));
    }

    [Fact]
    public async Task ProConnect_AddressOfALearner_MakesAnAccountOfItsOwn()
    {
        var learner = await InsertAsync(kind: "holder");
        (await application.SignedInAsync("proconnect", person)).Dispose();
        Assert.NotEqual(learner, await application.AccountOfAsync(person));
    }

    [Fact]
    public async Task ProConnect_AddressOfALinkedAccount_IsRefusedToAnotherSubject()
    {
        (await application.SignedInAsync("proconnect", person)).Dispose();
        var successor = person with { Subject = person.Subject + "-successor" };
        application.ProConnect.Person = successor;
        await RefusedAsync("email-taken");
        Assert.Null(await application.AccountOfAsync(successor));
    }

    [Fact]
    public async Task ProConnect_TwoSubjectsWithOneAddressAtOnce_OneGetsTheAccount()
    {
        var second = person with { Subject = person.Subject + "-second" };
        using var one = application.Browse();
        using var other = application.Browse();
        var first = await one.AnswerOfProviderAsync("proconnect");
        application.ProConnect.Person = second;
        var next = await other.AnswerOfProviderAsync("proconnect");
        var pages = await Task.WhenAll(one.OpenAsync(first), other.OpenAsync(next));
        Assert.Equal(["/connexion/refus", "/espace"], pages.Select(page => page.Path).Order(StringComparer.Ordinal));
        Assert.Equal(1, await application.ReadAsync<long>(
            "SELECT count(*) FROM account WHERE email = @email", new { email = person.Claims["email"] }));
    }

    [Fact]
    public async Task ProConnect_ClosedAccount_IsRefused()
    {
        (await application.SignedInAsync("proconnect", person)).Dispose();
        await DisableAsync((await application.AccountOfAsync(person))!.Value);
        await RefusedAsync("disabled");
    }

    [Fact]
    public async Task ProConnect_AddressOfAClosedAccount_IsRefused()
    {
        await DisableAsync(await InsertAsync());
        await RefusedAsync("disabled");
        Assert.Null(await application.AccountOfAsync(person));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("not an address")]
    public async Task ProConnect_NoUsableAddress_IsRefused(string? address)
    {
        application.ProConnect.Person = address is null ? person.Without("email") : person.With("email", address);
        await RefusedAsync("email");
        Assert.Null(await application.AccountOfAsync(person));
    }

    private async Task RefusedAsync(string why)
    {
        var before = await application.RefusalsAsync("proconnect", why);
        using var browser = application.Browse();
        var page = await browser.OpenAsync(Start);
        Assert.Equal("/connexion/refus?cause=" + why, page.Address.PathAndQuery);
        Assert.Equal("/connexion", (await browser.OpenAsync("/mon-compte")).Path);
        Assert.Equal(before + 1, await application.RefusalsAsync("proconnect", why));
    }

    private async Task<Guid> InsertAsync(string kind = "professional") => await application.ReadAsync<Guid>(
        "INSERT INTO account (kind, email, given_names, family_name) VALUES (@kind, @email, 'Marc', 'Lefèvre') RETURNING id",
        new { kind, email = person.Claims["email"] });

    private async Task DisableAsync(Guid account)
    {
        await using var connection = await application.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync("UPDATE account SET disabled_at = now() WHERE id = @account", new { account });
    }
}
