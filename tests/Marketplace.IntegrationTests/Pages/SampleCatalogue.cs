using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Places;
using Marketplace.Testing;

namespace Marketplace.IntegrationTests.Pages;

/// <summary>A small catalogue with what pages have to cope with. Dates follow the real clock, so that it never gets old.</summary>
public static class SampleCatalogue
{
    public const string Siret = "99900000000026";
    /// <summary>How many actions are open: kitchen ones, a remote one, a blended one and the hostile one.</summary>
    public const int OpenActions = KitchenActions + 3;
    /// <summary>More than one page of them, in Lyon, in person, each with a title of its own.</summary>
    public const int KitchenActions = 24;

    /// <summary>What a search for « cuisine » finds in person: the hostile one leads to the same certification.</summary>
    public const int CookingInPerson = KitchenActions + 1;

    public static readonly string Kitchen = PublicId.Of(Siret, "cuisine-1", "A1");
    public static readonly string Hostile = PublicId.Of(Siret, "hostile", "A1");
    public static readonly string Past = PublicId.Of(Siret, "past", "A1");
    public static readonly string Archived = PublicId.Of(Siret, "archived", "A1");
    public static readonly string Blended = PublicId.Of(Siret, "blended", "A1");

    private static readonly DateOnly Soon = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(60);

    /// <summary>Everything that was ever published.</summary>
    public static IEnumerable<AcceptedOffer> First =>
        [.. Wanted, Offer("archived", "Cuisine retirée", TestOffers.Action(), TestOffers.Session("S1", Soon))];

    /// <summary>What the provider still offers.</summary>
    public static IEnumerable<AcceptedOffer> Wanted =>
    [
        .. Enumerable.Range(1, KitchenActions)
            .Select(n => Offer($"cuisine-{n}", $"Cuisine traditionnelle, degré {n}", TestOffers.Action(), TestOffers.Session("S1", Soon))),
        new(TestOffers.Offer("remote") with { Title = "Cuisine à distance" },
            [new(TestOffers.Action() with { Modality = Modality.Remote }, new Location(null, null, null),
            [TestOffers.Session("S1", Soon)])]),
        Offer("blended", "Cuisine mixte", TestOffers.Action() with
        {
            Modality = Modality.Blended,
            ExtraFees = 45.5m,
            ExtraFeesIncludeCertification = false,
            SpecificConditions = "Savoir lire une recette",
            HasPrerequisites = true,
            AdmissionModes = [92005],
            Url = "https://centre.example/cuisine",
            Transport = "Métro Jean Macé",
            DisabilityArrangements = "Référente handicap à votre écoute ; pas d’interprète LSF",
        }, TestOffers.Session("S1", Soon)),
        new(TestOffers.Offer("hostile") with
            {
                Title = "<script>alert('titre')</script>Pâtisserie",
                Content = """<h1>Grand titre</h1><img src=x onerror="alert(1)"><p onclick="alert(2)">Texte</p><a href="javascript:alert(3)">lien</a><script>alert(4)</script><style>p{display:none}</style>""",
                Objective = "<ul><li>Un<li>Deux</ul><li>Seul",
            },
            [TestOffers.Accepted(TestOffers.Action() with { Url = "javascript:alert(5)" }, TestOffers.Session("S1", Soon))]),
        Offer("past", "Cuisine d’autrefois", TestOffers.Action(), TestOffers.Session("S1", new DateOnly(2020, 1, 6)),
            TestOffers.Session("S2", Soon) with { Open = false }),
    ];

    private static AcceptedOffer Offer(string number, string title, TrainingAction action, params Session[] sessions) =>
        new(TestOffers.Offer(number) with { Title = title }, [TestOffers.Accepted(action, sessions)]);
}
