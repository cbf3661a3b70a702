using System.Net;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Training;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.IntegrationTests.Pages;
using Xunit;

namespace Marketplace.IntegrationTests.Bookings;

public sealed class OperatorDeskTests(ProviderApplication application) : IClassFixture<ProviderApplication>
{
    private const string Desk = "/gestion/inscriptions";

    [Fact]
    public async Task Search_FindsByNumberNameSiretStateAndDates_AndLogsEachLook()
    {
        using var support = await Visitor.SignedInAsync(application, "operator-support");
        var id = await application.RequestAsync(family: "CHERCHEE");
        var number = BookingNumber.Text((await application.RowAsync(id)).Number);
        foreach (var fields in new (string, string)[][]
        {
            [("q", number)], [("q", "cherchee")], [("siret", SampleCatalogue.Siret), ("q", "cherchee")],
                [("etat", "requested"), ("q", "cherchee")],
            [("du", $"{application.Today:yyyy-MM-dd}"), ("q", "cherchee")],
        })
        {
            var answer = await support.PostAsync(Desk, fields);
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            PageStructure.AssertSound(answer.Page);
            Assert.Contains($"{id}", answer.Html);
        }
        Assert.Contains("Aucun dossier ne correspond", (await support.PostAsync(Desk, ("etat", "lapsed"), ("q", "cherchee"))).Text);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await support.PostAsync(Desk, ("siret", "12"))).Status);
        Assert.Equal(5, await application.ScalarAsync<int>("""
            SELECT count(*)::int FROM access_log WHERE nature = 'bookings.operate.view' AND operation = 'look-up' AND object = @o
            """, new { o = $"booking:{id}" }));
        using var moderation = await Visitor.SignedInAsync(application, "operator-moderation");
        Assert.Equal(HttpStatusCode.Forbidden, (await moderation.GetAsync(Desk)).Status);
    }

    [Fact]
    public async Task Dossier_OfAPerson_AsksForTheReasonFirst()
    {
        using var support = await Visitor.SignedInAsync(application, "operator-support");
        var id = await application.AcceptedAsync();
        var path = await PathAsync(id);
        Assert.Equal(path, (await support.GetAsync($"{Desk}/{id}")).Location);
        Assert.StartsWith("/gestion/motif/", (await support.GetAsync(path)).Location);
        var page = await OpenAsync(support, id);
        Assert.Contains("Motif de votre consultation : Demande du titulaire", page.Text);
        Assert.Contains("Droits acquis", page.Text);
        Assert.Contains("Proposition acceptée (Titulaire)", page.Text);
        Assert.Empty(page.Page.QuerySelectorAll("main form"));
        Assert.Equal(HttpStatusCode.Forbidden, (await support.PostAsync(path + "/annuler")).Status);
        var stranger = await application.LearnerAsync();
        await support.PostAsync($"/gestion/motif/{stranger}", ("reason", "Demande du titulaire"));
        Assert.Equal(HttpStatusCode.NotFound, (await support.GetAsync($"{Desk}/{stranger}/{id}")).Status);
    }

    [Fact]
    public async Task Cancel_ForTheFunder_ReturnsAll()
    {
        using var control = await Visitor.SignedInAsync(application, "operator-control");
        var id = await application.AcceptedAsync();
        await OpenAsync(control, id);
        var path = await PathAsync(id);
        Assert.Equal(HttpStatusCode.Conflict, (await control.PostAsync(path + "/annuler")).Status);
        Assert.EndsWith("?fait=annule", (await control.DecideAsync(path, path + "/annuler")).Location);
        Assert.Equal(BookingProcess.CancelledByFunder, await application.StateAsync(id));
        Assert.Contains("600,60", (await control.GetAsync(path)).Text);
        Assert.Equal(HttpStatusCode.Conflict, (await control.DecideAsync(path, path + "/annuler")).Status);
    }

    [Fact]
    public async Task NeverBegan_AfterTheEntryOfNobody_ReturnsAllOnceAndBeforeItIsRefused()
    {
        using var control = await Visitor.SignedInAsync(application, "operator-control");
        var id = await application.AcceptedAsync();
        await OpenAsync(control, id);
        var path = await PathAsync(id);
        Assert.DoesNotContain("n’a jamais commencé", (await control.GetAsync(path)).Text);
        Assert.Equal(HttpStatusCode.Conflict, (await control.DecideAsync(path, path + "/jamais-commencee")).Status);
        await application.ExecuteAsync(
            "UPDATE booking SET accepted_on = accepted_on - 30, starts = @today, ends = @today WHERE id = @id",
            new { id, today = application.Today });
        await application.Service<Entries>()
            .DeclareAsync(DossierKey.OfService(id), null, application.Today, application.StaffActor, ProviderApplication.Stop);
        PageStructure.AssertSound((await control.GetAsync(path)).Page);
        Assert.EndsWith("?fait=jamais-commencee", (await control.DecideAsync(path, path + "/jamais-commencee")).Location);
        Assert.Equal(BookingProcess.NotRealised, await application.StateAsync(id));
        Assert.Equal((60_060, 0), (
            await application.ScalarAsync<long>("SELECT sum(returned)::bigint FROM booking_line WHERE booking_id = @id", new { id }),
            await application.ScalarAsync<long>("SELECT provider_due FROM booking WHERE id = @id", new { id })));
        Assert.Equal(HttpStatusCode.Conflict, (await control.DecideAsync(path, path + "/jamais-commencee")).Status);
    }

    [Fact]
    public async Task Exit_OfAnOverdueProvider_IsDeclaredInItsPlace_NotBefore()
    {
        using var control = await Visitor.SignedInAsync(application, "operator-control");
        var id = await application.AcceptedAsync();
        await application.ExecuteAsync(
            "UPDATE booking SET accepted_on = accepted_on - 30, starts = @today, ends = @today WHERE id = @id",
            new { id, today = application.Today });
        await application.Service<Entries>()
            .DeclareAsync(DossierKey.OfService(id), null, application.Today, application.StaffActor, ProviderApplication.Stop);
        await OpenAsync(control, id);
        var path = await PathAsync(id);
        Assert.DoesNotContain("Déclarer la sortie à sa place", (await control.GetAsync(path)).Text);
        (string, string)[] fields = [
            ("jour", $"{application.Today:yyyy-MM-dd}"), ("motif", "total"), ("unite", "hours"), ("action", "declarer")];
        var early = await control.DecideAsync(path + "/sortie", path + "/sortie", fields);
        Assert.Equal(HttpStatusCode.Conflict, early.Status);
        Assert.Contains("L’organisme peut encore déclarer la sortie", early.Text);
        // Its day was three weeks ago.
        await application.ExecuteAsync(
            "UPDATE booking SET starts = starts - 21, ends = ends - 21, entry_on = entry_on - 21 WHERE id = @id", new { id });
        fields[0] = ("jour", $"{application.Today.AddDays(-21):yyyy-MM-dd}");
        Assert.Contains("Déclarer la sortie à sa place", (await control.GetAsync(path)).Text);
        Assert.EndsWith("?fait=sortie", (await control.DecideAsync(path + "/sortie", path + "/sortie", fields)).Location);
        Assert.Equal(BookingProcess.ServiceDeclared, await application.StateAsync(id));
    }

    [Fact]
    public async Task Deadlines_OfASpan_ArePutOffWithAReasonThatEverybodyReads()
    {
        using var control = await Visitor.SignedInAsync(application, "operator-control");
        var id = await application.RequestAsync();
        var due = await DueAsync(id);
        var last = DateOnly.FromDateTime(due.AddHours(-2));
        (string, string)[] fields = [
            ("du", $"{application.Today:yyyy-MM-dd}"), ("au", $"{last.AddDays(1):yyyy-MM-dd}"), ("jours", "3"),
            ("motif", "Panne du service")];
        PageStructure.AssertSound((await control.GetAsync(Desk + "/delais")).Page);
        Assert.Contains("?prolonges=", (await control.PostAsync(Desk + "/delais", fields)).Location);
        Assert.Equal(due.AddDays(3), await DueAsync(id));
        var dossier = await application.Staff.Browser.GetAsync($"{application.Inbox}/{id}");
        Assert.Contains("Délai prolongé : Panne du service", dossier.Text);
        var wrong = await control.PostAsync(Desk + "/delais", ("du", "x"), ("au", ""), ("jours", "99"), ("motif", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Equal(4, wrong.Page.QuerySelectorAll("#erreurs a").Length);
        using var support = await Visitor.SignedInAsync(application, "operator-support");
        Assert.Equal(HttpStatusCode.Forbidden, (await support.GetAsync(Desk + "/delais")).Status);
    }

    [Fact]
    public async Task Deadline_SetAside_IsShownWithItsErrorAndTriedAgain()
    {
        using var control = await Visitor.SignedInAsync(application, "operator-control");
        var id = await application.RequestAsync();
        await application.ExecuteAsync("""
            UPDATE booking_deadline SET set_aside_at = now(), attempts = 8, error = 'NpgsqlException: <b>perdu</b>' WHERE booking_id = @id
            """, new { id });
        var page = await control.GetAsync(Desk + "/delais");
        PageStructure.AssertSound(page.Page);
        Assert.Contains("NpgsqlException: <b>perdu</b>", page.Text);
        var deadline = await application.ScalarAsync<long>("SELECT id FROM booking_deadline WHERE booking_id = @id", new { id });
        Assert.EndsWith("?fait=relance", (await control.PostAsync(Desk + "/delais/relancer", ("echeance", $"{deadline}"))).Location);
        Assert.True(await application.ScalarAsync<bool>(
            "SELECT set_aside_at IS NULL AND attempts = 0 FROM booking_deadline WHERE id = @deadline", new { deadline }));
        Assert.Equal(HttpStatusCode.Conflict, (await control.PostAsync(Desk + "/delais/relancer", ("echeance", $"{deadline}"))).Status);
    }

    private async Task<string> PathAsync(Guid id) => $"{Desk}/{await application.AccountOfAsync(id)}/{id}";

    private async Task<Answer> OpenAsync(Visitor browser, Guid id)
    {
        await browser.PostAsync($"/gestion/motif/{await application.AccountOfAsync(id)}", ("reason", "Demande du titulaire"));
        var answer = await browser.GetAsync(await PathAsync(id));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        PageStructure.AssertSound(answer.Page);
        return answer;
    }

    private async Task<DateTime> DueAsync(Guid id) => await application.ScalarAsync<DateTime>(
        "SELECT due_at FROM booking_deadline WHERE booking_id = @id AND event = 'provider-silent'", new { id });
}
