using System.Net;
using AngleSharp.Html.Dom;
using Marketplace.Bookings.Dossiers;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.IntegrationTests.Pages;
using Xunit;

namespace Marketplace.IntegrationTests.Bookings;

/// <summary>What a provider answers to a request, through its pages.</summary>
public sealed class ProviderAnswerPageTests(ProviderApplication application) : IClassFixture<ProviderApplication>
{
    private Visitor Browser => application.Staff.Browser;

    [Fact]
    public async Task Dossier_BeforeAcceptance_HasNoContactAndNeverWhoPaysWhat()
    {
        var id = await application.RequestAsync();
        var page = await SoundAsync(Dossier(id));
        Assert.Contains("Zoé ROUX", page.Text);
        Assert.Contains("Je suis motivée.", page.Text);
        Assert.DoesNotContain("zoe@exemple.fr", page.Html);
        Assert.DoesNotContain("0612345678", page.Html);
        await application.ProposeAsync(id);
        await application.AcceptAsync(id);
        var accepted = await SoundAsync(Dossier(id));
        Assert.Contains("zoe@exemple.fr", accepted.Text);
        Assert.Contains("0612345678", accepted.Text);
        Assert.DoesNotContain("2 000,00", Plain(accepted));
        Assert.DoesNotContain("droits", accepted.Page.QuerySelector("main")!.TextContent);
        await CancelAsync(id);
        Assert.DoesNotContain("zoe@exemple.fr", (await SoundAsync(Dossier(id))).Html);
    }

    [Fact]
    public async Task Dossier_Seen_LeavesALineThatNamesTheLearner()
    {
        var id = await application.RequestAsync();
        await SoundAsync(Dossier(id));
        Assert.Equal(1, await application.ScalarAsync<int>("""
            SELECT count(*)::int FROM access_log WHERE actor_id = @Id AND nature = 'bookings.provider.view' AND operation = 'look-up' AND subject_id = @subject AND object = @o
            """, new { application.Staff.Id, subject = await application.AccountOfAsync(id), o = $"booking:{id}" }));
    }

    [Fact]
    public async Task Acknowledge_GivesTimeForPrerequisites()
    {
        var id = await application.RequestAsync(SampleCatalogue.Blended);
        Assert.EndsWith("?fait=accuse", (await Browser.DecideAsync(Dossier(id), Dossier(id) + "/accuser-reception")).Location);
        Assert.Equal(BookingProcess.Acknowledged, await application.StateAsync(id));
        var page = await SoundAsync(Dossier(id));
        Assert.Contains("Demande reçue, prérequis à vérifier", page.Text);
        Assert.Contains("La formation en demande", page.Text);
        Assert.Contains("Accusé de réception (Organisme de formation : inscriptions)", page.Text);
    }

    [Fact]
    public async Task Propose_AsAsked_IsFilledInAlready()
    {
        var id = await application.RequestAsync();
        var form = (await SoundAsync(Dossier(id) + "/proposer")).Page;
        var fields = new[] { "debut", "fin", "heures", "prix" }.Select(
            name => (name, ((IHtmlInputElement)form.GetElementById(name)!).Value)).ToArray();
        Assert.EndsWith("?fait=propose", (await Browser.DecideAsync(Dossier(id) + "/proposer", Dossier(id) + "/proposer",
            [.. fields, ("message", "À bientôt !")])).Location);
        var row = await application.RowAsync(id);
        Assert.Equal((BookingProcess.Proposed, 600_60L, "À bientôt !"), (row.State, row.Price, row.ProposalNote));
        Assert.Contains("La personne répond jusqu’au", (await SoundAsync(Dossier(id))).Text);
    }

    [Fact]
    public async Task Propose_EveryAnswerWrong_NamesEachBesideItsField()
    {
        var id = await application.RequestAsync();
        var page = await RefusedAsync(id, ("debut", "x"), ("fin", "x"), ("heures", "dix"), ("prix", "cher"));
        foreach (var field in new[] { "debut", "fin", "heures", "prix" })
            Assert.NotNull(page.GetElementById(field + "-erreur"));
        Assert.Equal("cher", ((IHtmlInputElement)page.GetElementById("prix")!).Value);
    }

    [Theory]
    [InlineData("prix", "9999", "Le prix ne dépasse pas celui de l’offre")]
    [InlineData("heures", "999", "La durée s’écarte trop")]
    [InlineData("debut", "2031-01-06", "s’écarte trop de celui de l’offre")]
    [InlineData("fin", "2020-01-06", "vient avant le premier")]
    public async Task Propose_BeyondTheLimits_SaysSoBesideTheField(string field, string value, string sentence)
    {
        var id = await application.RequestAsync();
        var asked = (await SoundAsync(Dossier(id) + "/proposer")).Page;
        var fields = new[] { "debut", "fin", "heures", "prix" }
            .Select(name => (name, name == field ? value : ((IHtmlInputElement)asked.GetElementById(name)!).Value)).ToArray();
        if (field == "debut")
            fields[1] = ("fin", "2031-03-06");
        var page = await RefusedAsync(id, fields);
        Assert.Contains(sentence, page.GetElementById(field + "-erreur")!.TextContent);
        Assert.Equal(BookingProcess.Requested, await application.StateAsync(id));
    }

    [Fact]
    public async Task Propose_OnWhatChangedMeanwhile_IsNotTakenAndSaysWhatChanged()
    {
        var id = await application.RequestAsync();
        var path = Dossier(id) + "/proposer";
        var page = (await Browser.GetAsync(path)).Page;
        var fields = new[] { "debut", "fin", "heures", "prix" }.Select(
            name => (name, ((IHtmlInputElement)page.GetElementById(name)!).Value));
        await Browser.DecideAsync(Dossier(id), Dossier(id) + "/accuser-reception");
        var answer = await Browser.PostAsync(path, [.. fields, ("message", "Mon message"), .. page.ShownAt(path)]);
        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Contains("État Vous aviez vu : Demande envoyée Maintenant : Demande reçue, prérequis à vérifier", answer.Text);
        Assert.Contains("Mon message", answer.Text);
        Assert.Equal(BookingProcess.Acknowledged, await application.StateAsync(id));
        Assert.Equal(HttpStatusCode.Conflict, (await Browser.PostAsync(path, [.. fields])).Status);
    }

    [Fact]
    public async Task Refuse_WithoutReason_IsAskedForOne_AndWithOneCloses()
    {
        var id = await application.RequestAsync();
        var path = Dossier(id) + "/refuser";
        var answer = await Browser.DecideAsync(path, path, ("message", "Désolé"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        PageStructure.AssertSound(answer.Page);
        Assert.Contains("Choisissez un motif", answer.Text);
        Assert.EndsWith("?fait=refuse", (await Browser.DecideAsync(path, path, ("motif", "session-full"), ("message", "Désolé"))).Location);
        Assert.Equal(BookingProcess.RefusedByProvider, await application.StateAsync(id));
        Assert.Contains("La session est complète", (await SoundAsync(Dossier(id))).Text);
        var again = await Browser.GetAsync(path);
        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.Contains("il n’est pas possible de le refuser", again.Text);
    }

    [Fact]
    public async Task Proposal_TakenBack_ClosesTheDossier()
    {
        var id = await application.RequestAsync();
        await application.ProposeAsync(id);
        Assert.Contains("Reprendre la proposition", (await SoundAsync(Dossier(id))).Text);
        var path = Dossier(id) + "/refuser";
        Assert.EndsWith("?fait=refuse", (await Browser.DecideAsync(path, path, ("motif", "other"))).Location);
        Assert.Equal(BookingProcess.RefusedByProvider, await application.StateAsync(id));
    }

    [Fact]
    public async Task Cancel_ShowsWhatBecomesOfTheMoney_BeforeTheClick()
    {
        var id = await application.AcceptedAsync();
        var page = await SoundAsync(Dossier(id) + "/annuler");
        Assert.Contains("600,60 € sont rendus", Plain(page));
        Assert.Contains("Dû à votre organisme : 0,00 €", Plain(page));
        await CancelAsync(id);
        Assert.Equal(BookingProcess.CancelledByProvider, await application.StateAsync(id));
        Assert.Contains("Trop peu d’inscrits", (await SoundAsync(Dossier(id))).Text);
        Assert.Equal(HttpStatusCode.Conflict, (await Browser.PostAsync(Dossier(id) + "/annuler", ("motif", "too-few"))).Status);
    }

    [Fact]
    public async Task Step_ThatTheStateDoesNotAllow_IsRefusedWithItsSentence()
    {
        var id = await application.RequestAsync();
        foreach (var (path, sentence) in new[]
        {
            ("/annuler", "il n’est pas possible d"), ("/entree", "il n’est pas possible d"), ("/sortie", "il n’est pas possible d"),
            ("/changer-de-session", "il n’est pas possible d"),
        })
        {
            var answer = await Browser.GetAsync(Dossier(id) + path);
            Assert.Equal(HttpStatusCode.Conflict, answer.Status);
            Assert.Contains(sentence, answer.Text);
        }
        Assert.Equal(HttpStatusCode.Conflict, (await Browser.DecideAsync(Dossier(id), Dossier(id) + "/entree/reprendre")).Status);
    }

    private async Task CancelAsync(Guid id) => Assert.EndsWith("?fait=annule",
        (await Browser.DecideAsync(Dossier(id) + "/annuler", Dossier(id) + "/annuler", ("motif", "too-few"))).Location);

    private async Task<IHtmlDocument> RefusedAsync(Guid id, params (string, string)[] fields)
    {
        var answer = await Browser.DecideAsync(Dossier(id) + "/proposer", Dossier(id) + "/proposer", fields);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        PageStructure.AssertSound(answer.Page);
        return answer.Page;
    }

    private string Dossier(Guid id) => $"{application.Inbox}/{id}";

    private async Task<Answer> SoundAsync(string path)
    {
        var answer = await Browser.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        PageStructure.AssertSound(answer.Page);
        return answer;
    }

    private static string Plain(Answer answer) => answer.Text.Replace('\u202F', ' ').Replace('\u00A0', ' ');
}
