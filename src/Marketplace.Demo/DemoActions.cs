using Marketplace.Catalogue.Certifications;
using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Places;

namespace Marketplace.Demo;

/// <summary>A place where a demo provider teaches.</summary>
internal sealed record DemoSite(PostalAddress Address, Location Location);

/// <summary>Actions of one offer: one a site and modality, so that no two of them are the same to a learner.</summary>
internal static class DemoActions
{
    private static readonly string[] Access =
    [
        "Locaux accessibles aux personnes à mobilité réduite. Contactez-nous pour étudier ensemble vos besoins.",
        "Formation ouverte à toutes et à tous ; aménagements possibles après entretien.",
        "Accueil des personnes en situation de handicap : adaptation du rythme et des supports.",
        "Accessible à distance pour les personnes qui ne peuvent pas se déplacer.",
        "Nous consulter : un entretien permet de définir les aménagements utiles.",
    ];

    private static readonly string[] Arrangements =
    [
        "Un référent handicap vous reçoit avant l'entrée en formation.", "Rythme adapté : temps partiel et pauses supplémentaires.",
        "Supports adaptés : gros caractères, fichiers lisibles par un lecteur d'écran.",
        "Interprète en langue des signes (LSF) sur demande.",
        "Référent handicap, temps majoré aux épreuves.", "Classe virtuelle sous-titrée, supports accessibles en ligne.",
    ];

    private static readonly string[] Prerequisites =
    [
        "Savoir lire, écrire et compter.", "Être titulaire d'un diplôme du niveau inférieur ou justifier d'une expérience équivalente.",
        "Avoir une première expérience dans le domaine.", "Disposer d'un ordinateur et d'une connexion.", "Aptitude médicale au poste.",
    ];

    private static readonly string[] Pedagogy =
        ["Ateliers pratiques et apports théoriques", "Cours en groupe et suivi individuel", "Pédagogie par projet", "Séances individuelles",
            "Classe virtuelle et travail en autonomie"];

    public static IReadOnlyList<AcceptedAction> Of(
        DemoKind kind, Certification certification, bool partial, IReadOnlyList<DemoSite> sites, int provider, bool exempt, DateOnly today,
        Draw draw)
    {
        var nsf = certification.Nsf[0];
        var remote = RemoteShare(kind, nsf, certification.Level);
        var modalities = new List<(Modality Modality, DemoSite Site)>();
        foreach (var site in sites.Take(draw.Between(1, sites.Count)))
            modalities.Add((draw.Chance(remote * 0.4) ? Modality.Blended : Modality.InPerson, site));
        if (draw.Chance(remote))
            modalities.Add((Modality.Remote, sites[0]));
        else if (draw.Chance(remote * 0.5))
            modalities[0] = (Modality.Remote, sites[0]);

        var actions = new List<AcceptedAction>(modalities.Count);
        var terms = DemoTerms.Of(kind, nsf, certification.Level, certification.Code, partial, exempt, draw);
        foreach (var (modality, site) in modalities)
            actions.Add(Action(kind, certification, terms, modality, site, actions.Count + 1, provider, today, draw));
        return actions;
    }

    private static AcceptedAction Action(
        DemoKind kind, Certification certification, DemoTerms terms, Modality modality, DemoSite site, int number, int provider,
        DateOnly today, Draw draw)
    {
        var permanent = kind is DemoKind.Degree ? draw.Chance(0.08) : draw.Chance(0.7);
        var partTime = kind is not DemoKind.Degree || draw.Chance(0.3);
        var prerequisites = kind is DemoKind.Degree && draw.Chance(0.5);
        // Remote lessons cost a little less.
        var inclusive = (modality == Modality.Remote ? terms.PriceCents * 9 / 1000 * 100 : terms.PriceCents) / 100m;
        var contact = DemoAddresses.Contact("Accueil", site.Address, provider, draw);
        var (sessions, capacities) = DemoSessions.Of(permanent, terms.Hours - terms.InCompany, partTime, site.Address,
            DemoAddresses.Contact("Inscriptions", site.Address, provider, draw), today, draw);
        var extraFees = draw.Chance(0.2);
        var action = new TrainingAction
        {
            Number = $"A{number}",
            Created = today.AddDays(-draw.Between(60, 600)),
            Updated = today.AddDays(-draw.Between(0, 59)),
            EntryLevelRequired = prerequisites && certification.Level >= 5,
            Modality = modality,
            SpecificConditions = prerequisites ? draw.Pick(Prerequisites) : null,
            Place = contact,
            PermanentEntry = permanent,
            Url = draw.Chance(0.5) ? $"https://www.organisme{provider}.example/formations/{certification.Code.ToLowerInvariant()}" : null,
            Catering = draw.Chance(0.3) ? "Espace repas avec micro-ondes." : null,
            Accommodation = draw.Chance(0.1) ? "Liste d'hébergements sur demande." : null,
            Transport = draw.Chance(0.4) ? "Proche d'un arrêt de bus." : null,
            DisabilityAccess = draw.Pick(Access),
            Language = kind == DemoKind.Language && draw.Chance(0.1) ? "en" : "fr",
            Pedagogy = draw.Pick(Pedagogy),
            RecruitmentArea = draw.Between(2, 5),
            HoursInCentre = terms.Hours - terms.InCompany,
            HoursInCompany = terms.InCompany,
            InformationContact = contact,
            DisabilityArrangements = draw.Chance(0.5) ? draw.Pick(Arrangements) : null,
            AdmissionInformation = draw.Chance(0.4) ? "Réponse sous huit jours après réception du dossier." : null,
            AdmissionModes = [draw.Pick<int>([99999, 92002, 92005, 92007])],
            LearningHours = terms.Hours,
            Paces = Paces(partTime, draw),
            ExtraFees = extraFees ? draw.Between(2, 15) * 10 : null,
            ExtraFeesIncludeCertification = extraFees ? draw.Chance(0.5) : null,
            ExtraFeesDetail = extraFees ? "Équipement et fournitures à la charge du stagiaire." : null,
            Fees = new Fees(terms.VatRate, decimal.Round(inclusive / (1 + terms.VatRate / 100), 2), inclusive),
            HasPrerequisites = prerequisites,
        };
        return new AcceptedAction(action, site.Location, sessions, capacities);
    }

    /// <summary>1 daily, 2 weekly, 3 week days, 4 week-end, 5 full time, 6 part time, 7 several.</summary>
    private static int[] Paces(bool partTime, Draw draw) => partTime
        ? draw.Pick<int[]>([[6], [2], [4], [3, 6], [7], [6, 4]])
        : draw.Pick<int[]>([[5], [5, 3], [1, 5], [3]]);

    /// <summary>Desk work is taught from afar more often than a trade of the hand.</summary>
    private static double RemoteShare(DemoKind kind, string nsf, int? level) => kind switch
    {
        DemoKind.Driving => 0,
        DemoKind.Language or DemoKind.Office or DemoKind.SkillsReview or DemoKind.Vae => 0.5,
        _ when level <= 3 => 0.04,
        _ => nsf[..2] switch { "31" or "32" or "41" => 0.3, "33" => 0.1, _ => 0.04 },
    };
}
