using System.Net;
using Marketplace.IntegrationTests.SignIn.Provider;
using Xunit;

namespace Marketplace.IntegrationTests.SignIn;

/// <summary>A learner comes through FranceConnect+.</summary>
public sealed class FranceConnectTests(SignInApplication application) : IClassFixture<SignInApplication>
{
    private const string Start = "/connexion/franceconnect";

    private readonly TestPerson person = application.FranceConnect.Person = People.Learner();

    [Fact]
    public async Task FranceConnect_FirstSignIn_OpensOneAccountWithAVerifiedIdentity()
    {
        using var browser = application.Browse();
        var page = await browser.OpenAsync(Start);
        Assert.Equal("/mon-compte", page.Path);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal($"Angela Claire Louise {person.Claims["family_name"]}", page.Name);

        var account = await application.AccountOfAsync(person);
        Assert.NotNull(account);
        Assert.Equal(1, await application.ReadAsync<long>("""
            SELECT count(*) FROM account a JOIN holder h ON h.account_id = a.id
            WHERE a.email = @email AND a.kind = 'holder' AND NOT a.local AND a.disabled_at IS NULL AND h.birth_name = @family_name
                AND h.birth_given_names = 'Angela Claire Louise' AND h.birth_date = '1962-08-24' AND h.sex = 'female' AND h.birth_place = '75107'
                AND h.birth_country = '99100' AND h.identity_status = 'verified' AND h.identity_source = 'franceconnect' AND h.pivot_lookup IS NOT NULL
            """, new { email = person.Claims["email"], family_name = person.Claims["family_name"] }));
        Assert.Equal(1, await SignInsAsync(account.Value));
    }

    [Fact]
    public async Task FranceConnect_Authorization_AsksForACodeWithProofAndSubstantialAssurance()
    {
        using var browser = application.Browse();
        await browser.AnswerOfProviderAsync("franceconnect");
        var asked = application.FranceConnect.LastAuthorization!;
        Assert.Equal("code", asked.ResponseType);
        Assert.Equal("eidas2", asked.AcrValues);
        Assert.Equal("S256", asked.CodeChallengeMethod);
        Assert.Equal(43, asked.CodeChallenge!.Length);
        Assert.False(string.IsNullOrEmpty(asked.Nonce));
        Assert.False(string.IsNullOrEmpty(asked.State));
        Assert.Equal("http://localhost/connexion/franceconnect/retour", asked.RedirectUri);
        Assert.Equal(["openid", "given_name", "family_name", "birthdate", "gender", "birthplace", "birthcountry", "email"], asked.Scopes);
    }

    [Fact]
    public async Task FranceConnect_EachAuthorization_HasItsOwnNonceStateAndChallenge()
    {
        using var browser = application.Browse();
        await browser.AnswerOfProviderAsync("franceconnect");
        var first = application.FranceConnect.LastAuthorization!;
        await browser.AnswerOfProviderAsync("franceconnect");
        var second = application.FranceConnect.LastAuthorization!;
        Assert.NotEqual(first.Nonce, second.Nonce);
        Assert.NotEqual(first.State, second.State);
        Assert.NotEqual(first.CodeChallenge, second.CodeChallenge);
    }

    [Fact]
    public async Task FranceConnect_SecondSignIn_IsTheSameAccount()
    {
        (await application.SignedInAsync("franceconnect", person)).Dispose();
        var account = await application.AccountOfAsync(person);
        (await application.SignedInAsync("franceconnect", person)).Dispose();
        Assert.Equal(account, await application.AccountOfAsync(person));
        Assert.Equal(1, await application.ReadAsync<long>(
            "SELECT count(*) FROM account WHERE email = @email", new { email = person.Claims["email"] }));
        Assert.Equal(2, await SignInsAsync(account!.Value));
    }

    [Fact]
    public async Task FranceConnect_ReturnAddress_IsWhereTheSignInEnds()
    {
        using var browser = application.Browse();
        var choice = await browser.OpenAsync("/mon-compte/securite");
        Assert.Equal("/connexion", choice.Path);
        var link = choice.Document.QuerySelector($"a[href^='{Start}']")!.GetAttribute("href")!;
        Assert.Equal("/mon-compte/securite", (await browser.OpenAsync(link)).Path);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("javascript:alert(1)")]
    public async Task FranceConnect_ReturnAddressElsewhere_IsIgnored(string elsewhere)
    {
        using var browser = application.Browse();
        var page = await browser.OpenAsync($"{Start}?retour={Uri.EscapeDataString(elsewhere)}");
        Assert.Equal("http://localhost/mon-compte", page.Address.AbsoluteUri);
        Assert.Equal(HttpStatusCode.OK, page.Status);
    }

    [Fact]
    public async Task FranceConnect_SecondReturnAddress_MakesBothIgnored()
    {
        using var browser = application.Browse();
        Assert.Equal("/mon-compte", (await browser.OpenAsync(Start + "?retour=/mon-compte/securite&retour=/aide")).Path);
    }

    private Task<long> SignInsAsync(Guid account) => application.ReadAsync<long>("""
        SELECT count(*) FROM access_log WHERE nature = 'sign-in.use' AND operation = 'sign-in' AND actor_id = @account
            AND subject_id = @account AND object = 'franceconnect' AND session_id IS NOT NULL
        """, new { account });
}
