using System.Net;
using AngleSharp.Html.Dom;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Training;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.IntegrationTests.Pages;
using Marketplace.People.Access;
using Xunit;

namespace Marketplace.IntegrationTests.Bookings;

/// <summary>Entry, exit and attendance through the provider's pages; the clock goes forward from test to test.</summary>
public sealed class ProviderTrainingPageTests(ProviderApplication application) : IClassFixture<ProviderApplication>
{
    private Visitor Browser => application.Staff.Browser;

    [Fact]
    public async Task Entry_BeforeTheFirstDay_IsNotOffered()
    {
        var id = await application.AcceptedAsync();
        Assert.DoesNotContain("Déclarer l’entrée", (await SoundAsync(Dossier(id))).Text);
        var answer = await Browser.GetAsync(Dossier(id) + "/entree");
        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Contains("La formation n’a pas commencé", answer.Text);
    }

    [Fact]
    public async Task Entry_DeclaredTakenBackAndDeclaredAnew_ThenExit()
    {
        var id = await StartedAsync();
        var enter = Dossier(id) + "/entree";
        var wrong = await Browser.DecideAsync(enter, enter, ("jour", "2020-01-06"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("l’entrée ne vient pas avant", wrong.Page.GetElementById("jour-erreur")!.TextContent);
        var day = Iso((await application.RowAsync(id)).Starts!.Value);
        Assert.EndsWith("?fait=entree", (await Browser.DecideAsync(enter, enter, ("jour", day))).Location);
        Assert.EndsWith("?fait=reprise", (await Browser.DecideAsync(Dossier(id), enter + "/reprendre")).Location);
        Assert.Equal(BookingProcess.Accepted, await application.StateAsync(id));
        Assert.EndsWith("?fait=entree", (await Browser.DecideAsync(enter, enter, ("jour", day))).Location);

        var exit = Dossier(id) + "/sortie";
        await SoundAsync(exit);
        (string, string)[] fields = [
            ("jour", Iso(application.Today)), ("motif", "learner-left"), ("unite", "hours"), ("fait", "30"), ("total", "60")];
        var estimate = await Browser.DecideAsync(exit, exit, [.. fields, ("action", "estimer")]);
        Assert.Equal(HttpStatusCode.OK, estimate.Status);
        PageStructure.AssertSound(estimate.Page);
        Assert.Contains("Montant de la facture, estimé 300,30 €", Plain(estimate));
        Assert.Contains("un taux de réalisation de 50 %", Plain(estimate));
        Assert.Equal(BookingProcess.InTraining, await application.StateAsync(id));
        Assert.EndsWith("?fait=sortie", (await Browser.DecideAsync(exit, exit, [.. fields, ("action", "declarer")])).Location);
        var row = await application.RowAsync(id);
        Assert.Equal((BookingProcess.ServiceDeclared, 50, 300_30L), (row.State, row.ExitRate, row.ProviderDue));
        Assert.Matches("Dû à votre organisme ?300,30 €", Plain(await SoundAsync(Dossier(id))));
    }

    [Theory]
    [InlineData("learner-left", "199", "200", "fait", "Le taux arrondi est de 100 %")]
    [InlineData("learner-left", "70", "60", "fait", "ne dépasse pas ce qui était prévu")]
    [InlineData("learner-left", "", "60", "fait", "Écrivez ce qui a été fait")]
    [InlineData("interrupted", "1", "0", "total", "plus que 0")]
    [InlineData("postponed", "beaucoup", "60", "fait", "Écrivez un nombre")]
    public async Task Exit_WithARateThatCannotBe_SaysSoBesideTheField(
        string reason, string done, string total, string field, string sentence)
    {
        var id = await EnteredAsync();
        var exit = Dossier(id) + "/sortie";
        var answer = await Browser.DecideAsync(exit, exit,
            ("jour", Iso(application.Today)), ("motif", reason), ("unite", "hours"), ("fait", done), ("total", total),
            ("action", "declarer"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        PageStructure.AssertSound(answer.Page);
        Assert.Contains(sentence, answer.Page.GetElementById(field + "-erreur")!.TextContent);
        Assert.Equal(BookingProcess.InTraining, await application.StateAsync(id));
    }

    [Fact]
    public async Task Exit_ForceMajeure_PaysWhatWasDone()
    {
        var id = await EnteredAsync();
        var exit = Dossier(id) + "/sortie";
        Assert.EndsWith("?fait=sortie", (await Browser.DecideAsync(exit, exit, ("jour", Iso(application.Today)), ("motif", "force-majeure"),
            ("unite", "half-days"), ("fait", "1"), ("total", "8"), ("action", "declarer"))).Location);
        var row = await application.RowAsync(id);
        Assert.Equal((13, true, null, 78_08L), (row.ExitRate, row.ForceMajeure, row.ExitLiable, row.ProviderDue));
    }

    [Fact]
    public async Task Attendance_ConfirmedByBoth_IsCountedAndProposedAtTheExit()
    {
        var id = await EnteredAsync();
        var path = Dossier(id) + "/presence";
        var day = application.Today;
        foreach (var half in new[] { "morning", "afternoon" })
            Assert.EndsWith("?fait=ouverte",
                (await Browser.PostAsync(path + "/ouvrir", ("jour", Iso(day)), ("demi-journee", half), ("chome", "oui"))).Location);
        foreach (var half in new[] { "morning", "afternoon" })
            Assert.EndsWith("?fait=dit",
                (await Browser.PostAsync(path, ("demi-journee", $"{Iso(day)} {half}"), ("decision", "present"))).Location);

        using var learner = await application.LearnersBrowserAsync(id);
        using (var lead = await learner.GetAsync("/presence"))
            Assert.Equal($"/inscriptions/{id}/presence", lead.Headers.Location!.OriginalString);
        var mine = await learner.PageAsync($"/inscriptions/{id}/presence");
        PageStructure.AssertSound(mine);
        Assert.Equal(2, mine.QuerySelectorAll("button[value=present]").Length);
        await SayAsync(learner, id, day, "morning", "present");
        await SayAsync(learner, id, day, "afternoon", "absent");

        var page = await SoundAsync(path);
        Assert.Contains("2 demi-journées ouvertes, 1 suivie", Plain(page));
        Assert.Contains("Désaccord", page.Text);
        Assert.NotNull(page.Page.QuerySelector("img.mkt-qr[alt]"));
        await SayAsync(learner, id, day, "afternoon", "present");
        await SayAsync(learner, id, day, "afternoon", "present");
        Assert.Equal(5, await application.ScalarAsync<int>(
            "SELECT count(*)::int FROM attendance_entry WHERE booking_id = @id", new { id }));

        var exit = (await SoundAsync(Dossier(id) + "/sortie")).Page;
        Assert.Equal("2", ((IHtmlInputElement)exit.GetElementById("fait")!).Value);
        Assert.Equal("2", ((IHtmlInputElement)exit.GetElementById("total")!).Value);
        Assert.True(((IHtmlInputElement)exit.GetElementById("motif-total")!).IsChecked);
        var csv = (await Browser.GetAsync(path + ".csv")).Html;
        Assert.Contains("matin", csv);
        Assert.Equal(3, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Attendance_IsNobodyElses_AndOnlyOfOpenHalfDays()
    {
        var (id, other) = (await EnteredAsync(), await EnteredAsync());
        var path = Dossier(id) + "/presence";
        using var stranger = await application.LearnersBrowserAsync(other);
        using (var seen = await stranger.GetAsync($"/inscriptions/{id}/presence"))
            Assert.Equal(HttpStatusCode.NotFound, seen.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await application.Limited.Browser.GetAsync(path)).Status);
        Assert.Equal(HttpStatusCode.Forbidden,
            (await application.Billing.Browser.PostAsync(path + "/ouvrir", ("jour", Iso(application.Today)))).Status);
        Assert.Empty((await application.Billing.Browser.GetAsync(path)).Page.QuerySelectorAll("main form"));
        using var learner = await application.LearnersBrowserAsync(id);
        using var refused = await learner.PostAsync(
            $"/inscriptions/{id}/presence", ("demi-journee", $"{Iso(application.Today)} morning"), ("decision", "present"));
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        var tomorrow = await Browser.PostAsync(
            path + "/ouvrir", ("jour", Iso(application.Today.AddDays(1))), ("demi-journee", "morning"), ("chome", "oui"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tomorrow.Status);
        Assert.Contains("n’est pas encore venue", tomorrow.Page.GetElementById("jour-erreur")!.TextContent);
    }

    [Fact]
    public async Task Attendance_OnADayWithoutWork_WantsToBeMeant()
    {
        var id = await EnteredAsync();
        var sunday = application.Today;
        while (sunday.DayOfWeek != DayOfWeek.Sunday)
            sunday = sunday.AddDays(1);
        await application.GoToAsync(sunday);
        var path = Dossier(id) + "/presence";
        var answer = await Browser.PostAsync(path + "/ouvrir", ("jour", Iso(sunday)), ("demi-journee", "morning"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("Ce n’est pas un jour ouvré", answer.Page.GetElementById("jour-erreur")!.TextContent);
        Assert.EndsWith("?fait=ouverte",
            (await Browser.PostAsync(path + "/ouvrir", ("jour", Iso(sunday)), ("demi-journee", "morning"), ("chome", "oui"))).Location);
    }

    [Fact]
    public async Task Complaint_IsReadAndAnswered_ThenDecidedByAnOperator()
    {
        var id = await StartedAsync();
        var learner = await application.AccountOfAsync(id);
        await application.Service<Marketplace.Bookings.Complaints.Complaints>().OpenAsync(
            DossierKey.OfLearner(id, learner), "Personne n’était là.", new Actor(learner, Roles.Holder), ProviderApplication.Stop);
        var path = Dossier(id) + "/reclamation";
        Assert.Contains("Personne n’était là.", (await SoundAsync(path)).Text);
        Assert.EndsWith("?fait=reponse", (await Browser.DecideAsync(path, path, ("reponse", "Le formateur était malade."))).Location);

        using var control = await Visitor.SignedInAsync(application, "operator-control");
        var desk = $"/gestion/inscriptions/{learner}/{id}";
        Assert.Contains($"href=\"{desk}\"", (await control.GetAsync("/gestion/inscriptions")).Html);
        await control.PostAsync($"/gestion/motif/{learner}", ("reason", "Demande du titulaire"));
        var page = await control.GetAsync(desk);
        PageStructure.AssertSound(page.Page);
        Assert.Contains("Le formateur était malade.", page.Text);
        var missing = await control.DecideAsync(desk, desk + "/reclamation", ("decision", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, missing.Status);
        Assert.EndsWith("?fait=reclamation",
            (await control.DecideAsync(desk, desk + "/reclamation", ("suite", "oui"), ("decision", "La séance est à refaire."))).Location);
        Assert.Contains("La séance est à refaire.", (await SoundAsync(path)).Text);
    }

    [Fact]
    public async Task Messages_GoBothWays()
    {
        var id = await application.RequestAsync();
        var path = Dossier(id) + "/messages";
        using var form = new MultipartFormDataContent
        {
            { new StringContent(await Browser.TokenAsync()), Visitor.TokenField },
                { new StringContent("Avez-vous déjà cuisiné ?"), "message" },
        };
        var sent = await Browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = form });
        Assert.EndsWith("?fait=envoye", sent.Location);
        Assert.Contains("Avez-vous déjà cuisiné ?", (await SoundAsync(path)).Text);
        Assert.Equal(HttpStatusCode.NotFound, (await application.Limited.Browser.GetAsync(path)).Status);
    }

    /// <summary>Accepted, and its first day has come; far enough ahead that requests are still taken.</summary>
    private async Task<Guid> StartedAsync()
    {
        var id = await application.AcceptedAsync(SampleCatalogue.Kitchen);
        var row = await application.RowAsync(id);
        // The others of this class need the session to be ahead of them: this one began today instead.
        await application.ExecuteAsync(
            "UPDATE booking SET accepted_on = accepted_on - 30, starts = @today, ends = @today + (ends - starts) WHERE id = @id",
            new { id, today = application.Today });
        Assert.NotNull(row.Starts);
        return id;
    }

    private async Task<Guid> EnteredAsync()
    {
        var id = await StartedAsync();
        await application.Service<Entries>()
            .DeclareAsync(DossierKey.OfService(id), null, application.Today, application.StaffActor, ProviderApplication.Stop);
        return id;
    }

    private static async Task SayAsync(Access.PersonBrowser learner, Guid id, DateOnly day, string half, string decision)
    {
        using var answer = await learner.PostAsync(
            $"/inscriptions/{id}/presence", ("demi-journee", $"{Iso(day)} {half}"), ("decision", decision));
        Assert.EndsWith("?fait=dit", answer.Headers.Location!.OriginalString);
    }

    private string Dossier(Guid id) => $"{application.Inbox}/{id}";

    private static string Iso(DateOnly day) => day.ToString("O", System.Globalization.CultureInfo.InvariantCulture);

    private async Task<Answer> SoundAsync(string path)
    {
        var answer = await Browser.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        PageStructure.AssertSound(answer.Page);
        return answer;
    }

    private static string Plain(Answer answer) => answer.Text.Replace('\u202F', ' ').Replace('\u00A0', ' ');
}
