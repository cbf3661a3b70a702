using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Reference;

namespace Marketplace.Demo;

/// <summary>
/// The catalogue of the demo people's own provider: an action for each story, with its session and a later one to move to.
/// </summary>
internal static class DemoCourses
{
    private const string Certification = "RS6151";
    private const string Name = "Centre de formation de démonstration";
    private const int Hours = 35;
    private const int Seats = 6;

    /// <summary>Days between the two sessions of an action.</summary>
    private const int Later = 112;

    private static readonly string[] Titles =
    [
        "Anglais professionnel", "Anglais de l’accueil et du tourisme", "Anglais pour la relation client", "Anglais des affaires",
    ];

    /// <summary>Of the demo people's provider organisation.</summary>
    public static string Siret { get; } = DemoPeople.SiretOf(1, 0);

    public static DemoProvider Of(ReferenceData reference, IReadOnlyList<DemoStory> stories, DateOnly today)
    {
        var lyon = reference.Places.ByInsee("69123") ?? throw new InvalidOperationException("The reference data know no Lyon.");
        var draw = Draw.For(0, 0);
        var address = DemoAddresses.In(lyon, Name, draw);
        var site = new DemoSite(address, reference.Places.Locate(address));
        var contact = DemoAddresses.Contact("Inscriptions", address, 0, draw);
        var offers = Titles.Select((title, i) => new AcceptedOffer(Offer(title, i + 1, today),
            [.. stories.Where((_, n) => n % Titles.Length == i).Select(story => Action(story, site, contact, today))])).ToList();
        return new DemoProvider(Siret, Name, "99000000001", ["training"], address, offers);
    }

    private static Offer Offer(string title, int number, DateOnly today) => new()
    {
        Number = $"DEMO-{number}", Created = today.AddDays(-200), Updated = today.AddDays(-200), Title = title,
        Objective = "Tenir une conversation professionnelle en anglais.",
        ExpectedResults = "Se présenter au test avec un objectif chiffré.",
        Content = "<p>Vocabulaire du métier, écoute, jeux de rôle et préparation du test.</p>", Path = 1, GeneralObjective = 7,
        CertificationCode = Certification,
        Summary = "Vocabulaire du métier, écoute, jeux de rôle",
    };

    private static AcceptedAction Action(DemoStory story, DemoSite site, Contact contact, DateOnly today)
    {
        var sessions = new[] { Session(story.Number, story.Starts, story.Ends),
            Session(story.Number + "-BIS", story.Starts.AddDays(Later), story.Ends.AddDays(Later)) };
        return new AcceptedAction(new TrainingAction
        {
            Number = story.Number, Created = today.AddDays(-190), Updated = today.AddDays(-190), EntryLevelRequired = false,
                Modality = Modality.InPerson,
            Place = contact, PermanentEntry = false, DisabilityAccess = "Locaux accessibles aux personnes à mobilité réduite.",
            Language = "fr",
            HoursInCentre = Hours, HoursInCompany = 0, LearningHours = Hours, InformationContact = contact, Paces = [5],
                AdmissionModes = [99999],
            Fees = new Fees(0m, 450m, 450m), HasPrerequisites = false,
        }, site.Location, sessions, sessions.ToDictionary(session => session.Number, _ => Seats));

        Session Session(string number, DateOnly starts, DateOnly ends) => new()
        {
            Number = number, Created = today.AddDays(-180), Updated = today.AddDays(-180), Start = starts, End = ends,
            RegistrationAddress = site.Address, Open = true, RegistrationContact = contact, Guaranteed = true,
        };
    }
}
