using System.Net;
using Marketplace.Demo;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.People.Operators;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.IntegrationTests.Accounts;

/// <summary>Money and accesses are not decided in a session found open: the second factor comes first.</summary>
public sealed class ConfirmedDecisionTests(MarketplaceApplication application) : IClassFixture<MarketplaceApplication>
{
    private const string Agents = "/gestion/agents";
    private const string Confirm = "/mon-compte/securite/confirmer";

    [Fact]
    public async Task Missions_InASessionFoundOpen_WaitForTheSecondFactor()
    {
        var link = "/connexion/activer/" + await application.Services.GetRequiredService<OperatorAccounts>()
            .AdministratorAsync("confirme@service.example", TestContext.Current.CancellationToken);
        var (person, browser) = await LocalPerson.OperatorAsync(application, "confirme@service.example", link);
        using var demo = await Visitor.SignedInAsync(application, "operator-administrator");
        var who = ("agent", DemoPeople.All.Single(p => p.Key == "operator-support").Id.ToString());
        await AgeAsync(person);

        var page = await browser.GetAsync(Agents);
        Assert.Contains("confirmez d’abord", page.Text);
        Assert.Equal($"{Confirm}?retour=%2Fgestion%2Fagents",
            (await browser.DecideAsync(Agents, Agents + "/missions", who, ("missions", "fraud"))).Location);
        Assert.Equal($"{Confirm}?retour=%2Fgestion%2Fagents",
            (await browser.DecideAsync(
            Agents, Agents, ("email", "x@service.example"), ("givenNames", "X"), ("familyName", "Y"), ("missions", "support"))).Location);
        Assert.Equal(0, await application.ScalarAsync<int>(
            "SELECT count(*)::int FROM operator_mission WHERE account_id = @id::uuid AND mission = 'fraud'", new { id = who.Item2 }));

        var wrong = await browser.PostAsync(Confirm + "?retour=/gestion/agents", ("code", "000000"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Equal(Agents, (await browser.PostAsync(Confirm + "?retour=/gestion/agents", ("code", await person.CodeAsync()))).Location);
        Assert.DoesNotContain("confirmez d’abord", (await browser.GetAsync(Agents)).Text);
        Assert.Equal(Agents + "?fait=missions",
            (await browser.DecideAsync(Agents, Agents + "/missions", who, ("missions", "fraud"))).Location);
    }

    [Theory]
    [InlineData("rattacher")]
    [InlineData("rendre")]
    public async Task Money_InASessionFoundOpen_WaitsForTheSecondFactor(string decision)
    {
        using var rights = await Visitor.SignedInAsync(application, "operator-rights");
        await application.ExecuteAsync("UPDATE session_key SET created_at = now() - interval '11 minutes'");
        Assert.Equal($"{Confirm}?retour=%2Fgestion%2Fvirements",
            (await rights.PostAsync("/gestion/virements/" + decision, ("virement", "1"), ("libelle", "x"))).Location);
    }

    [Theory]
    [InlineData("annuler")]
    [InlineData("sortie")]
    public async Task Booking_InASessionFoundOpen_WaitsForTheSecondFactor(string decision)
    {
        using var control = await Visitor.SignedInAsync(application, "operator-control");
        var holder = DemoPeople.All.Single(p => p.Key == "holder").Id;
        await control.PostAsync($"/gestion/motif/{holder}", ("reason", "Demande du titulaire"));
        await application.ExecuteAsync("UPDATE session_key SET created_at = now() - interval '11 minutes'");
        Assert.Equal($"{Confirm}?retour=%2Fgestion%2Finscriptions",
            (await control.PostAsync($"/gestion/inscriptions/{holder}/{Guid.NewGuid()}/{decision}")).Location);
    }

    [Fact]
    public async Task LostFactor_InASessionFoundOpen_WaitsForTheSecondFactor()
    {
        using var rights = await Visitor.SignedInAsync(application, "operator-rights");
        await application.ExecuteAsync("UPDATE session_key SET created_at = now() - interval '11 minutes'");
        Assert.Equal($"{Confirm}?retour=%2Fgestion%2Fsecours",
            (await rights.PostAsync($"/gestion/secours/{Guid.NewGuid()}", ("decision", "accepter"))).Location);
    }

    [Fact]
    public async Task Confirm_WithoutAFactorHere_AsksToSignInAnew_AndLeadsNowhereElse()
    {
        using var professional = await Visitor.SignedInAsync(application, "provider:billing");
        Assert.Contains("déconnectez-vous et reconnectez-vous", (await professional.GetAsync(Confirm)).Text);
        Assert.Equal(Confirm, (await professional.PostAsync(Confirm, ("code", "000000"))).Location);
        var (person, browser) = await LocalPerson.HolderAsync(application, "confirme@exemple.fr");
        Assert.Equal("/mon-compte/securite",
            (await browser.PostAsync(Confirm + "?retour=//mechant.example", ("code", await person.CodeAsync()))).Location);
    }

    private Task AgeAsync(LocalPerson person) => application.ExecuteAsync(
        "UPDATE session_key SET created_at = now() - interval '11 minutes' WHERE account_id = (SELECT id FROM account WHERE email = @Email)", new { person.Email });
}
