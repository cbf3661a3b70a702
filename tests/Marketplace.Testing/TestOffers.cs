using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Places;

namespace Marketplace.Testing;

/// <summary>Small, valid catalogue records; tests change what they are about with <c>with</c>.</summary>
public static class TestOffers
{
    public static readonly DateOnly Day = new(2026, 6, 1);

    public static readonly Place Lyon7 = new(
        "69387", "Lyon 7e Arrondissement", ["69007"], "69", "84", 82573, 45.7333, 4.8428, Parent: "69123");

    public static Offer Offer(string number = "F1") => new()
    {
        Number = number,
        Created = Day,
        Updated = Day,
        Title = "CAP Cuisine",
        Objective = "Apprendre à cuisiner",
        ExpectedResults = "Obtenir le diplôme",
        Content = "<p>Techniques de <strong>cuisine</strong></p>",
        Path = 1,
        GeneralObjective = 6,
        CertificationCode = "RNCP38430",
        Blocks = ["RNCP38430BC01"],
    };

    public static TrainingAction Action(string number = "A1") => new()
    {
        Number = number,
        Created = Day,
        Updated = Day,
        EntryLevelRequired = false,
        Modality = Modality.InPerson,
        Place = Contact() with { Address = Address() },
        PermanentEntry = false,
        DisabilityAccess = "Locaux accessibles",
        Language = "FR",
        HoursInCentre = 100,
        HoursInCompany = 0,
        InformationContact = Contact(),
        Paces = [1, 5],
        Fees = new(20.0m, 500.50m, 600.60m),
        HasPrerequisites = false,
    };

    public static Session Session(string number = "S1", DateOnly? start = null) => new()
    {
        Number = number,
        Created = Day,
        Updated = Day,
        Start = start ?? new(2027, 9, 1),
        End = (start ?? new(2027, 9, 1)).AddMonths(3),
        RegistrationAddress = Address(),
        Open = true,
        RegistrationContact = Contact(),
        Guaranteed = true,
    };

    public static PostalAddress Address() => new()
    {
        Number = "1",
        Lines = ["CENTRE DE FORMATION"],
        Postcode = "69007",
        City = "LYON",
        Latitude = "45.7333",
        Longitude = "4.8428",
        StreetName = "rue de Marseille",
        Accessible = true,
    };

    public static Contact Contact() =>
        new() { Number = "1", LastName = "Service", FirstName = "Accueil", Phone = "0199000000", Email = "accueil@centre.example" };

    public static Location Location() => new(Lyon7, Lyon7.Lat, Lyon7.Lng);

    public static AcceptedAction Accepted(TrainingAction action, params Session[] sessions) => new(action, Location(), sessions);

    /// <summary>One offer with one action and one session.</summary>
    public static AcceptedOffer Tree(string offer = "F1", string action = "A1", string session = "S1") =>
        new(Offer(offer), [Accepted(Action(action), Session(session))]);
}
