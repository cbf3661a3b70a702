using System.Net;
using Dapper;
using Marketplace.Bookings.Dossiers;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.IntegrationTests.Organisations;
using Marketplace.IntegrationTests.Pages;
using Xunit;

namespace Marketplace.IntegrationTests.Bookings;

public sealed class InboxTests(ProviderApplication application) : IClassFixture<ProviderApplication>
{
    private string Inbox => application.Inbox;

    private Visitor Browser => application.Staff.Browser;

    [Fact]
    public async Task Inbox_OfOneOrganisation_IsWhereTheShortAddressLeads()
    {
        Assert.Equal(Inbox, (await Browser.GetAsync("/of/inscriptions")).Location);
        var id = await application.RequestAsync();
        Assert.Equal($"{Inbox}/{id}", (await Browser.GetAsync($"/of/inscriptions/{id}")).Location);
        Assert.Equal(HttpStatusCode.NotFound, (await application.Stranger.Browser.GetAsync($"/of/inscriptions/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await application.Limited.Browser.GetAsync($"/of/inscriptions/{id}")).Status);
    }

    [Fact]
    public async Task Inbox_OfSeveralOrganisations_AsksWhich()
    {
        var both = await Professional.SignedInAsync(application, $"{Guid.NewGuid():N}@deux.example");
        var one = await Professional.OrganisationAsync(application, "provider", (both, ["bookings"]));
        var other = await Professional.OrganisationAsync(application, "provider", (both, ["billing"]));
        var page = (await both.Browser.GetAsync("/of/inscriptions")).Page;
        PageStructure.AssertSound(page);
        Assert.Equal(new[] { $"/of/{one}/inscriptions", $"/of/{other}/inscriptions" }.Order(),
            page.QuerySelectorAll("main .mkt-entry a").Select(a => a.GetAttribute("href")!).Order());
    }

    [Fact]
    public async Task Inbox_SaysWhatIsDueFirst_WithItsDeadlineInWords()
    {
        var earlier = await application.RequestAsync(family: "AVANT");
        var later = await application.AcceptedAsync();
        var answer = await Browser.GetAsync(Inbox);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        PageStructure.AssertSound(answer.Page);
        Assert.True(answer.Html.IndexOf($"{earlier}", StringComparison.Ordinal) < answer.Html.IndexOf(
            $"{later}", StringComparison.Ordinal));
        Assert.Matches("Répondez jusqu’au \\w+ \\d+(er)? \\w+ \\d{4} à minuit, dans 2 jours ouvrés", Plain(answer));
        Assert.Contains("Zoé AVANT", answer.Text);
    }

    [Fact]
    public async Task Inbox_OfStaffWithOneEstablishment_HasOnlyItsOwn()
    {
        var id = await application.RequestAsync();
        var answer = await application.Limited.Browser.GetAsync(Inbox);
        Assert.Contains("Aucun dossier", answer.Text);
        foreach (var path in new[] { "", "/proposer", "/refuser", "/annuler", "/entree", "/sortie", "/changer-de-session" })
            Assert.Equal(HttpStatusCode.NotFound, (await application.Limited.Browser.GetAsync($"{Inbox}/{id}{path}")).Status);
        foreach (var path in new[] { "/accuser-reception", "/proposer", "/refuser", "/annuler", "/entree", "/entree/reprendre", "/sortie" })
            Assert.Equal(HttpStatusCode.NotFound, (await application.Limited.Browser.PostAsync($"{Inbox}/{id}{path}")).Status);
        Assert.Equal(BookingProcess.Requested, await application.StateAsync(id));
    }

    [Fact]
    public async Task Dossier_OfAnotherOrganisation_IsNotFoundUnderEitherAddress()
    {
        var id = await application.RequestAsync();
        foreach (var organisation in new[] { application.Organisation, application.StrangersOrganisation })
        {
            Assert.Equal(HttpStatusCode.NotFound,
                (await application.Stranger.Browser.GetAsync($"/of/{organisation}/inscriptions/{id}")).Status);
            Assert.Equal(HttpStatusCode.NotFound,
                (await application.Stranger.Browser.PostAsync($"/of/{organisation}/inscriptions/{id}/accuser-reception")).Status);
        }
        Assert.Equal(HttpStatusCode.NotFound, (await application.Stranger.Browser.GetAsync(Inbox)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await application.Stranger.Browser.GetAsync(Inbox + ".csv")).Status);
    }

    [Fact]
    public async Task Billing_ReadsAndChangesNothing()
    {
        var id = await application.RequestAsync();
        var browser = application.Billing.Browser;
        Assert.Empty((await browser.GetAsync(Inbox)).Page.QuerySelectorAll("input[type=checkbox]"));
        var dossier = (await browser.GetAsync($"{Inbox}/{id}")).Page;
        Assert.Empty(dossier.QuerySelectorAll("main form"));
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync($"{Inbox}/{id}/proposer")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync($"{Inbox}/{id}/messages")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync($"{Inbox}/{id}/accuser-reception")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync($"{Inbox}/accuser-reception", ("dossier", $"{id}"))).Status);
        Assert.Equal(BookingProcess.Requested, await application.StateAsync(id));
    }

    [Fact]
    public async Task Filters_NarrowTheList()
    {
        var requested = await application.RequestAsync(family: "FILTRE");
        var accepted = await application.AcceptedAsync();
        await Lists("?etat=a-repondre", requested, accepted);
        await Lists("?etat=accepted", accepted, requested);
        await Lists($"?du={application.Today.AddDays(1):yyyy-MM-dd}&etat=requested", requested, accepted);
        Assert.Contains("Aucun dossier", (await Browser.GetAsync($"{Inbox}?au={application.Today:yyyy-MM-dd}")).Text);
        Assert.Contains("Aucun dossier", (await Browser.GetAsync($"{Inbox}?etablissement={ProviderApplication.OtherSiret}")).Text);
        Assert.Contains("Aucun dossier", (await Browser.GetAsync($"{Inbox}?session=1&etat=cancelled-by-funder")).Text);

        async Task Lists(string query, Guid there, Guid absent)
        {
            var html = (await Browser.GetAsync(Inbox + query)).Html;
            Assert.Contains($"{Inbox}/{there}", html);
            Assert.DoesNotContain($"{Inbox}/{absent}", html);
        }
    }

    [Fact]
    public async Task Search_ByNumberNameOrTitle_FindsAndPutsNoNameIntoTheAddress()
    {
        var id = await application.RequestAsync(SampleCatalogue.Blended, "INTROUVABLE");
        var number = BookingNumber.Text((await application.RowAsync(id)).Number);
        var before = await application.ScalarAsync<int>(
            "SELECT count(*)::int FROM access_log WHERE object = @o AND operation = 'look-up'", new { o = $"booking:{id}" });
        foreach (var text in new[] { number, "introuvable", "zoé introuv", "mixte" })
        {
            var answer = await Browser.PostAsync(Inbox, ("q", text));
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            PageStructure.AssertSound(answer.Page);
            Assert.Contains($"{Inbox}/{id}", answer.Html);
        }
        Assert.Equal(before + 4, await application.ScalarAsync<int>(
            "SELECT count(*)::int FROM access_log WHERE object = @o AND operation = 'look-up'", new { o = $"booking:{id}" }));
        Assert.Contains("Aucun dossier", (await Browser.PostAsync(Inbox, ("q", "100%_rien"))).Text);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Browser.PostAsync(Inbox, ("q", ""))).Status);
    }

    [Fact]
    public async Task Acknowledge_Several_TellsWhatCameOfEach()
    {
        var (first, second, proposed) = (
            await application.RequestAsync(), await application.RequestAsync(), await application.RequestAsync());
        await application.ProposeAsync(proposed);
        var answer = await Browser.PostAsync(
            $"{Inbox}/accuser-reception", ("dossier", $"{first}"), ("dossier", $"{second}"), ("dossier", $"{proposed}"),
            ("dossier", $"{Guid.NewGuid()}"));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        PageStructure.AssertSound(answer.Page);
        Assert.Contains("2 accusés de réception envoyés", Plain(answer));
        Assert.Contains("Pas envoyé : Ce dossier est dans l’état « Proposition à accepter »", Plain(answer));
        Assert.Contains("1 dossier n’est pas à votre organisme", Plain(answer));
        Assert.Equal(BookingProcess.Acknowledged, await application.StateAsync(first));
        Assert.Equal(BookingProcess.Acknowledged, await application.StateAsync(second));
        Assert.Equal(BookingProcess.Proposed, await application.StateAsync(proposed));
        Assert.Equal(HttpStatusCode.BadRequest, (await Browser.PostAsync($"{Inbox}/accuser-reception", ("dossier", "1"))).Status);
    }

    [Fact]
    public async Task Csv_HasWhatTheProviderMayKnow_AndNeutralisesFormulas()
    {
        var requested = await application.RequestAsync(family: "=1+1");
        var accepted = await application.AcceptedAsync();
        var end = await application.ScalarAsync<long>("SELECT coalesce(max(id), 0) FROM access_log");
        var answer = await Browser.GetAsync(Inbox + ".csv");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("text/csv", answer.Response.Content.Headers.ContentType!.MediaType);
        var lines = answer.Html.TrimStart('\uFEFF').Split("\r\n");
        var (before, after) = (await LineAsync(requested), await LineAsync(accepted));
        Assert.DoesNotContain("zoe@exemple.fr", before);
        Assert.DoesNotContain(";=1+1", before);
        Assert.Contains("zoe@exemple.fr", after);
        Assert.Contains("0612345678", after);
        Assert.Contains(";600,60;", after);
        foreach (var id in new[] { requested, accepted })
            Assert.True(await application.ScalarAsync<bool>(
                "SELECT EXISTS (SELECT FROM access_log WHERE id > @end AND object = @o AND subject_id = @s AND operation = 'look-up')",
                new { end, o = $"booking:{id}", s = await application.AccountOfAsync(id) }));

        async Task<string> LineAsync(Guid id)
        {
            var number = BookingNumber.Text((await application.RowAsync(id)).Number);
            return Assert.Single(lines, line => line.StartsWith(number, StringComparison.Ordinal)
                || line.StartsWith('"' + number, StringComparison.Ordinal));
        }
    }

    /// <summary>Words with plain blanks in place of no-break ones.</summary>
    private static string Plain(Answer answer) => answer.Text.Replace('\u202F', ' ').Replace('\u00A0', ' ');
}
