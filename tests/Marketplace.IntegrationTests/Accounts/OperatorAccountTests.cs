using System.Net;
using Marketplace.Demo;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.People.Access;
using Marketplace.People.Operators;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.IntegrationTests.Accounts;

public sealed class OperatorAccountTests(MarketplaceApplication application) : IClassFixture<MarketplaceApplication>
{
    [Fact]
    public async Task Administrator_FromTheCommandLinesLink_ComesIntoTheOperatorsSpace()
    {
        var (_, browser) = await AdministratorAsync("chef@service.example");
        var space = await browser.GetAsync("/gestion");
        Assert.Equal(HttpStatusCode.OK, space.Status);
        Assert.Contains("administration", space.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/gestion/agents")).Status);
    }

    [Fact]
    public async Task Administrator_CreatedAgain_LosesFactorsAndSessionsAndGetsANewLink()
    {
        var (person, browser) = await AdministratorAsync("retour@service.example");
        using var halfWay = new Visitor(application);
        await person.GivePasswordAsync(halfWay);
        var older = await LinkAsync(person.Email);
        var newer = await LinkAsync(person.Email);
        Assert.Equal("/gestion/connexion?retour=%2Fgestion", (await browser.GetAsync("/gestion")).Location);
        Assert.Equal("", (await person.GivePasswordAsync(new Visitor(application))).Location);
        // Who was between password and code with the old password cannot set up a second factor of their own.
        Assert.Equal("/connexion", (await halfWay.GetAsync("/connexion/second-facteur")).Location);
        Assert.Equal("/connexion", (await halfWay.PostAsync("/connexion/code", ("code", person.RecoveryCodes[0]))).Location);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(older)).Status);
        await person.ActivateAsync(browser, newer);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/gestion")).Status);
    }

    [Fact]
    public async Task SignInPages_OfHoldersAndOperators_AreNotEachOthers()
    {
        var (staff, _) = await AdministratorAsync("agent@service.example");
        var (holder, _) = await LocalPerson.HolderAsync(application, "titulaire@exemple.fr");
        using var browser = new Visitor(application);
        Assert.Equal("", (await browser.PostAsync("/connexion/compte", ("email", staff.Email), ("password", LocalPerson.Password)))
            .Location);
        Assert.Equal("", (await browser.PostAsync("/gestion/connexion", ("email", holder.Email), ("password", LocalPerson.Password)))
            .Location);
        // Nor does a link asked for on one page come for an account of the other.
        await browser.PostAsync("/connexion/oubli", ("email", staff.Email));
        await browser.PostAsync("/connexion/oubli?pour=gestion", ("email", holder.Email));
        Assert.DoesNotContain(await application.MailsToAsync(staff.Email), mail => mail.Template == "reset");
        Assert.DoesNotContain(await application.MailsToAsync(holder.Email), mail => mail.Template == "reset");
    }

    [Fact]
    public async Task Operator_InvitedByAnAdministrator_HasTheGivenMissionsOnly()
    {
        var (_, browser) = await AdministratorAsync("invite@service.example");
        var answer = await browser.DecideAsync(
            "/gestion/agents", "/gestion/agents", ("email", "Nouveau@service.example"), ("givenNames", "Noé"), ("familyName", "Roux"),
            ("missions", "support"));
        Assert.Equal("/gestion/agents?fait=invite", answer.Location);
        var (_, support) = await LocalPerson.OperatorAsync(
            application, "nouveau@service.example", await application.LinkToAsync("nouveau@service.example", "operator-access"));
        Assert.Equal(HttpStatusCode.OK, (await support.GetAsync("/gestion/titulaires")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await support.GetAsync("/gestion/agents")).Status);
        Assert.Equal(HttpStatusCode.Forbidden,
            (await support.PostAsync("/gestion/agents/missions", ("agent", Guid.NewGuid().ToString()), ("missions", "administrator")))
            .Status);
    }

    [Fact]
    public async Task Invitation_MissionThatDoesNotExist_IsRefused()
    {
        var (_, browser) = await AdministratorAsync("inconnue@service.example");
        Assert.Equal(HttpStatusCode.BadRequest,
            (await browser.PostAsync(
            "/gestion/agents", ("email", "x@service.example"), ("givenNames", "X"), ("familyName", "Y"), ("missions", "root"))).Status);
        Assert.Equal(0, await application.ScalarAsync<int>("SELECT count(*)::int FROM account WHERE email = 'x@service.example'"));
    }

    private async Task<(LocalPerson, Visitor)> AdministratorAsync(string email) =>
        await LocalPerson.OperatorAsync(application, email, await LinkAsync(email));

    /// <summary>What the command prints, without its site.</summary>
    private async Task<string> LinkAsync(string email) =>
        "/connexion/activer/" + await application.Services.GetRequiredService<OperatorAccounts>()
        .AdministratorAsync(email, TestContext.Current.CancellationToken);
}

/// <summary>An application of its own for each test: who is the last administrator depends on all others.</summary>
public sealed class LastAdministratorTests : IAsyncLifetime
{
    private readonly MarketplaceApplication _application = new();

    public async ValueTask InitializeAsync()
    {
        await _application.InitializeAsync();
        _application.CreateClient().Dispose();
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    [Theory]
    [InlineData]
    [InlineData("support")]
    public async Task LastAdministrator_RemovedOrDowngraded_StaysAsTheyAre(params string[] missions)
    {
        using var browser = await Visitor.SignedInAsync(_application, "operator-administrator");
        var answer = await browser.DecideAsync(
            "/gestion/agents", "/gestion/agents/missions",
            [("agent", IdOf("operator-administrator")), .. missions.Select(m => ("missions", m))]);
        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Contains("Il ne resterait aucun administrateur", answer.Text);
        Assert.Equal(1, await AdministratorsAsync());
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/gestion/agents")).Status);
    }

    [Fact]
    public async Task LastAdministrator_InvitedAgainWithoutTheMission_StaysAdministrator()
    {
        using var browser = await Visitor.SignedInAsync(_application, "operator-administrator");
        var email = await _application.ScalarAsync<string>(
            "SELECT email FROM account WHERE id = @id", new { id = Guid.Parse(IdOf("operator-administrator")) });
        var answer = await browser.DecideAsync(
            "/gestion/agents", "/gestion/agents", ("email", email!), ("givenNames", "A"), ("familyName", "B"), ("missions", "support"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(1, await AdministratorsAsync());
    }

    [Fact]
    public async Task TwoAdministrators_RemovingEachOtherAtTheSameTime_LeaveOne()
    {
        using var browser = await Visitor.SignedInAsync(_application, "operator-administrator");
        var operators = _application.Services.GetRequiredService<OperatorAccounts>();
        for (var round = 0; round < 5; round++)
        {
            // The demo administrator and one more; each removes the other.
            var token = await operators.AdministratorAsync($"second{round}@service.example", TestContext.Current.CancellationToken);
            await LocalPerson.OperatorAsync(_application, $"second{round}@service.example", "/connexion/activer/" + token);
            var two = (await operators.ListAsync(TestContext.Current.CancellationToken))
                .Where(o => o.Missions.Contains("administrator") && !o.Disabled).ToList();
            Assert.Equal(2, two.Count);
            var changes = await Task.WhenAll(
                operators.ChangeAsync(
                two[0].Id, two[0].Version, [], new Actor(two[1].Id, "operator-administrator"), TestContext.Current.CancellationToken),
                operators.ChangeAsync(
                two[1].Id, two[1].Version, [], new Actor(two[0].Id, "operator-administrator"), TestContext.Current.CancellationToken));
            Assert.Equal([OperatorChange.Done, OperatorChange.LastAdministrator], changes.Order());
            Assert.Equal(1, await AdministratorsAsync());
        }
    }

    [Fact]
    public async Task Operator_Closed_LosesAccessAtOnce()
    {
        using var administrator = await Visitor.SignedInAsync(_application, "operator-administrator");
        using var support = await Visitor.SignedInAsync(_application, "operator-support");
        Assert.Equal(HttpStatusCode.OK, (await support.GetAsync("/gestion")).Status);
        Assert.Equal("/gestion/agents?fait=missions",
            (await administrator.DecideAsync("/gestion/agents", "/gestion/agents/missions", ("agent", IdOf("operator-support")))).Location);
        Assert.Equal("/gestion/connexion?retour=%2Fgestion", (await support.GetAsync("/gestion")).Location);
    }

    private static string IdOf(string name) =>
        DemoPeople.All.Single(person => person.Key == name).Id.ToString();

    private Task<int> AdministratorsAsync() => _application.ScalarAsync<int>(
        "SELECT count(*)::int FROM operator_mission m JOIN account a ON a.id = m.account_id WHERE m.mission = 'administrator' AND a.disabled_at IS NULL");
}
