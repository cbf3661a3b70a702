using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Ical.Net;
using Marketplace.Bookings.Acceptance;
using Marketplace.Bookings.Deadlines;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Messages;
using Marketplace.Bookings.Moving;
using Marketplace.IntegrationTests.Hosting;
using Xunit;

namespace Marketplace.IntegrationTests.Bookings;

/// <summary>A dossier's page and what is decided from it.</summary>
public sealed class DossierPageTests(BookingApplication application) : IClassFixture<BookingApplication>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Proposal_WithOtherDates_MarksWhatChanged_AndAcceptedTwiceIsAcceptedOnce()
    {
        using var learner = await application.LearnerAsync();
        var id = await application.ProposedAsync(learner, BookingApplication.Kitchen(11), change: p =>
            p with { Starts = p.Starts.AddDays(7), Note = "Une semaine plus tard." });
        var page = await learner.Browser.GetAsync($"/inscriptions/{id}");
        Assert.Equal(["Premier jour"], page.Page.QuerySelectorAll("tr:has(.fr-badge--warning) th").Select(h => h.TextContent));
        Assert.Contains("Une semaine plus tard.", page.Text, StringComparison.Ordinal);
        Assert.Contains("Rien à payer par carte", page.Text, StringComparison.Ordinal);
        var accept = $"/inscriptions/{id}/accepter";
        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => learner.Browser.PostAsync(accept, page.Hidden(accept))));
        Assert.All(answers, a => Assert.Equal($"/inscriptions/{id}?fait=acceptee", a.Location));
        Assert.Equal(BookingProcess.Accepted, (await application.RowAsync(id)).State);
        page = await learner.Browser.GetAsync($"/inscriptions/{id}");
        // From acceptance on: whom to call.
        Assert.Contains("Joindre l’organisme", page.Text, StringComparison.Ordinal);
        Assert.Contains("Vous pouvez annuler sans frais", page.Text, StringComparison.Ordinal);
        Assert.Contains("Vous avez accepté la proposition", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_ChangedThenWithdrawnByItsProvider_StaysAsBooked_AndTheLearnerIsToldOnceEach()
    {
        using var learner = await application.LearnerAsync();
        var id = await application.AcceptedAsync(learner, BookingApplication.Kitchen(23));
        var booked = await application.RowAsync(id);
        await application.Get<ChangedSessions>().RunAsync(Stop);
        Assert.Empty(await ToldAsync());
        await application.ExecuteAsync(
            """
            UPDATE session SET starts = starts + 14, ends = ends + 14,
                content = content || jsonb_build_object('start', (starts + 14)::text, 'end', (ends + 14)::text) WHERE id = @SessionId
            """, new { booked.SessionId });
        for (var run = 0; run < 2; run++)
            await application.Get<ChangedSessions>().RunAsync(Stop);
        Assert.Equal(["L’organisme a changé les dates publiées de votre session"], await ToldAsync());
        Assert.Contains("L’organisme publie maintenant cette session", (await learner.Browser.GetAsync($"/inscriptions/{id}")).Text);
        await application.ExecuteAsync("UPDATE session SET archived_at = now() WHERE id = @SessionId", new { booked.SessionId });
        for (var run = 0; run < 2; run++)
            await application.Get<ChangedSessions>().RunAsync(Stop);
        Assert.Equal("L’organisme ne publie plus votre session", (await ToldAsync()).Last());
        Assert.Equal(2, (await ToldAsync()).Count);
        Assert.Contains("L’organisme ne publie plus cette session", (await learner.Browser.GetAsync($"/inscriptions/{id}")).Text);
        var row = await application.RowAsync(id);
        Assert.Equal((booked.State, booked.Starts, booked.Ends), (row.State, row.Starts, row.Ends));

        async Task<IReadOnlyList<string>> ToldAsync() => [.. (await application.MailsToAsync("camille@exemple.fr"))
            .Where(mail => mail.Values["link"].EndsWith($"{id}", StringComparison.Ordinal)
                && mail.Values["subject"].StartsWith("L’organisme", StringComparison.Ordinal)
                && mail.Values["subject"].EndsWith("votre session", StringComparison.Ordinal)).Select(mail => mail.Values["subject"])];
    }

    [Fact]
    public async Task Accept_WithACardToPay_LeadsToTheOpenPage_WhichCanBeGivenUp()
    {
        using var learner = await application.LearnerAsync();
        var id = await application.ProposedAsync(learner, BookingApplication.Kitchen(12), "employee");
        var (page, accept) = ($"/inscriptions/{id}", $"/inscriptions/{id}/accepter");
        Assert.Equal(page + "?fait=paiement", (await learner.Browser.SubmitAsync(page, accept)).Location);
        var open = await learner.Browser.GetAsync(page + "?fait=paiement");
        Assert.Contains(open.Page.QuerySelectorAll("form button"), button => button.TextContent == "Payer par carte");
        Assert.Null(open.Page.QuerySelector($"form[action='{accept}']"));
        Assert.Contains("Terminez votre paiement", open.Text, StringComparison.Ordinal);
        Assert.Equal(page + "?fait=abandon", (await learner.Browser.PostAsync(page + "/abandonner-le-paiement")).Location);
        Assert.NotNull((await learner.Browser.GetAsync(page)).Page.QuerySelector($"form[action='{accept}']"));
    }

    [Fact]
    public async Task Accept_AmountThatChangedMeanwhile_SaysWhatChangedAndAcceptsNothing()
    {
        using var learner = await application.LearnerAsync();
        var id = await application.ProposedAsync(learner, BookingApplication.Kitchen(13), "employee");
        var accept = $"/inscriptions/{id}/accepter";
        var fields = (await learner.Browser.GetAsync($"/inscriptions/{id}")).Hidden(accept);
        var answer = await learner.Browser.PostAsync(accept, [.. fields.Where(f => f.Name != "carte"), ("carte", "1")]);
        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        await application.ExecuteAsync("UPDATE booking SET price = price - 1000 WHERE id = @id", new { id });
        answer = await learner.Browser.PostAsync(accept, fields);
        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Contains("Prix Vous aviez vu : 600,60", answer.Text, StringComparison.Ordinal);
        Assert.Equal(BookingProcess.Proposed, (await application.RowAsync(id)).State);
    }

    [Fact]
    public async Task Decline_ThenAccept_IsRefusedWithItsState()
    {
        using var learner = await application.LearnerAsync();
        var id = await application.ProposedAsync(learner, BookingApplication.Kitchen(14));
        var (page, accept) = ($"/inscriptions/{id}", $"/inscriptions/{id}/accepter");
        var fields = (await learner.Browser.GetAsync(page)).Hidden(accept);
        Assert.Equal(page + "?fait=renonce", (await learner.Browser.SubmitAsync(page, page + "/renoncer")).Location);
        var answer = await learner.Browser.PostAsync(accept, fields);
        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Contains("Maintenant : Abandonnée par le titulaire", answer.Text, StringComparison.Ordinal);
        var list = (await learner.Browser.GetAsync("/inscriptions")).Page;
        Assert.Equal("Dossiers terminés (1)", list.QuerySelector("details summary")!.TextContent);
    }

    [Fact]
    public async Task Cancel_ShowsEachCentBeforeTheClick_ThenGivesItBack()
    {
        using var learner = await application.LearnerAsync();
        var id = await application.AcceptedAsync(learner, BookingApplication.Kitchen(15));
        var (dossier, cancel) = ($"/inscriptions/{id}", $"/inscriptions/{id}/annuler");
        var page = await learner.Browser.GetAsync(cancel);
        Assert.Contains("Rétractation", page.Text, StringComparison.Ordinal);
        Assert.Contains("Rendu : 600,60", page.Text, StringComparison.Ordinal);
        Assert.Contains("Annuler est sans frais jusqu’au", page.Text, StringComparison.Ordinal);
        // What returns and cannot serve any more is said so.
        await application.ExecuteAsync("""
            BEGIN;
            ALTER TABLE ledger_account DISABLE TRIGGER only_added_to;
            UPDATE ledger_account SET usable_until = @yesterday WHERE holder = (SELECT holder FROM booking WHERE id = @id) AND kind = 'annual' AND bucket IS NULL;
            ALTER TABLE ledger_account ENABLE TRIGGER only_added_to;
            COMMIT;
            """, new { id, yesterday = application.Today.AddDays(-1) });
        page = await learner.Browser.GetAsync(cancel);
        Assert.Contains("600,60 € reviennent, mais leur date limite d’utilisation était le", page.Text, StringComparison.Ordinal);
        var fields = page.Hidden(cancel);
        // Another rule than the one that was shown: as after midnight.
        var other = fields.Select(f => (f.Name, f.Value.Replace("Rétractation", "Annulation tardive", StringComparison.Ordinal))).ToArray();
        Assert.Equal(HttpStatusCode.Conflict, (await learner.Browser.PostAsync(cancel, other)).Status);
        Assert.Equal(BookingProcess.Accepted, (await application.RowAsync(id)).State);
        Assert.Equal(dossier + "?fait=annulee", (await learner.Browser.PostAsync(cancel, fields)).Location);
        Assert.Equal(BookingProcess.CancelledByLearner, (await application.RowAsync(id)).State);
        Assert.Contains("600,60", (await learner.Browser.GetAsync(dossier)).Page.QuerySelectorAll("#lignes + .fr-table td")[2].TextContent,
            StringComparison.Ordinal);
        Assert.Equal(dossier + "?fait=annulee", (await learner.Browser.PostAsync(cancel, fields)).Location);
    }

    [Fact]
    public async Task Cancel_Late_TellsWhatIsLostAndWhatForceMajeureChanges()
    {
        using var learner = await application.LearnerAsync();
        var id = await application.AcceptedAsync(learner, BookingApplication.Kitchen(16));
        await application.ExecuteAsync("UPDATE booking SET starts = @soon, accepted_on = @before WHERE id = @id",
            new { id, soon = application.Today.AddDays(3), before = application.Today.AddDays(-30) });
        var cancel = $"/inscriptions/{id}/annuler";
        var page = await learner.Browser.GetAsync(cancel);
        Assert.Contains("Annulation tardive", page.Text, StringComparison.Ordinal);
        // 5 % of 600.60 € are due, half up; the rest of the rights is lost.
        Assert.Contains("Payé à l’organisme : 30,03 €. Rendu : 0,00 €. Perdu : 570,57 €.", page.Text, StringComparison.Ordinal);
        var forced = page.Page.QuerySelectorAll("a").Single(a => a.TextContent == "Voir avec la force majeure").GetAttribute("href")!;
        page = await learner.Browser.GetAsync(forced);
        Assert.Contains("Rendu : 600,60", page.Text, StringComparison.Ordinal);
        Assert.StartsWith($"/inscriptions/{id}?", (await learner.Browser.PostAsync(cancel, page.Hidden(cancel))).Location,
            StringComparison.Ordinal);
        Assert.True((await application.RowAsync(id)).ForceMajeure);
    }

    [Fact]
    public async Task Funder_IsAskedWithAnAmount_AndEveryWrongAnswerIsNamed()
    {
        using var learner = await application.LearnerAsync(1_000);
        var id = await application.ProposedAsync(learner, BookingApplication.Kitchen(17), "employee");
        var page = $"/inscriptions/{id}/financeur";
        (await learner.Browser.PostAsync(page, ("fonds", "x"), ("montant", "beaucoup"), ("sans", "")))
            .AssertMistakes(("fonds", "Choisissez un financeur"), ("montant", "Écrivez un montant"), ("sans", "Dites ce que vous ferez"));
        var fund = (await learner.Browser.GetAsync(page)).Page.QuerySelectorAll("#fonds option").Select(o => o.GetAttribute("value")!)
            .First(v => v.Length > 0);
        Assert.Equal($"/inscriptions/{id}?fait=financeur",
            (await learner.Browser.SubmitAsync(page, page, ("fonds", fund), ("montant", "300"), ("sans", "oui"))).Location);
        var row = await application.RowAsync(id);
        Assert.Equal((BookingProcess.AwaitingFunder, fund, 30_000L, true), (row.State, row.Funder, row.FunderCents, row.KeepsProposal));
    }

    [Fact]
    public async Task Move_ToAnotherSession_IsAskedAndAgreedByTheProvider()
    {
        using var learner = await application.LearnerAsync();
        var draft = await application.DraftAsync(learner, BookingApplication.Licence);
        await application.Get<Marketplace.Bookings.Requests.Drafts>().AttestAsync(learner.Key(draft), true, learner.Actor, Stop);
        await application.Get<Marketplace.Bookings.Requests.Sending>().SendAsync(learner.Key(draft), learner.Actor, Stop);
        await application.ProposeAsync(draft);
        await application.Get<Acceptances>().AcceptAsync(learner.Key(draft), null, 0, learner.Actor, Stop);
        var (dossier, move) = ($"/inscriptions/{draft}", $"/inscriptions/{draft}/changer-de-session");
        (await learner.Browser.PostAsync(move)).AssertMistakes(("session", "Choisissez une session"));
        var other = await application.SessionAsync(BookingApplication.Licence, "S2");
        Assert.Equal(dossier + "?fait=changement", (await learner.Browser.PostAsync(move, ("session", $"{other}"))).Location);
        var page = await learner.Browser.GetAsync(dossier);
        Assert.Contains("Vous avez demandé à passer à cette session", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Page.QuerySelector($"form[action='{move}/accepter']"));
        await application.Get<SessionMoves>().AgreeAsync(BookingApplication.Theirs(draft), null, application.Staff, Stop);
        Assert.Equal(other, (await application.RowAsync(draft)).SessionId);
        // The other way round: the provider asks, the learner keeps what they have.
        await application.Get<SessionMoves>().AskAsync(
            BookingApplication.Theirs(draft), null, await application.SessionAsync(BookingApplication.Licence), application.Staff, Stop);
        Assert.Contains("L’organisme vous propose une autre session", (await learner.Browser.GetAsync(dossier)).Text,
            StringComparison.Ordinal);
        Assert.Equal(dossier + "?fait=garde", (await learner.Browser.SubmitAsync(dossier, move + "/refuser")).Location);
    }

    [Fact]
    public async Task Messages_WithAFile_ReachTheProvider_AndHidePhoneNumbersUntilAcceptance()
    {
        using var learner = await application.LearnerAsync();
        using var other = await application.LearnerAsync();
        var id = await application.SentAsync(learner, BookingApplication.Kitchen(18));
        var page = $"/inscriptions/{id}/messages";
        (await learner.Browser.PostAsync(page, ("message", ""))).AssertMistakes(("message", "Écrivez votre message"));
        Assert.Contains("Un fichier n’est ni une image",
            (await UploadAsync(learner.Browser, page, "Bonjour", "virus.exe", "MZ"u8.ToArray())).Text, StringComparison.Ordinal);
        Assert.Equal(page + "?fait=envoye",
            (await UploadAsync(learner.Browser, page, "Mon CV est joint.", "../mon cv.exe", "%PDF-1.7"u8.ToArray())).Location);
        await application.Get<Messages>().WriteAsync(
            BookingApplication.Theirs(id), MessageSides.Provider, "Appelez le 06 39 98 00 00.", [], application.Staff, Stop);
        var shown = await learner.Browser.GetAsync(page);
        Assert.DoesNotContain("06 39 98", shown.Text, StringComparison.Ordinal);
        var link = shown.Page.QuerySelectorAll("a[download]")
            .Single(a => a.TextContent.StartsWith("mon cv.pdf", StringComparison.Ordinal)).GetAttribute("href")!;
        var file = await learner.Browser.GetAsync(link);
        Assert.Equal(("application/pdf", "%PDF-1.7"), (file.Response.Content.Headers.ContentType!.MediaType, file.Html));
        Assert.Equal("attachment", file.Response.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Browser.GetAsync(link)).Status);
        var report = shown.Page.QuerySelectorAll("form").Select(f => f.GetAttribute("action")!)
            .Single(a => a.EndsWith("/signaler", StringComparison.Ordinal));
        Assert.Equal(page + "?fait=signale", (await learner.Browser.PostAsync(report, ("raison", "Insistant"))).Location);
        Assert.Contains(await application.Get<Messages>().ReportedAsync(Stop), m => m.Booking == id && m.Reason == "Insistant");
    }

    [Fact]
    public async Task Complaint_BeforeTheFirstDay_IsTooEarly_AndFromItOnIsReceived()
    {
        using var learner = await application.LearnerAsync();
        var id = await application.AcceptedAsync(learner, BookingApplication.Kitchen(19));
        var page = $"/inscriptions/{id}/reclamation";
        Assert.Contains("à partir du premier jour", (await learner.Browser.GetAsync(page)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await learner.Browser.PostAsync(page, ("reclamation", "Personne."))).Status);
        await application.ExecuteAsync("UPDATE booking SET starts = @today WHERE id = @id", new { id, today = application.Today });
        (await learner.Browser.PostAsync(page, ("reclamation", ""))).AssertMistakes(("reclamation", "Écrivez ce qui s’est passé"));
        Assert.Equal($"/inscriptions/{id}?fait=reclamation",
            (await learner.Browser.PostAsync(page, ("reclamation", "La salle était fermée."))).Location);
        Assert.Contains("Reçue", (await learner.Browser.GetAsync(page)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await learner.Browser.PostAsync(page, ("reclamation", "Encore."))).Status);
    }

    [Fact]
    public async Task CalendarFile_HoldsTheVeryMomentsOfTheRows()
    {
        using var learner = await application.LearnerAsync();
        var sent = await application.SentAsync(learner, BookingApplication.Kitchen(20));
        var accepted = await application.AcceptedAsync(learner, BookingApplication.Kitchen(21));
        var answer = await learner.Browser.GetAsync("/inscriptions/mes-delais.ics");
        Assert.Equal("text/calendar", answer.Response.Content.Headers.ContentType!.MediaType);
        Assert.All(answer.Html.Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
        var events = Calendar.Load(answer.Html)!.Events.ToDictionary(e => e.Uid!.Split('@')[0]);
        var due = await application.ScalarAsync<DateTime>(
            "SELECT due_at FROM booking_deadline WHERE booking_id = @sent AND done_at IS NULL", new { sent });
        var asked = events[$"{sent:N}-{BookingProcess.ProviderSilent}"];
        Assert.Equal(due, asked.End!.AsUtc);
        Assert.Contains(DossierWords.Until(due), asked.Description!, StringComparison.Ordinal);
        Assert.Contains(DossierWords.Until(due), (await learner.Browser.GetAsync($"/inscriptions/{sent}")).Page.Body!.TextContent,
            StringComparison.Ordinal);
        var row = await application.RowAsync(accepted);
        Assert.Equal(row.Starts, DateOnly.FromDateTime(events[$"{accepted:N}-starts"].Start!.Value));
        Assert.True(events.ContainsKey($"{accepted:N}-withdrawal"));
        using var other = await application.LearnerAsync();
        Assert.DoesNotContain(
            "BEGIN:VEVENT", (await other.Browser.GetAsync("/inscriptions/mes-delais.ics")).Html, StringComparison.Ordinal);
    }

    private static async Task<Answer> UploadAsync(Visitor browser, string page, string text, string name, byte[] content)
    {
        var file = new ByteArrayContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        var form = new MultipartFormDataContent
        {
            { new StringContent(await browser.TokenAsync()), Visitor.TokenField }, { new StringContent(text), "message" },
                { file, "pieces", name },
        };
        return await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, page) { Content = form });
    }
}
