using System.Net;
using System.Text.Json;
using Marketplace.Demo;
using Marketplace.IntegrationTests.Access;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.IntegrationTests.Pages;
using Marketplace.Money.Calendar;
using Marketplace.People.Access;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Time;
using Marketplace.ProviderSpace.Referencing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.IntegrationTests.Referencing;

/// <summary>An application over its pages: saved as far as it is filled in, sent when nothing is missing, decided with a reason.</summary>
public sealed class ApplicationPageTests(CatalogueApplication application) : IClassFixture<CatalogueApplication>
{
    private const string Home = "/referencement";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Application_OverItsPages_IsSavedStepByStep_AndSentWhenNothingIsMissing()
    {
        var applicant = await ApplicantAsync();
        using var browser = await PersonBrowser.SignInAsync(application, applicant.Account);
        Assert.Equal(Home + "/etapes/organisme", (await browser.PostAsync(Home + "/commencer")).Headers.Location!.ToString());

        // Half of a step is kept, with a mistake nothing is.
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await browser.PostAsync(Home + "/etapes/organisme", ("siret", applicant.Siret[..13] + "X"), ("denomination", "Centre")))
            .StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.PostAsync(Home + "/etapes/organisme", ("denomination", "Centre"))).StatusCode);
        Assert.Equal("Centre", (await browser.PageAsync(Home + "/etapes/organisme")).QuerySelector("#denomination")!.GetAttribute("value"));
        var early = await browser.PostAsync(Home);
        Assert.Equal(HttpStatusCode.Conflict, early.StatusCode);

        await browser.PostAsync(Home + "/etapes/organisme", ("siret", applicant.Siret), ("denomination", "Centre"), ("forme", "company"),
            ("adresse", "1 rue de Marseille"), ("codePostal", "69007"), ("ville", "Lyon"), ("contact", "Camille EXEMPLE"),
            ("courriel", applicant.Email));
        await browser.PostAsync(Home + "/etapes/activite", ("nda", "84 69 12345 69"), ("bilan", "oui"));
        await browser.PostAsync(
            Home + "/etapes/qualite", ("actions", "training"), ("certificateur", "Certificateur"), ("fin", "2099-12-31"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.PostAsync(
            Home + "/etapes/habilitations", ("certification", "RNCP1"), ("habilitation", "train"))).StatusCode);
        await browser.PostAsync(Home + "/etapes/habilitations", ("certification", "rncp38430"), ("habilitation", "train"));
        Assert.Contains("RNCP38430", (await browser.PageAsync(Home + "/etapes/habilitations")).Body!.TextContent, StringComparison.Ordinal);
        await browser.PostAsync(Home + "/etapes/sous-traitance", ("sousTraitance", "non"));
        foreach (var kind in new[] { "registration", "identity", "conviction", "qualiopi" })
            Assert.Equal(HttpStatusCode.Redirect, await UploadAsync(browser, kind, "%PDF-1.7"u8.ToArray()));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await UploadAsync(browser, "other", "MZ"u8.ToArray()));
        await browser.PostAsync(Home + "/etapes/depot", ("attestations", "impots"));
        Assert.Contains("Acceptez les conditions", (await browser.PageAsync(Home)).Body!.TextContent, StringComparison.Ordinal);
        await browser.PostAsync(Home + "/etapes/depot", ("attestations", "impots"), ("attestations", "conditions"));

        Assert.Equal(Home + "?fait=depose", (await browser.PostAsync(Home)).Headers.Location!.ToString());
        var today = application.Services.GetRequiredService<TimeProvider>().Today();
        var view = (await Reader.OfAccountAsync(applicant.Account, Stop))!;
        Assert.Equal(
            [("completeness", WorkingDays.Of(HolidayZone.Metropole).Add(today, 11)), ("decision", today.AddMonths(2))],
            view.Clocks.Select(c => (c.Kind, c.LastDay)));
        Assert.Contains("Complétude vérifiée au plus tard", (await browser.PageAsync(Home)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Votre demande de référencement est déposée",
            Assert.Single(await application.MailsToAsync(applicant.Email)).Values["subject"]);

        // Sent, it is not changed any more.
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(Home + "/etapes/activite")).StatusCode);
        await Assert.ThrowsAsync<ProcessRefusedException>(() => application.Services.GetRequiredService<Applications>()
            .SaveAsync(null, content => content with { Name = "Autre" }, applicant.Actor, Stop));
    }

    [Fact]
    public async Task Decision_OnItsPage_NeedsAReason_AndMakesTheOrganisation()
    {
        var applicant = await ApplicantAsync();
        var id = await applicant.SubmitAsync(application);
        using var desk = await PersonBrowser.SignInAsync(application, "operator-moderation");
        var page = $"/gestion/referencements/{id}";
        Assert.Contains("Centre de Camille", (await desk.PageAsync("/gestion/referencements")).Body!.TextContent, StringComparison.Ordinal);
        var without = await desk.PostAsync(page, ("decision", "ask-more"), ("vu", await ShownAsync(desk, page)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, without.StatusCode);
        var old = await ShownAsync(desk, page);
        Assert.Equal(HttpStatusCode.Redirect, (await desk.PostAsync(page, ("decision", "complete"), ("vu", old))).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict,
            (await desk.PostAsync(page, ("decision", "refuse"), ("motif", "Non."), ("vu", old))).StatusCode);
        var accepted = await desk.PostAsync(
            page, ("decision", "accept"), ("motif", "Tout est en ordre."), ("vu", await ShownAsync(desk, page)));
        Assert.Equal(page + "?fait=decide", accepted.Headers.Location!.ToString());

        var view = (await Reader.FindAsync(id, Stop))!;
        Assert.Equal(ReferencingProcess.Referenced, view.State);
        Assert.Empty(view.Clocks);
        using var browser = await PersonBrowser.SignInAsync(application, applicant.Account);
        Assert.Contains("Référencé", (await browser.PageAsync(Home)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Centre de Camille", (await browser.PageAsync($"/of/{view.OrganisationId}")).Body!.TextContent,
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync($"/organisations/{view.OrganisationId}/membres")).StatusCode);
        // What is about a person has gone with the decision.
        Assert.Equal(["qualiopi", "registration"],
            (await application.Services.GetRequiredService<ApplicationDocuments>().ListAsync(id, Stop)).Select(d => d.Kind));
        Assert.Equal(HttpStatusCode.Conflict, (await browser.PostAsync(Home + "/commencer")).StatusCode);
    }

    [Fact]
    public async Task AskMore_OpensTheApplicationAgain_AndItsClocksBeginAnew()
    {
        var applicant = await ApplicantAsync();
        var id = await applicant.SubmitAsync(application);
        await Decisions.AskMoreAsync(
            id, await Applicant.SeenAsync(application, id), "Le Kbis a plus de trois mois.", Applicant.Operator, Stop);
        Assert.Empty((await Reader.FindAsync(id, Stop))!.Clocks);
        using var browser = await PersonBrowser.SignInAsync(application, applicant.Account);
        Assert.Contains("plus de trois mois", (await browser.PageAsync(Home)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, await UploadAsync(browser, "registration", "%PDF-1.7"u8.ToArray()));
        Assert.Equal(Home + "?fait=depose", (await browser.PostAsync(Home)).Headers.Location!.ToString());
        Assert.Equal(2, (await Reader.FindAsync(id, Stop))!.Clocks.Count);
    }

    [Fact]
    public async Task Refused_OrWithdrawn_IsTheEnd_ItsDocumentsGo_AndAnotherMayBegin()
    {
        foreach (var refused in new[] { true, false })
        {
            var applicant = await ApplicantAsync();
            var id = await applicant.SubmitAsync(application);
            if (refused)
                await Decisions.RefuseAsync(id, await Applicant.SeenAsync(application, id), "Pas de Qualiopi.", Applicant.Operator, Stop);
            else
                await application.Services.GetRequiredService<Applications>().WithdrawAsync(applicant.Actor, Stop);
            Assert.Equal(0, await application.ScalarAsync<int>(
                "SELECT count(*)::int FROM referencing_document WHERE referencing_id = @id", new { id }));
            Assert.NotEqual(id, await applicant.SubmitAsync(application));
        }
    }

    [Fact]
    public async Task Submit_WithASiretThatAnOrganisationHas_IsRefused()
    {
        var first = await ApplicantAsync();
        await first.AcceptedAsync(application);
        var second = (await ApplicantAsync()) with { Siret = first.Siret };
        var refused = await Assert.ThrowsAsync<ProcessRefusedException>(() => second.SubmitAsync(application));
        Assert.Contains("invitation", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Application_IsItsApplicantsAlone_AndADraftNotEvenTheOperators()
    {
        var applicant = await ApplicantAsync();
        var id = await applicant.SubmitAsync(application);
        var document = (await application.Services.GetRequiredService<ApplicationDocuments>().ListAsync(id, Stop))[0].Id;
        using var mine = await PersonBrowser.SignInAsync(application, applicant.Account);
        using var other = await PersonBrowser.SignInAsync(application, (await ApplicantAsync()).Account);
        using var desk = await PersonBrowser.SignInAsync(application, "operator-moderation");
        Assert.Equal(HttpStatusCode.OK, (await mine.GetAsync($"{Home}/pieces/{document}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"{Home}/pieces/{document}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await desk.GetAsync($"/gestion/referencements/{id}/pieces/{document}")).StatusCode);
        Assert.Equal(1, await application.ScalarAsync<int>(
            "SELECT count(*)::int FROM access_log WHERE subject_id = @Account AND object = @seen",
            new { applicant.Account, seen = $"referencing-document:{document}" }));
        var draft = await application.Services.GetRequiredService<Applications>().StartAsync((await ApplicantAsync()).Actor, Stop);
        Assert.Equal(HttpStatusCode.NotFound, (await desk.GetAsync($"/gestion/referencements/{draft}")).StatusCode);
    }

    private ReferencingReader Reader => application.Services.GetRequiredService<ReferencingReader>();

    private ApplicationDecisions Decisions => application.Services.GetRequiredService<ApplicationDecisions>();

    private async Task<Applicant> ApplicantAsync()
    {
        await application.Services.GetRequiredService<DemoPeople>().EnsureAsync(Stop);
        return await Applicant.MakeAsync(application);
    }

    private static async Task<string> ShownAsync(PersonBrowser desk, string page) =>
        (await desk.PageAsync(page)).QuerySelector("input[name=vu]")!.GetAttribute("value")!;

    private static async Task<HttpStatusCode> UploadAsync(PersonBrowser browser, string kind, byte[] content) =>
        (await browser.UploadAsync(Home + "/etapes/pieces", "piece", "piece.pdf", content, ("nature", kind))).StatusCode;
}
