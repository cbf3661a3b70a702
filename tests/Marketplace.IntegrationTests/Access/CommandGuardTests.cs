using Marketplace.Demo;
using Marketplace.IntegrationTests.Entitlements;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.IntegrationTests.Organisations;
using Marketplace.Money.Dotations;
using Marketplace.Money.Entitlements;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.People.Holders;
using Marketplace.People.Operators;
using Marketplace.People.Organisations;
using Marketplace.Platform.Importing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.IntegrationTests.Access;

/// <summary>What a page would not offer is refused by the command too, whoever calls it.</summary>
public sealed class CommandGuardTests(EntitlementApplication application) : IClassFixture<EntitlementApplication>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>R6323-43: hours become euros for who works elsewhere.</summary>
    [Fact]
    public async Task Convert_DeclaredPublicAgent_ConvertsNothing()
    {
        var world = await HolderWithHistory.CreateAsync(application, "agent-heures@exemple.fr", 1);
        using var browser = world.Browser;
        await application.AddHoursAsync(world.Holder, 100_00);
        var request = (await browser.PageAsync("/mon-compte/droits")).QuerySelector("input[name=demande]")!.GetAttribute("value")!;
        (await browser.PostAsync("/mon-compte/droits/declarations/agent-public", ("choix", "declarer"))).Dispose();
        Assert.Null((await browser.PageAsync("/mon-compte/droits")).QuerySelector("#compris"));

        using (var refused = await browser.PostAsync("/mon-compte/droits/conversion", ("demande", request), ("compris", "oui")))
            Assert.Equal("/mon-compte/droits?fait=rien", refused.Headers.Location!.OriginalString);
        Assert.Equal(100_00, await HoursAsync(world.Holder));

        (await browser.PostAsync("/mon-compte/droits/declarations/agent-public", ("choix", "retirer"))).Dispose();
        var offered = await browser.PageAsync("/mon-compte/droits");
        Assert.NotNull(offered.QuerySelector("#compris"));
    }

    [Theory]
    [InlineData("everything", 6)]
    [InlineData("account", 5)]
    [InlineData("account", 1_200)]
    public async Task GiveConsent_ScopeOrTermThatThereIsNot_GivesNothing(string scope, int months)
    {
        var holder = PersonBrowser.Demo("holder");
        Assert.False(await Service<Consents>()
            .GiveAsync(holder, DemoPeople.OrganisationOf("cep"), scope, months, new Actor(holder, Roles.Holder), Stop));
        Assert.Equal(0, await application.ScalarAsync<int>(
            "SELECT count(*)::int FROM consent WHERE holder_id = @holder AND scope = @scope AND expires_at > now() + interval '13 months'",
            new { holder, scope }));
    }

    [Fact]
    public async Task StateReason_OfOnesOwnWording_IsNotTaken()
    {
        using var browser = await PersonBrowser.SignInAsync(application, "operator-rights");
        var holder = PersonBrowser.Demo("holder");
        Assert.False(await Service<StatedReasons>()
            .StateAsync(browser.Session, holder, "Par curiosité", new Actor(null, "operator-rights"), Stop));
        Assert.Equal(0, await application.ScalarAsync<int>("SELECT count(*)::int FROM stated_reason WHERE reason = 'Par curiosité'"));
    }

    [Fact]
    public async Task Refuse_WithoutTellingWhy_IsNotDone()
    {
        var holder = PersonBrowser.Demo("holder");
        var actor = new Actor(null, "operator-rights");
        Assert.Equal(CheckOutcome.NoteMissing,
            await Service<IdentityChecks>().DecideAsync(holder, "", false, " ", "https://site.example", actor, Stop));
        Assert.Equal(CheckOutcome.NoteMissing,
            await Service<HolderNir>().DecideAsync(holder, "", false, null, "https://site.example", actor, Stop));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("three")]
    [InlineData("too large")]
    [InlineData("a program")]
    [InlineData("called otherwise")]
    public async Task DeclareIdentity_WithoutProperDocuments_IsRefused(string what)
    {
        IdentityDocument[] documents = what switch
        {
            "three" => [Jpeg(10), Jpeg(10), Jpeg(10)],
            "too large" => [Jpeg(IdentityDocument.MaxLength + 1)],
            "a program" => [new IdentityDocument("image/jpeg", "MZ programme"u8.ToArray())],
            "called otherwise" => [new IdentityDocument("text/html", Jpeg(10).Content)],
            _ => [],
        };
        var identity = new PivotIdentity("EXEMPLE", "Camille", new DateOnly(1985, 2, 14), Sex.Female, "69123", PivotIdentity.France);
        var holder = PersonBrowser.Demo("holder-declared");
        await Assert.ThrowsAsync<ArgumentException>(
            () => Service<IdentityChecks>().SubmitAsync(holder, identity, documents, new Actor(holder, Roles.Holder), Stop));
    }

    [Fact]
    public async Task Contest_WithoutTiedNumberOrText_IsRefused()
    {
        var contestations = Service<Contestations>();
        var (declared, tied) = (PersonBrowser.Demo("holder-declared"), PersonBrowser.Demo("holder"));
        Assert.Equal(ContestationOutcome.NotTied,
            await contestations.SubmitAsync(declared, "Bonjour", new Actor(declared, Roles.Holder), Stop));
        Assert.Equal(ContestationOutcome.NoText, await contestations.SubmitAsync(tied, "", new Actor(tied, Roles.Holder), Stop));
        Assert.Equal(ContestationOutcome.NoText,
            await contestations.SubmitAsync(tied, new string('a', Contestations.LongestText + 1), new Actor(tied, Roles.Holder), Stop));
    }

    [Fact]
    public async Task Missions_ThatThereAreNot_AreNotGiven()
    {
        var operators = Service<OperatorAccounts>();
        var some = (await operators.ListAsync(Stop))[0];
        Assert.Equal(OperatorChange.NoMission,
            await operators.InviteAsync("", "sans@mission.example", "Camille", "EXEMPLE", [], "https://site.example", Actor.Program, Stop));
        Assert.Equal(OperatorChange.NoMission,
            await operators.InviteAsync(
            "", "sans@mission.example", "Camille", "EXEMPLE", ["emperor"], "https://site.example", Actor.Program, Stop));
        Assert.Equal(OperatorChange.NoMission,
            await operators.ChangeAsync(some.Id, some.Version, ["emperor", .. some.Missions], Actor.Program, Stop));
        Assert.Equal(0, await application.ScalarAsync<int>("SELECT count(*)::int FROM account WHERE email = 'sans@mission.example'"));
    }

    [Fact]
    public async Task Member_WithARoleOrEstablishmentOfOthers_IsNeitherMadeNorInvited()
    {
        var manager = await Professional.SignedInAsync(application, "gardes@of.example");
        var organisation = await Professional.OrganisationAsync(application, "provider", (manager, [Roles.AccessManager]));
        var actor = new Actor(manager.Id, Roles.AccessManager, organisation);
        var (memberships, invitations) = (Service<Memberships>(), Service<Invitations>());
        var seen = Assert.Single(await memberships.ListAsync(organisation, Stop)).Version;
        Assert.Equal(MembershipChange.NotOffered,
            await memberships.ChangeAsync(organisation, manager.Id, seen, [Roles.AccessManager, "cep-advisor"], null, actor, Stop));
        Assert.Equal(MembershipChange.NotOffered,
            await memberships.ChangeAsync(organisation, manager.Id, seen, [Roles.AccessManager], ["99900500100014"], actor, Stop));
        await Assert.ThrowsAsync<ArgumentException>(
            () => invitations.InviteAsync(
            organisation, "une@autre.example", ["operator-administrator"], null, "https://site.example", actor, Stop));
        await Assert.ThrowsAsync<ArgumentException>(
            () => invitations.InviteAsync(
            organisation, "une@autre.example", ["bookings"], ["99900500100014"], "https://site.example", actor, Stop));
        Assert.Equal(0, await application.ScalarAsync<int>(
            "SELECT count(*)::int FROM invitation WHERE organisation_id = @organisation", new { organisation }));
    }

    [Theory]
    [InlineData("top-up", "region", null, "ne commande pas")]
    [InlineData("employer-voluntary", "whistleblower", null, "ne commande pas")]
    [InlineData("employer-voluntary", "employer-voluntary", "999999999", "SIREN")]
    public async Task Order_OfOthersProductOrSiren_IsRefused(string product, string code, string? siren, string reason)
    {
        var employer = DemoPeople.OrganisationOf("employer");
        siren ??= (await Service<OrganisationStore>().FindAsync(employer, Stop))!.Sirets[0][..9];
        var (order, report) = await Service<BeneficiaryImport>()
            .RunAsync(new OrderRequest(employer, siren, DotationProduct.Find(product)!, code),
            new ReferenceInput("liste.csv", () => new MemoryStream("nir;montant\n285026912300110;1500\n"u8.ToArray())), Actor.Program,
            new DateOnly(2026, 11, 26), Stop);
        Assert.Null(order);
        Assert.Contains(reason, Assert.Single(report.Messages).Text, StringComparison.Ordinal);
    }

    private T Service<T>() where T : notnull => application.Services.GetRequiredService<T>();

    private static IdentityDocument Jpeg(int length) => new("image/jpeg", (byte[])[0xFF, 0xD8, 0xFF, .. new byte[length - 3]]);

    private Task<long> HoursAsync(long holder) => application.ScalarAsync<long>(
        "SELECT balance FROM ledger_account a JOIN ledger_balance b ON b.account = a.id WHERE a.holder = @holder AND a.kind = 'public-hours'", new { holder });
}
