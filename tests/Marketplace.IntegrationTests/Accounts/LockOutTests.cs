using Dapper;
using Marketplace.IntegrationTests.Hosting;
using Xunit;

namespace Marketplace.IntegrationTests.Accounts;

/// <summary>Guessing passwords and codes.</summary>
public sealed class LockOutTests(MarketplaceApplication application) : IClassFixture<MarketplaceApplication>
{
    [Fact]
    public async Task Password_FiveWrongOnes_LockAlsoForTheRightOneUntilTheLockEnds()
    {
        var (person, _) = await LocalPerson.HolderAsync(application, "bloquee@exemple.fr");
        using var browser = new Visitor(application);
        for (var i = 0; i < 5; i++)
            Assert.Equal("", (await person.GivePasswordAsync(browser, LocalPerson.OtherPassword)).Location);
        Assert.Equal((5, true), await StateAsync(person));
        var refused = await person.GivePasswordAsync(browser);
        Assert.Equal("", refused.Location);
        Assert.Contains("Adresse ou mot de passe incorrect", refused.Text);
        await application.ExecuteAsync(
            "UPDATE account SET locked_until = now() - interval '1 second' WHERE email = @Email", new { person.Email });
        (await person.SignInAsync()).Dispose();
        Assert.Equal((0, false), await StateAsync(person));
    }

    [Fact]
    public async Task Password_FourWrongOnesAndALockThatEnded_CountFromOneAgain()
    {
        var (person, _) = await LocalPerson.HolderAsync(application, "recompte@exemple.fr");
        await application.ExecuteAsync(
            "UPDATE account SET failed_attempts = 5, locked_until = now() - interval '1 second' WHERE email = @Email",
            new { person.Email });
        await person.GivePasswordAsync(new Visitor(application), LocalPerson.OtherPassword);
        Assert.Equal((1, false), await StateAsync(person));
    }

    [Fact]
    public async Task Password_TwentyWrongAtTheSameTime_AtMostFiveAreEvaluated()
    {
        var (person, _) = await LocalPerson.HolderAsync(application, "rafale@exemple.fr");
        var answers = await BurstAsync(person, Enumerable.Repeat(LocalPerson.OtherPassword, 20));
        Assert.DoesNotContain(answers, answer => answer.Location.Length > 0);
        Assert.Equal((5, true), await StateAsync(person));
        Assert.Equal((5, 15), await RefusalsAsync(person));
        Assert.Equal("", (await person.GivePasswordAsync(new Visitor(application))).Location);
    }

    [Fact]
    public async Task Password_RightOnesAmongAStormOfGuesses_LetNoSixthWrongOneThrough()
    {
        var (person, _) = await LocalPerson.HolderAsync(application, "aiguille@exemple.fr");
        var answers = await BurstAsync(
            person, Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? LocalPerson.OtherPassword : LocalPerson.Password));
        // Right ones are given back; what stays counted is what was wrong, five at most.
        var right = answers.Count(answer => answer.Location == "/connexion/code");
        var (wrong, locked) = await RefusalsAsync(person);
        Assert.Equal(40, right + wrong + locked);
        Assert.InRange(wrong, 0, 5);
        Assert.Equal((wrong, wrong == 5), await StateAsync(person));
    }

    [Fact]
    public async Task Code_WrongOnes_LockTheAccount()
    {
        var (person, _) = await LocalPerson.HolderAsync(application, "codes.faux@exemple.fr");
        using var browser = new Visitor(application);
        await person.GivePasswordAsync(browser);
        var code = await person.CodeAsync();
        var wrong = code[..5] + (char)('0' + ((code[5] - '0' + 5) % 10));
        for (var i = 0; i < 5; i++)
            Assert.Equal("", (await browser.PostAsync("/connexion/code", ("code", wrong + "00"))).Location);
        Assert.Equal((5, true), await StateAsync(person));
        Assert.Equal("", (await browser.PostAsync("/connexion/code", ("code", code))).Location);
        Assert.Equal("", (await browser.PostAsync("/connexion/code", ("code", person.RecoveryCodes[0]))).Location);
    }

    [Fact]
    public async Task Password_KnownButCodeNot_DoesNotResetTheCount()
    {
        var (person, _) = await LocalPerson.HolderAsync(application, "moitie@exemple.fr");
        using var browser = new Visitor(application);
        for (var i = 0; i < 3; i++)
            await person.GivePasswordAsync(browser, LocalPerson.OtherPassword);
        for (var i = 0; i < 4; i++)
            await person.GivePasswordAsync(browser);
        Assert.Equal((3, false), await StateAsync(person));
    }

    [Fact]
    public async Task Password_RightAfterFourWrong_StillLeadsThroughTheCode()
    {
        var (person, _) = await LocalPerson.HolderAsync(application, "cinquieme@exemple.fr");
        using var browser = new Visitor(application);
        for (var i = 0; i < 4; i++)
            await person.GivePasswordAsync(browser, LocalPerson.OtherPassword);
        Assert.Equal("/connexion/code", (await person.GivePasswordAsync(browser)).Location);
        Assert.Equal("/mon-compte", (await browser.PostAsync("/connexion/code", ("code", person.RecoveryCodes[0]))).Location);
        Assert.Equal((0, false), await StateAsync(person));
    }

    private async Task<Answer[]> BurstAsync(LocalPerson person, IEnumerable<string> passwords)
    {
        using var browser = new Visitor(application);
        var token = await browser.TokenAsync();
        return await Task.WhenAll(passwords.Select(password =>
            browser.PostBareAsync(person.SignInPage, (Visitor.TokenField, token), ("email", person.Email), ("password", password))));
    }

    private async Task<(int Failed, bool Locked)> StateAsync(LocalPerson person)
    {
        await using var connection = await application.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return await connection.QuerySingleAsync<(int, bool)>(
            "SELECT failed_attempts, coalesce(locked_until > now(), false) FROM account WHERE email = @Email", new { person.Email });
    }

    /// <summary>Refusals in the access log: of a password that was looked at, and of one that was not.</summary>
    private async Task<(int Password, int Locked)> RefusalsAsync(LocalPerson person)
    {
        await using var connection = await application.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return await connection.QuerySingleAsync<(int, int)>("""
            SELECT count(*) FILTER (WHERE object = 'password')::int, count(*) FILTER (WHERE object = 'locked')::int
            FROM access_log WHERE operation = 'refusal' AND subject_id = (SELECT id FROM account WHERE email = @Email)
            """, new { person.Email });
    }
}
