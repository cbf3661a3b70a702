using System.Net;
using Marketplace.Catalogue.Seats;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.IntegrationTests.Pages;
using Marketplace.Platform.Data;
using Npgsql;
using Xunit;
using static Marketplace.IntegrationTests.ProviderOffers.OfferApplication;

namespace Marketplace.IntegrationTests.ProviderOffers;

public sealed class OfferDraftTests(OfferApplication application) : IClassFixture<OfferApplication>
{
    private static readonly string Establishment = Bookings.ProviderApplication.OtherSiret;

    private Visitor Browser => application.Editor.Browser;

    [Fact]
    public async Task Draft_WrittenStepByStep_IsPublishedFoundSuspendedAndArchived()
    {
        var begun = await Browser.PostAsync(
            application.Offers + "/nouvelle", ("etablissement", Establishment), ("certification", "rs6198"), ("numero", ""));
        var offer = begun.Location!;
        Assert.EndsWith("/offre", offer);
        var draft = offer[..^"/offre".Length];
        var form = (await Browser.GetAsync(offer)).Page;
        PageStructure.AssertSound(form);
        Assert.Equal("Tosa Word", form.GetElementById("intitule-formation")!.GetAttribute("value"));

        // A draft may be incomplete: it is kept as it is, and all that is missing is said at once, beside the fields.
        var incomplete = await Browser.PostSeenAsync(
            offer, ("certification", "RS6198"), ("intitule-formation", "Word pour tous, offre limitée"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, incomplete.Status);
        PageStructure.AssertSound(incomplete.Page);
        Assert.Contains("Remplissez ce champ", incomplete.Page.GetElementById("objectif-formation-erreur")!.TextContent);
        Assert.Contains("Remplissez ce champ", incomplete.Page.GetElementById("parcours-de-formation-erreur")!.TextContent);
        Assert.EndsWith("?fait=enregistre",
            (await Browser.PostSeenAsync(offer, [.. DraftForms.Offer("RS6198", "Word pour tous, offre limitée"),
            ("suite", "plus-tard")])).Location);
        var rules = await Browser.GetAsync(offer + "?verifier=oui");
        var said = rules.Page.GetElementById("intitule-formation-erreur")!.TextContent;
        Assert.Contains("« Tosa Word »", said);
        Assert.Contains("R. 6113-16-3", said);
        Assert.Contains("offre limitée", said);
        Assert.Equal(draft + "?fait=enregistre", (await Browser.PostSeenAsync(offer, DraftForms.Offer("RS6198", "Tosa Word"))).Location);

        var overview = (await Browser.GetAsync(draft)).Page;
        PageStructure.AssertSound(overview);
        Assert.Contains("Ajoutez au moins une action", overview.Body!.TextContent);
        var action = (await Browser.PostAsync(draft + "/actions", ("vu", overview.Seen()))).Location!;
        PageStructure.AssertSound((await Browser.GetAsync(action)).Page);
        var vat = await Browser.PostSeenAsync(action, [.. DraftForms.Action.Where(f => f.Item1 != "frais-ttc"), ("frais-ttc", "600,61")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, vat.Status);
        Assert.Contains("600,60", vat.Page.GetElementById("frais-ttc-erreur")!.TextContent);
        var sessions = (await Browser.PostSeenAsync(action, DraftForms.Action)).Location!;
        Assert.EndsWith("/sessions", sessions);

        var grid = (await Browser.GetAsync(sessions)).Page;
        PageStructure.AssertSound(grid);
        var backwards = await Browser.PostAsync(sessions, [.. grid.Rows().With("s0-debut", "2028-03-10").With("s0-fin", "2028-03-01")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, backwards.Status);
        PageStructure.AssertSound(backwards.Page);
        Assert.Contains("après sa fin", backwards.Page.GetElementById("s0-debut-erreur")!.TextContent);
        Assert.Equal(draft + "?fait=enregistre", (await Browser.PostAsync(sessions,
            [.. backwards.Page.Rows().With("s0-debut", "2028-03-06").With("s0-fin", "2028-03-10").With("s0-places", "8")])).Location);

        var ready = (await Browser.GetAsync(draft)).Page;
        Assert.Contains("Rien ne s’y oppose", ready.Body!.TextContent);
        var preview = await Browser.GetAsync(
            ready.QuerySelectorAll("main a").Single(a => a.TextContent.StartsWith("Aperçu", StringComparison.Ordinal))
            .GetAttribute("href")!);
        PageStructure.AssertSound(preview.Page);
        Assert.Equal("Tosa Word", preview.Page.QuerySelector("h1")!.TextContent);
        Assert.Contains("8\u00A0places restantes", preview.Page.Body!.TextContent);

        var published = (await Browser.PostAsync(draft + "/publier", ("vu", ready.Seen()))).Location!;
        Assert.EndsWith("?fait=publie", published);
        await application.FindsAsync("RS6198", 1);
        Assert.Equal(HttpStatusCode.NotFound, (await Browser.GetAsync(draft)).Status);
        var shown = await Browser.GetAsync(published);
        PageStructure.AssertSound(shown.Page);
        Assert.Contains("SIRET " + Establishment, shown.Page.Body!.TextContent);
        var page = shown.Page.QuerySelector(".mkt-entries a")!.GetAttribute("href")!;
        Assert.Equal(HttpStatusCode.OK, (await Browser.GetAsync(page)).Status);

        var path = published.Split('?')[0];
        Assert.EndsWith("?fait=suspendu", (await Browser.PostAsync(path + "/suspendre")).Location);
        await application.FindsAsync("RS6198", 0);
        var gone = await Browser.GetAsync(page);
        Assert.Equal(HttpStatusCode.Gone, gone.Status);
        Assert.Contains("suspendue pour le moment", gone.Page.Body!.TextContent);
        var twice = await Browser.PostAsync(path + "/suspendre");
        Assert.Equal(HttpStatusCode.Conflict, twice.Status);
        Assert.Contains("déjà suspendue", twice.Page.Body!.TextContent);
        Assert.EndsWith("?fait=rouvert", (await Browser.PostAsync(path + "/rouvrir")).Location);
        await application.FindsAsync("RS6198", 1);

        Assert.Equal(HttpStatusCode.Conflict, (await Browser.PostAsync(path + "/archiver", ("vu", "autre"))).Status);
        Assert.EndsWith("?fait=archive", (await Browser.PostSeenAsync(path + "/archiver", path, [])).Location);
        await application.FindsAsync("RS6198", 0);
        var again = (await Browser.PostAsync(path + "/modifier")).Location!;
        Assert.EndsWith("?fait=publie",
            (await Browser.PostAsync(again + "/publier", ("vu", (await Browser.GetAsync(again)).Page.Seen()))).Location);
        await application.FindsAsync("RS6198", 1);
    }

    [Fact]
    public async Task Grid_ManyRowsInOneSave_SaysAllMistakesWithTheirRow_AndSeatsTakenStandAgainstFewer()
    {
        await application.ImportAsync(Offer("grille", "RS6197", "Tosa Plateforme Collaborative Office 365"));
        var session = await application.ScalarAsync<long>(
            "SELECT s.id FROM session s JOIN action a ON a.id = s.action_id JOIN offer o ON o.id = a.offer_id WHERE o.id = @id",
            new { id = await application.OfferAsync("grille") });
        await application.Service<NpgsqlDataSource>().InTransactionAsync(async connection =>
        {
            await SessionSeats.TakeAsync(connection, session, Guid.NewGuid(), Bookings.ProviderApplication.Stop);
            await SessionSeats.TakeAsync(connection, session, Guid.NewGuid(), Bookings.ProviderApplication.Stop);
        }, Bookings.ProviderApplication.Stop);
        var draft = (await Browser.PostAsync($"{application.Offers}/{await application.OfferAsync("grille")}/modifier")).Location!;
        var sessions = (await Browser.GetAsync(draft)).Page.QuerySelectorAll("main a[href]").Select(a => a.GetAttribute("href")!)
            .Single(href => href.EndsWith("/sessions", StringComparison.Ordinal));

        var wrong = await Browser.PostAsync(sessions, [.. (await Browser.GetAsync(sessions)).Page.Rows()
            .With("s0-places", "1").With("s0-dupliquer", "oui").With("ajouter", "2")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        PageStructure.AssertSound(wrong.Page);
        Assert.Equal("2 places de cette session sont déjà prises ou réservées : sa capacité ne peut pas être de 1.",
            wrong.Page.GetElementById("s0-places-erreur")!.TextContent.Trim());
        var summary = wrong.Page.GetElementById("erreurs")!.TextContent;
        Assert.Contains("Ligne 1, places", summary);
        Assert.Contains("Ligne 3, premier jour", summary);
        Assert.Contains("Ligne 4, premier jour", summary);

        var right = wrong.Page.Rows().With("s0-places", "12").With("s1-places", "").With("s2-retirer", "oui")
            .With("s3-debut", "05/06/2028").With("s3-fin", "2028-07-28").With("suite", "publier");
        Assert.EndsWith("?fait=publie", (await Browser.PostAsync(sessions, [.. right])).Location);
        Assert.Equal("12 ? ?", await application.ScalarAsync<string>("""
            SELECT string_agg(coalesce(s.capacity::text, '?'), ' ' ORDER BY s.position) FROM session s JOIN action a ON a.id = s.action_id
            JOIN offer o ON o.id = a.offer_id WHERE o.number = 'grille' AND s.archived_at IS NULL
            """));
        await application.FindsAsync("RS6197", 1);
    }

    [Fact]
    public async Task Stale_DraftAndOffer_Are409AndShowWhatChanged()
    {
        await application.ImportAsync(
            Offer("deux", "RS6151", "Test TOEIC® (Test of English for International Communication) Listening and Reading"));
        var path = $"{application.Offers}/{await application.OfferAsync("deux")}";
        var draft = (await Browser.PostAsync(path + "/modifier")).Location!;
        Assert.Equal(draft, (await Browser.PostAsync(path + "/modifier")).Location);
        var seen = (await Browser.GetAsync(draft + "/offre")).Page.Seen();
        var fields = DraftForms.Offer("RS6151", "Test TOEIC® (Test of English for International Communication) Listening and Reading");
        (string, string)[] mine = [.. fields.Where(f => f.Item1 != "objectif-formation"), ("objectif-formation", "Mon objectif")];
        Assert.NotNull((await Browser.PostAsync(draft + "/offre", [("vu", seen), .. mine])).Location);
        var second = await Browser.PostAsync(draft + "/offre", [("vu", seen), .. mine.Where(f => f.Item1 != "objectif-formation"),
            ("objectif-formation", "Leur objectif")]);
        Assert.Equal(HttpStatusCode.Conflict, second.Status);
        PageStructure.AssertSound(second.Page);
        Assert.Contains("Enregistré : Mon objectif", second.Page.Body!.TextContent);
        Assert.Contains("Vous aviez écrit : Leur objectif", second.Page.Body!.TextContent);

        var theirs = Offer("deux", "RS6151", "Test TOEIC® (Test of English for International Communication) Listening and Reading");
        await application.ImportAsync(theirs with { Offer = theirs.Offer with { Content = "Le contenu du fichier" } });
        var refused = await Browser.PostSeenAsync(draft + "/publier", draft, []);
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        PageStructure.AssertSound(refused.Page);
        Assert.Contains("Maintenant : Le contenu du fichier", refused.Page.Body!.TextContent);
        Assert.Contains("Maintenant : Mon objectif", refused.Page.Body!.TextContent);
        Assert.Equal("Le contenu du fichier",
            await application.ScalarAsync<string>("SELECT content ->> 'content' FROM offer WHERE number = 'deux'"));

        Assert.EndsWith("?fait=repris", (await Browser.PostAsync(draft + "/reprendre", ("vu", refused.Page.Seen()))).Location);
        Assert.EndsWith("?fait=publie", (await Browser.PostSeenAsync(draft + "/publier", draft, [])).Location);
        Assert.Equal("Mon objectif",
            await application.ScalarAsync<string>("SELECT content ->> 'objective' FROM offer WHERE number = 'deux'"));
    }

    [Fact]
    public async Task Offers_AreTheirOrganisations_AndTheirEstablishments_ToWriteForEditorsAlone()
    {
        var list = await Browser.GetAsync(application.Offers + "?q=degr%C3%A9&etat=publiee");
        PageStructure.AssertSound(list.Page);
        Assert.Contains($"{SampleCatalogue.KitchenActions}\u00A0offres", list.Page.Body!.TextContent);
        Assert.DoesNotContain("Cuisine retirée", list.Page.Body!.TextContent);
        Assert.Contains("Cuisine retirée", (await Browser.GetAsync(application.Offers + "?etat=archivee")).Page.Body!.TextContent);
        var offer = list.Page.QuerySelector("tbody a")!.GetAttribute("href")!;

        Assert.Equal(HttpStatusCode.OK, (await application.AccessManager.Browser.GetAsync(offer)).Status);
        Assert.Null((await application.AccessManager.Browser.GetAsync(offer)).Page.QuerySelector("main form"));
        Assert.Equal(HttpStatusCode.Forbidden, (await application.AccessManager.Browser.PostAsync(offer + "/suspendre")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await application.LimitedEditor.Browser.GetAsync(offer)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await application.LimitedEditor.Browser.PostAsync(offer + "/suspendre")).Status);
        Assert.DoesNotContain("degré", (await application.LimitedEditor.Browser.GetAsync(application.Offers)).Page.Body!.TextContent);
        Assert.Equal(HttpStatusCode.Forbidden, (await application.Stranger.Browser.GetAsync(offer)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await application.Staff.Browser.GetAsync(offer)).Status);

        var copy = (await Browser.PostAsync(offer + "/dupliquer")).Location!.Split('?')[0];
        Assert.Equal(HttpStatusCode.NotFound, (await application.LimitedEditor.Browser.GetAsync(copy)).Status);
        Assert.EndsWith("?fait=supprime", (await Browser.PostAsync(copy + "/supprimer")).Location);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Browser.PostAsync(application.Offers + "/nouvelle",
            ("etablissement", SampleCatalogue.Siret), ("certification", "RNCP38430"), ("numero", "cuisine-1"))).Status);
    }
}
