using Marketplace.IntegrationTests.SignIn.Provider;
using Xunit;

namespace Marketplace.IntegrationTests.SignIn;

/// <summary>Providers that are broken or hostile, and answers that somebody meddled with.</summary>
public sealed class RefusedAnswerTests(SignInApplication application) : IClassFixture<SignInApplication>, IAsyncLifetime
{
    // What only the learners' provider promises.
    private static readonly Misbehaviour[] OfLearners =
        [Misbehaviour.WeakAssurance, Misbehaviour.NoAssurance, Misbehaviour.MissingPivot, Misbehaviour.PartialBirthDate];

    // Names are shown, not refused.
    private static readonly Misbehaviour[] Refused =
        [.. Enum.GetValues<Misbehaviour>().Except([Misbehaviour.None, Misbehaviour.HtmlInNames])];

    public static TheoryData<Misbehaviour> AtFranceConnect => new(Refused);

    // The slow answer is waited for once: the time limit is the same for both.
    public static TheoryData<Misbehaviour> AtProConnect => new(Refused.Except([.. OfLearners, Misbehaviour.TokenEndpointSlow]));

    public ValueTask InitializeAsync()
    {
        foreach (var provider in new[] { application.FranceConnect, application.ProConnect })
        {
            provider.Misbehaviour = Misbehaviour.None;
            provider.Deny = false;
            provider.ChecksPkce = true;
        }
        application.FranceConnect.Person = People.Learner();
        application.ProConnect.Person = People.Professional();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(AtFranceConnect))]
    public Task FranceConnect_Misbehaviour_IsRefusedAndLogged(Misbehaviour misbehaviour) =>
        RefusedAndLoggedAsync("franceconnect", misbehaviour);

    [Theory]
    [MemberData(nameof(AtProConnect))]
    public Task ProConnect_Misbehaviour_IsRefusedAndLogged(Misbehaviour misbehaviour) => RefusedAndLoggedAsync("proconnect", misbehaviour);

    [Theory]
    [InlineData("franceconnect")]
    [InlineData("proconnect")]
    public async Task StolenCode_WithoutProofKeys_IsStoppedByTheNonce(string scheme)
    {
        application.Provider(scheme).ChecksPkce = false;
        await RefusedAndLoggedAsync(scheme, Misbehaviour.OtherPersonsCode);
    }

    [Theory]
    [InlineData(Misbehaviour.MissingPivot)]
    [InlineData(Misbehaviour.PartialBirthDate)]
    public async Task FranceConnect_IncompleteIdentity_SendsToVerificationByDocuments(Misbehaviour misbehaviour)
    {
        application.FranceConnect.Misbehaviour = misbehaviour;
        using var browser = application.Browse();
        var page = await browser.OpenAsync("/connexion/franceconnect");
        Assert.Equal("?cause=pivot", page.Address.Query);
        Assert.Contains("un agent vérifiera votre identité sur pièces", page.Document.Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("franceconnect")]
    [InlineData("proconnect")]
    public async Task HtmlInNames_IsShownAsText(string scheme)
    {
        application.Provider(scheme).Misbehaviour = Misbehaviour.HtmlInNames;
        using var browser = application.Browse();
        await browser.OpenAsync("/connexion/" + scheme);
        var page = await browser.OpenAsync("/mon-compte");
        Assert.Equal("<script>alert(1)</script> {{x}}", page.Name);
        Assert.DoesNotContain("<script>alert", page.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("franceconnect")]
    [InlineData("proconnect")]
    public async Task Cancelled_IsSaidKindlyAndLogged(string scheme)
    {
        application.Provider(scheme).Deny = true;
        var before = await application.RefusalsAsync(scheme, "cancelled");
        using var browser = application.Browse();
        var page = await browser.OpenAsync("/connexion/" + scheme);
        Assert.Equal("/connexion/refus?cause=cancelled", page.Address.PathAndQuery);
        Assert.Contains("Vous avez arrêté la connexion.", page.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector("a[href='/connexion']"));
        Assert.Equal(before + 1, await application.RefusalsAsync(scheme, "cancelled"));
    }

    [Theory]
    [InlineData("franceconnect")]
    [InlineData("proconnect")]
    public async Task Answer_InABrowserThatDidNotAsk_IsRefused(string scheme)
    {
        using var attacker = application.Browse();
        var stolen = await attacker.AnswerOfProviderAsync(scheme);
        using var victim = application.Browse();
        await StaysOutAsync(victim, stolen, scheme);
    }

    [Theory]
    [InlineData("/connexion/franceconnect/retour")]
    [InlineData("/connexion/franceconnect/retour?code=abc")]
    [InlineData("/connexion/franceconnect/retour?code=abc&state=abc")]
    [InlineData("/connexion/franceconnect/retour?error=server_error&error_description=%3Cscript%3Ealert(1)%3C/script%3E")]
    public async Task Answer_MadeUp_IsRefused(string address)
    {
        using var browser = application.Browse();
        await StaysOutAsync(browser, address, "franceconnect");
    }

    [Theory]
    [InlineData("franceconnect")]
    [InlineData("proconnect")]
    public async Task Answer_OpenedTwice_IsRefusedTheSecondTime(string scheme)
    {
        using var browser = application.Browse();
        var answer = await browser.AnswerOfProviderAsync(scheme);
        Assert.NotEqual("/connexion/refus", (await browser.OpenAsync(answer)).Path);
        var refusals = await application.RefusalsAsync(scheme);
        var sessions = await application.ReadAsync<long>("SELECT count(*) FROM session_key");
        Assert.Equal("/connexion/refus", (await browser.OpenAsync(answer)).Path);
        Assert.Equal(refusals + 1, await application.RefusalsAsync(scheme));
        Assert.Equal(sessions, await application.ReadAsync<long>("SELECT count(*) FROM session_key"));
    }

    [Fact]
    public async Task Answer_OfOneProvider_IsNoAnswerOfTheOther()
    {
        using var browser = application.Browse();
        var answer = await browser.AnswerOfProviderAsync("proconnect");
        await StaysOutAsync(browser, answer.Replace("/proconnect/", "/franceconnect/", StringComparison.Ordinal), "franceconnect");
    }

    private async Task RefusedAndLoggedAsync(string scheme, Misbehaviour misbehaviour)
    {
        // ReplayedCode brings back a code that was spent.
        if (misbehaviour == Misbehaviour.ReplayedCode)
            (await application.SignedInAsync(scheme, application.Provider(scheme).Person)).Dispose();
        application.Provider(scheme).Misbehaviour = misbehaviour;
        using var browser = application.Browse();
        await StaysOutAsync(browser, "/connexion/" + scheme, scheme);
    }

    private async Task StaysOutAsync(PlainBrowser browser, string address, string scheme)
    {
        var refusals = await application.RefusalsAsync(scheme);
        var accounts = await application.ReadAsync<long>("SELECT count(*) FROM account");
        var sessions = await application.ReadAsync<long>("SELECT count(*) FROM session_key");
        var page = await browser.OpenAsync(address);
        Assert.Equal("/connexion/refus", page.Path);
        Assert.DoesNotContain("<script>alert", page.Text, StringComparison.Ordinal);
        Assert.Null(browser.Session);
        Assert.Equal("/connexion", (await browser.OpenAsync("/mon-compte")).Path);
        Assert.Equal(refusals + 1, await application.RefusalsAsync(scheme));
        Assert.Equal(accounts, await application.ReadAsync<long>("SELECT count(*) FROM account"));
        Assert.Equal(sessions, await application.ReadAsync<long>("SELECT count(*) FROM session_key"));
    }
}
