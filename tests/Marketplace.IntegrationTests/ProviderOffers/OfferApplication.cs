using AngleSharp.Html.Dom;
using Marketplace.Catalogue.Offers;
using Marketplace.IntegrationTests.Bookings;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.IntegrationTests.Organisations;
using Marketplace.Search;
using Marketplace.Search.Asking;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.ProviderOffers;

/// <summary>The provider's world with somebody who keeps its catalogue, and somebody who looks after access.</summary>
public class OfferApplication : ProviderApplication
{
    /// <summary>Writes offers of the whole organisation.</summary>
    public Professional Editor { get; private set; } = null!;

    /// <summary>Sees offers, and writes none.</summary>
    public Professional AccessManager { get; private set; } = null!;

    /// <summary>Writes offers of <see cref="ProviderApplication.OtherSiret"/> alone.</summary>
    public Professional LimitedEditor { get; private set; } = null!;

    public string Offers => $"/of/{Organisation}/offres";

    protected override async Task AfterStartAsync()
    {
        await base.AfterStartAsync();
        Editor = await Professional.SignedInAsync(this, "catalogue@organisme.example");
        AccessManager = await Professional.SignedInAsync(this, "acces@organisme.example");
        LimitedEditor = await Professional.SignedInAsync(this, "catalogue.antenne@organisme.example");
        foreach (var (who, role) in new[] { (Editor, "catalogue-editor"), (AccessManager, "access-manager"),
            (LimitedEditor, "catalogue-editor") })
            await this.ExecuteAsync("INSERT INTO membership (organisation_id, account_id, roles) VALUES (@Organisation, @Id, ARRAY[@role])",
                new { Organisation, who.Id, role });
        await this.ExecuteAsync(
            "UPDATE membership SET sirets = ARRAY[@OtherSiret] WHERE account_id = @Id", new { OtherSiret, LimitedEditor.Id });
    }

    /// <summary>Waits until search finds so many actions towards a certification.</summary>
    public Task FindsAsync(string certification, int actions) => Eventually.SeeAsync($"actions of {certification}", actions, async () =>
        (await Service<MarketplaceSearch>().SearchAsync(
            new SearchQuery { Today = Today, Certification = [certification], Collapse = false, WithFacets = false }, Stop)).Total);

    /// <summary>A file of the provider: its whole catalogue of the other establishment.</summary>
    public async Task ImportAsync(params AcceptedOffer[] offers)
    {
        await using var import = await CatalogueImport.BeginAsync(Database.Source, OtherSiret, Stop);
        foreach (var offer in offers)
            await import.AddAsync(offer, Stop);
        await import.CommitAsync(complete: true, Stop);
    }

    /// <summary>The row of an offer of the other establishment.</summary>
    public Task<long> OfferAsync(string number) =>
        this.ScalarAsync<long>("SELECT id FROM offer WHERE siret = @OtherSiret AND number = @number", new { OtherSiret, number });

    /// <summary>An offer towards a certification, published by file at the other establishment.</summary>
    public static AcceptedOffer Offer(string number, string certification, string title) => new(
        TestOffers.Offer(number) with { CertificationCode = certification, Title = title, Blocks = [] },
        [TestOffers.Accepted(TestOffers.Action() with { Fees = new(20m, 500.50m, 600.60m) },
            TestOffers.Session("S1", DateOnly.FromDateTime(DateTime.UtcNow).AddDays(60)))]);
}

/// <summary>Forms of drafts, filled in as a browser would.</summary>
public static class DraftForms
{
    /// <summary>What makes an offer towards a certification sound.</summary>
    public static (string, string)[] Offer(string certification, string title) =>
    [
        ("certification", certification), ("intitule-formation", title), ("objectif-formation", "Apprendre"),
            ("contenu-formation", "Pratiquer"),
        ("resultats-attendus", "Obtenir la certification"), ("parcours-de-formation", "1"), ("objectif-general-formation", "6"),
    ];

    /// <summary>What makes an action sound.</summary>
    public static (string, string)[] Action =>
    [
        ("modalites-enseignement", "0"), ("modalites-entrees-sorties", "0"), ("langue-formation", "fr"), ("niveau-entree-obligatoire", "0"),
        ("existence-prerequis", "0"), ("nombre-heures-centre", "35"), ("frais-ht", "500,50"), ("taux-tva", "20"), ("frais-ttc", "600,60"),
        ("lieu-de-formation-ligne-1", "CENTRE"), ("lieu-de-formation-libelle-voie", "rue de Marseille"),
        ("lieu-de-formation-codepostal", "69007"),
        ("lieu-de-formation-ville", "Lyon"), ("lieu-de-formation-nom", "Service"), ("lieu-de-formation-prenom", "Accueil"),
        ("lieu-de-formation-telfixe", "0199000001"), ("lieu-de-formation-courriel", "accueil@centre.example"),
        ("acces-handicapes", "Locaux accessibles"), ("contact-information-nom", "Service"), ("contact-information-prenom", "Accueil"),
        ("contact-information-telfixe", "0199000001"), ("contact-information-courriel", "accueil@centre.example"),
    ];

    /// <summary>Version that a page's forms carry.</summary>
    public static string Seen(this IHtmlDocument page) => page.QuerySelector("input[name=vu]")!.GetAttribute("value")!;

    /// <summary>Posts a form back to its page, with the version that it carries.</summary>
    public static Task<Answer> PostSeenAsync(this Visitor browser, string path, params (string, string)[] fields) =>
        browser.PostSeenAsync(path, path, fields);

    /// <summary>Posts a form of another page, with the version that it carries.</summary>
    public static async Task<Answer> PostSeenAsync(this Visitor browser, string path, string page, (string, string)[] fields) =>
        await browser.PostAsync(path, [("vu", (await browser.GetAsync(page)).Page.Seen()), .. fields]);

    /// <summary>The rows of a grid's page, as they stand.</summary>
    public static List<(string Name, string Value)> Rows(this IHtmlDocument page) =>
    [
        .. page.QuerySelectorAll("tbody input").Cast<IHtmlInputElement>().Where(i => i.Type != "checkbox" || i.IsDefaultChecked)
            .Select(i => (i.Name!, i.GetAttribute("value") ?? "")),
        ("vu", page.Seen()), ("page", page.QuerySelector("input[name=page]")!.GetAttribute("value")!), ("ajouter", "0"), ("semaines", "4"),
    ];

    /// <summary>With one value otherwise.</summary>
    public static List<(string Name, string Value)> With(this List<(string Name, string Value)> fields, string name, string value) =>
        [.. fields.Where(f => f.Name != name), (name, value)];
}
