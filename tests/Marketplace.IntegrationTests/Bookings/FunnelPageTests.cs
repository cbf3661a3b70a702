using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using Marketplace.Bookings.Answers;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Requests;
using Marketplace.IntegrationTests.Hosting;
using Xunit;

namespace Marketplace.IntegrationTests.Bookings;

/// <summary>The request step by step: what each step asks, keeps and refuses.</summary>
public sealed class FunnelPageTests(BookingApplication application) : IClassFixture<BookingApplication>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Enrol_FromTheActionsPage_AsksToSignInAndKeepsTheWay()
    {
        using var visitor = new Visitor(application);
        var session = await application.SessionAsync(BookingApplication.Kitchen(1));
        var begin = $"/inscriptions/nouvelle?session={session}";
        var page = (await visitor.GetAsync($"/formations/{BookingApplication.Kitchen(1)}")).Page;
        Assert.Single(page.QuerySelectorAll("#sessions ~ ul a.fr-btn"), link => link.GetAttribute("href") == begin);
        Assert.Equal("/connexion?retour=" + Uri.EscapeDataString(begin), (await visitor.GetAsync(begin)).Location);
    }

    [Fact]
    public async Task Request_StepByStep_IsSentAndStandsInTheList()
    {
        using var learner = await application.LearnerAsync();
        var (browser, session) = (learner.Browser, await application.SessionAsync(BookingApplication.Kitchen(2)));
        var first = (await browser.SubmitAsync($"/inscriptions/nouvelle?session={session}", "/inscriptions/nouvelle")).Location;
        var dossier = first[..^"/session".Length];
        var page = await browser.GetAsync(first);
        Assert.Equal("Étape 1 sur 6", page.Page.QuerySelector(".fr-stepper__state")!.TextContent);
        Assert.Equal("Étape suivante : Les conditions à remplir", Words(page.Page.QuerySelector(".fr-stepper__details")!));
        Assert.Equal(dossier + "/eligibilite", (await browser.PostAsync(first, ("session", $"{session}"))).Location);
        Assert.Equal(dossier + "/profil", (await browser.PostAsync(dossier + "/eligibilite")).Location);
        Assert.Equal(dossier + "/financement",
            (await browser.PostAsync(dossier + "/profil", ("situation", "jobseeker"), ("email", "camille@exemple.fr"),
            ("telephone", "06 39 98 00 00"), ("commune", "lyon"), ("message", "Bonjour"))).Location);
        page = await browser.GetAsync(dossier + "/financement");
        Assert.Equal(["Vos droits acquis", "600,60\u00A0€"],
            page.Page.QuerySelectorAll(".mkt-plan tbody th, .mkt-plan tbody td").Select(cell => cell.TextContent));
        Assert.Contains("Rien ne sera à payer par carte", page.Text, StringComparison.Ordinal);
        Assert.Equal(dossier + "/envoi",
            (await browser.SubmitAsync(dossier + "/conditions", dossier + "/conditions", ("accord", "oui"))).Location);
        page = await browser.GetAsync(dossier + "/envoi");
        Assert.Contains("Lyon (69)", page.Text, StringComparison.Ordinal);
        Assert.Contains("Bonjour", page.Text, StringComparison.Ordinal);
        Assert.Equal(dossier + "?fait=envoyee", (await browser.PostAsync(dossier + "/envoi", page.Hidden(dossier + "/envoi"))).Location);

        page = await browser.GetAsync(dossier + "?fait=envoyee");
        Assert.Contains("Votre demande est envoyée", page.Text, StringComparison.Ordinal);
        Assert.Contains("dans 2 jours ouvrés", page.Text, StringComparison.Ordinal);
        var card = (await browser.GetAsync("/inscriptions")).Page.QuerySelector(".mkt-entry")!;
        Assert.Equal(dossier, card.QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("Qui doit agir : L’organisme", Words(card), StringComparison.Ordinal);
        // Its steps lead to the dossier from now on.
        Assert.Equal(dossier, (await browser.GetAsync(dossier + "/profil")).Location);
    }

    [Fact]
    public async Task Profile_EveryAnswerWrong_NamesEachAndKeepsWhatWasTyped()
    {
        using var learner = await application.LearnerAsync();
        var id = await application.DraftAsync(learner, BookingApplication.Kitchen(3));
        var answer = await learner.Browser.PostAsync($"/inscriptions/{id}/profil",
            ("situation", "danse"), ("email", "zoe"), ("telephone", "zéro"), ("commune", "Nulleparville"),
            ("message", new string('x', 2001)));
        answer.AssertMistakes(("situation", "Choisissez votre situation"), ("email", "Écrivez une adresse électronique"),
            ("telephone", "Écrivez un numéro de téléphone"), ("commune", "Écrivez le nom de votre commune"),
            ("message", "compte 2001 caractères"));
        Assert.Equal("zoe", answer.Page.QuerySelector("#email")!.GetAttribute("value"));
        Assert.Equal("Nulleparville", answer.Page.QuerySelector("#commune")!.GetAttribute("value"));
        answer = await learner.Browser.PostAsync(
            $"/inscriptions/{id}/profil", ("situation", "employee"), ("email", "a@exemple.fr"), ("telephone", ""),
            ("commune", "Saint-Denis"), ("message", ""));
        answer.AssertMistakes(("commune", "Plusieurs communes répondent à « Saint-Denis »"));
        Assert.Contains("Saint-Denis (93)", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_PermanentEntry_AsksForADayWithinThePeriod()
    {
        using var learner = await application.LearnerAsync();
        var session = await application.SessionAsync(BookingApplication.Permanent);
        var id = await application.Get<Drafts>().StartAsync(session, learner.Actor, Stop);
        var step = $"/inscriptions/{id}/session";
        (await learner.Browser.PostAsync(step, ("session", "0"), ("debut", "hier"))).AssertMistakes(
            ("session", "Choisissez une session"), ("debut", "Écrivez un jour à venir"));
        var late = await learner.Browser.PostAsync(step, ("session", $"{session}"), ("debut", Iso(application.Today.AddYears(3))));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.Status);
        Assert.Contains("hors de la période", late.Text, StringComparison.Ordinal);
        var day = application.Today.AddDays(30);
        Assert.Equal($"/inscriptions/{id}/eligibilite",
            (await learner.Browser.PostAsync(step, ("session", $"{session}"), ("debut", Iso(day)))).Location);
        Assert.Equal(day, (await application.RowAsync(id)).WishedStart);
    }

    [Fact]
    public async Task Eligibility_DrivingLicence_WantsTheAttestationFirst()
    {
        using var learner = await application.LearnerAsync();
        var id = await application.DraftAsync(learner, BookingApplication.Licence);
        var step = $"/inscriptions/{id}/eligibilite";
        Assert.Contains("D. 6323-8", (await learner.Browser.GetAsync(step)).Text, StringComparison.Ordinal);
        (await learner.Browser.PostAsync(step)).AssertMistakes(("attestation", "Cochez la case pour attester"));
        Assert.Contains("Attestez que vous n’avez pas déjà un permis", (await learner.Browser.GetAsync($"/inscriptions/{id}/envoi")).Text,
            StringComparison.Ordinal);
        Assert.Equal($"/inscriptions/{id}/profil", (await learner.Browser.PostAsync(step, ("attestation", "oui"))).Location);
        Assert.True((await application.RowAsync(id)).AttestsConditions);
    }

    [Fact]
    public async Task Eligibility_SixthRequest_IsToldThatFiveAreTheMost()
    {
        using var learner = await application.LearnerAsync();
        for (var n = 0; n < 5; n++)
        {
            var sent = await application.SentAsync(learner, BookingApplication.Kitchen(4));
            await application.Get<LearnerAnswers>().DeclineAsync(learner.Key(sent), null, learner.Actor, Stop);
        }
        var id = await application.DraftAsync(learner, BookingApplication.Kitchen(4));
        var answer = await learner.Browser.PostAsync($"/inscriptions/{id}/eligibilite");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("Vous avez déjà envoyé 5 demandes", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Step_ConditionThatNoLongerHolds_SaysSoAndLeadsBackToIt()
    {
        using var learner = await application.LearnerAsync();
        var id = await application.DraftAsync(learner, BookingApplication.Kitchen(5));
        await application.ExecuteAsync(
            "UPDATE session SET open = false WHERE id = @session",
            new { session = await application.SessionAsync(BookingApplication.Kitchen(5)) });
        var page = await learner.Browser.GetAsync($"/inscriptions/{id}/financement");
        var warning = page.Page.QuerySelector(".fr-alert--warning")!;
        Assert.Contains("ne prend plus d’inscriptions", warning.TextContent, StringComparison.Ordinal);
        Assert.Equal($"/inscriptions/{id}/session", warning.QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("ne prend plus d’inscriptions", (await learner.Browser.GetAsync($"/inscriptions/{id}/session")).Text,
            StringComparison.Ordinal);
        // The dossier's address resumes where something is to be done.
        Assert.Equal($"/inscriptions/{id}/session", (await learner.Browser.GetAsync($"/inscriptions/{id}")).Location);
        page = await learner.Browser.GetAsync($"/inscriptions/{id}/envoi");
        Assert.Null(page.Page.QuerySelector($"form[action='/inscriptions/{id}/envoi']"));
    }

    [Fact]
    public async Task Offer_ThatTheProviderChanged_IsChosenAnewBeforeItIsSent()
    {
        using var learner = await application.LearnerAsync();
        var id = await application.DraftAsync(learner, BookingApplication.Kitchen(22));
        await application.ExecuteAsync("UPDATE booking SET published_price = 50000, price = 50000 WHERE id = @id", new { id });
        Assert.Contains("L’organisme a changé son offre depuis que vous l’avez choisie (prix : 600,60 €)",
            (await learner.Browser.GetAsync($"/inscriptions/{id}/envoi")).Text, StringComparison.Ordinal);
        var session = await application.SessionAsync(BookingApplication.Kitchen(22));
        Assert.Equal($"/inscriptions/{id}/eligibilite",
            (await learner.Browser.PostAsync($"/inscriptions/{id}/session", ("session", $"{session}"))).Location);
        Assert.Equal(BookingApplication.Price, (await application.RowAsync(id)).Price);
        Assert.NotNull((await learner.Browser.GetAsync($"/inscriptions/{id}/envoi"))
            .Page.QuerySelector($"form[action='/inscriptions/{id}/envoi']"));
    }

    [Fact]
    public async Task Sending_Twice_SendsOnceAndBothLeadToTheDossier()
    {
        using var learner = await application.LearnerAsync();
        var id = await application.DraftAsync(learner, BookingApplication.Kitchen(6));
        var step = $"/inscriptions/{id}/envoi";
        var fields = (await learner.Browser.GetAsync(step)).Hidden(step);
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => learner.Browser.PostAsync(step, fields)));
        Assert.All(answers, answer => Assert.StartsWith($"/inscriptions/{id}", answer.Location, StringComparison.Ordinal));
        Assert.Equal(1, await application.ScalarAsync<int>(
            "SELECT count(*)::int FROM booking_event WHERE booking_id = @id AND event = 'send'", new { id }));
    }

    [Fact]
    public async Task Sending_DraftChangedInAnotherWindow_SaysWhatChanged()
    {
        using var learner = await application.LearnerAsync();
        var id = await application.DraftAsync(learner, BookingApplication.Kitchen(7));
        var step = $"/inscriptions/{id}/envoi";
        var fields = (await learner.Browser.GetAsync(step)).Hidden(step);
        await learner.Browser.PostAsync(
            $"/inscriptions/{id}/profil", ("situation", "employee"), ("email", "autre@exemple.fr"), ("telephone", ""),
            ("commune", "69007"), ("message", ""));
        var answer = await learner.Browser.PostAsync(step, fields);
        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Contains("Vous aviez vu : camille@exemple.fr Maintenant : autre@exemple.fr", answer.Text, StringComparison.Ordinal);
        Assert.Equal(BookingProcess.Draft, (await application.RowAsync(id)).State);
    }

    [Fact]
    public async Task Terms_OfAnotherVersion_AreReadAgain()
    {
        using var learner = await application.LearnerAsync();
        var id = await application.DraftAsync(learner, BookingApplication.Kitchen(8));
        var step = $"/inscriptions/{id}/conditions";
        var page = await learner.Browser.GetAsync(step);
        Assert.Contains("Version " + (await application.RowAsync(id)).TermsVersion, page.Text, StringComparison.Ordinal);
        Assert.Contains("pendant 14 jours après l’acceptation", page.Text, StringComparison.Ordinal);
        (await learner.Browser.PostAsync(step, page.Hidden(step))).AssertMistakes(("accord", "Cochez la case pour accepter"));
        var old = """{"Version":"2019-01-01.0","Facts":[{"Label":"Rétractation","Value":"Vous aviez 15 jours."}]}""";
        var answer = await learner.Browser.PostAsync(step, ("vu", old), ("accord", "oui"));
        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Contains("Vous aviez vu : Vous aviez 15 jours.", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draft_OfSomebodyElse_IsNotThere_AndDiscardedItIsGone()
    {
        using var learner = await application.LearnerAsync();
        using var other = await application.LearnerAsync();
        var id = await application.DraftAsync(learner, BookingApplication.Kitchen(9));
        foreach (var page in new[] { "", "/session", "/profil", "/envoi", "/messages", "/annuler" })
            Assert.Equal(HttpStatusCode.NotFound, (await other.Browser.GetAsync($"/inscriptions/{id}{page}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Browser.PostAsync($"/inscriptions/{id}/supprimer")).Status);
        Assert.Equal("/inscriptions?fait=supprimee", (await learner.Browser.PostAsync($"/inscriptions/{id}/supprimer")).Location);
        Assert.Equal(HttpStatusCode.NotFound, (await learner.Browser.GetAsync($"/inscriptions/{id}/profil")).Status);
        Assert.Null((await application.RowAsync(id)).ContactEmail);
    }

    [Fact]
    public async Task Identity_NotVerified_IsSaidOnEachStepAndNothingIsSent()
    {
        using var browser = await Visitor.SignedInAsync(application, "holder-declared");
        var session = await application.SessionAsync(BookingApplication.Kitchen(10));
        var first = (await browser.SubmitAsync($"/inscriptions/nouvelle?session={session}", "/inscriptions/nouvelle")).Location;
        var page = await browser.GetAsync(first);
        Assert.Contains("Votre identité n’est pas encore vérifiée", page.Text, StringComparison.Ordinal);
        Assert.Equal("/mon-compte", page.Page.QuerySelector(".fr-alert--warning a")!.GetAttribute("href"));
        Assert.Equal("/inscriptions", (await browser.GetAsync("/inscriptions/nouvelle")).Location);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/inscriptions/nouvelle?session=0")).Status);
        // Begun again, the same draft.
        Assert.Equal(first, (await browser.PostAsync("/inscriptions/nouvelle", ("session", $"{session}"))).Location);
    }

    private static string Iso(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    private static string Words(IElement element) =>
        string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
