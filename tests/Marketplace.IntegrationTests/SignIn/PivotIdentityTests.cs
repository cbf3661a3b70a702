using Dapper;
using Marketplace.IntegrationTests.SignIn.Provider;
using Xunit;

namespace Marketplace.IntegrationTests.SignIn;

/// <summary>One learner has one account, whatever subject the provider calls them by.</summary>
public sealed class PivotIdentityTests(SignInApplication application) : IClassFixture<SignInApplication>
{
    private readonly TestPerson person = application.FranceConnect.Person = People.Learner();

    private TestPerson Renamed => person with { Subject = person.Subject + "-renamed" };

    [Fact]
    public async Task OtherSubject_SameCivilStatus_IsTheSameAccount()
    {
        (await application.SignedInAsync("franceconnect", person)).Dispose();
        // As another of the provider's partners may write the same names.
        (await application.SignedInAsync("franceconnect", Renamed.With("given_name", "ANGELA Clâire-Louise"))).Dispose();
        var account = await application.AccountOfAsync(person);
        Assert.Equal(account, await application.AccountOfAsync(Renamed));
        Assert.Equal(2, await application.ReadAsync<long>(
            "SELECT count(*) FROM external_login WHERE account_id = @account", new { account }));
        Assert.Equal(1, await application.ReadAsync<long>(
            "SELECT count(*) FROM account WHERE email = @email", new { email = person.Claims["email"] }));
    }

    [Theory]
    [InlineData("birthdate", "1962-08-25")]
    [InlineData("gender", "male")]
    [InlineData("birthplace", "75108")]
    [InlineData("given_name", "Angela Claire")]
    public async Task OtherSubject_OtherCivilStatus_IsAnotherAccount(string claim, string value)
    {
        (await application.SignedInAsync("franceconnect", person)).Dispose();
        (await application.SignedInAsync("franceconnect", Renamed.With(claim, value))).Dispose();
        Assert.NotEqual(await application.AccountOfAsync(person), await application.AccountOfAsync(Renamed));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FirstSignIns_TwoAtOnce_MakeOneAccount(bool sameSubject)
    {
        using var one = application.Browse();
        using var other = application.Browse();
        var first = await one.AnswerOfProviderAsync("franceconnect");
        application.FranceConnect.Person = sameSubject ? person : Renamed;
        var second = await other.AnswerOfProviderAsync("franceconnect");
        var pages = await Task.WhenAll(one.OpenAsync(first), other.OpenAsync(second));
        Assert.All(pages, page => Assert.Equal("/mon-compte", page.Path));
        Assert.Equal(1, await application.ReadAsync<long>(
            "SELECT count(*) FROM account WHERE email = @email", new { email = person.Claims["email"] }));
        Assert.Equal(await application.AccountOfAsync(person), await application.AccountOfAsync(sameSubject ? person : Renamed));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ClosedAccount_IsRefused(bool sameSubject)
    {
        using var before = await application.SignedInAsync("franceconnect", person);
        await using (var connection = await application.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken))
            await connection.ExecuteAsync(
                "UPDATE account SET disabled_at = now() WHERE id = @id", new { id = await application.AccountOfAsync(person) });
        application.FranceConnect.Person = sameSubject ? person : Renamed;
        var refusals = await application.RefusalsAsync("franceconnect", "disabled");
        using var browser = application.Browse();
        Assert.Equal("/connexion/refus?cause=disabled", (await browser.OpenAsync("/connexion/franceconnect")).Address.PathAndQuery);
        Assert.Equal(refusals + 1, await application.RefusalsAsync("franceconnect", "disabled"));
        Assert.Null(await application.AccountOfAsync(Renamed));
        // Sessions from before the closing do not serve either.
        Assert.Equal("/connexion", (await before.OpenAsync("/mon-compte")).Path);
    }
}
