using Marketplace.Catalogue.Certifications;
using Marketplace.Catalogue.Offers;
using Marketplace.Platform.Text;

namespace Marketplace.ProviderSpace.ContentRules;

/// <summary>
/// What the law and the conditions of use ask of an offer beyond its format: pure, the same for forms, files and the moderation desk.
/// Habilitations are not among it: no register that the service reads says who is allowed to prepare for which certification.
/// </summary>
public static class ContentCheck
{
    private const string Vae = "CPF200", SkillsReview = "CPF202";

    /// <summary>More hours a day than the law lets anybody work are a slip.</summary>
    private const int MostHoursADay = 10;

    /// <summary>Longer than this, one of the two dates is a slip.</summary>
    private const int MostDays = 5 * 366;

    /// <summary>All that is wrong, in the order of the offer.</summary>
    public static IReadOnlyList<ContentFinding> Run(AcceptedOffer accepted, ContentFacts facts)
    {
        var found = new List<ContentFinding>();
        Title(accepted.Offer, facts, found);
        Qualiopi(accepted.Offer, facts, found);
        Words(null, OfferTexts(accepted.Offer), found);
        for (var i = 0; i < accepted.Actions.Count; i++)
            Action(accepted.Offer, accepted.Actions[i], i, facts, found);
        return found;
    }

    /// <summary>The words of an offer and one of its actions alone, for who looks through published offers.</summary>
    public static IReadOnlyList<ContentFinding> Words(Offer offer, TrainingAction action)
    {
        var found = new List<ContentFinding>();
        Words(null, OfferTexts(offer), found);
        Words(0, ActionTexts(action), found);
        return found;
    }

    private static void Action(Offer offer, AcceptedAction accepted, int at, ContentFacts facts, List<ContentFinding> found)
    {
        var action = accepted.Action;
        Words(at, ActionTexts(action), found);
        var withTax = VatArithmetic.Inclusive(action.Fees.Exclusive, action.Fees.VatRate);
        if (withTax != action.Fees.Inclusive)
            found.Add(new(ContentRule.Vat, at, null, "frais-ttc",
                $"{Euros(action.Fees.Exclusive)} hors taxes font {Euros(withTax)} avec la TVA."));
        if (action.LearningHours is > 0 and var learning && learning < (action.HoursInCentre ?? 0) + (action.HoursInCompany ?? 0))
            found.Add(new(ContentRule.Duration, at, null, "duree-apprentissage",
                $"La durée en tout ({learning} h) est plus courte que les heures en centre et en entreprise."));
        if (action.Hours is null or 0)
            found.Add(new(ContentRule.Duration, at, null, "duree-apprentissage",
                "Dites la durée : les heures d’apprentissage, ou celles en centre et en entreprise."));
        if (offer.CertificationCode == SkillsReview && action.Hours > 24)
            found.Add(new(ContentRule.SkillsReview, at, null, "duree-apprentissage",
                $"Un bilan de compétences dure 24 heures au plus : cette action en annonce {action.Hours}."));
        for (var i = 0; i < accepted.Sessions.Count; i++)
            Dates(action, accepted.Sessions[i], at, i, found);
        if (accepted.Sessions.Count > 0 && !accepted.Sessions.Any(s => IsToCome(action, s, facts.Today)))
            found.Add(new(ContentRule.Open, at, null, null,
                "Toutes les sessions de cette action sont passées ou closes : personne ne peut s’y inscrire."));
    }

    private static bool IsToCome(TrainingAction action, Session session, DateOnly today) => session.Open
        && Catalogue.Actions.EnrolmentRule.LastDay(action.PermanentEntry, session.Start, session.End) >= today;

    private static void Dates(TrainingAction action, Session session, int at, int index, List<ContentFinding> found)
    {
        Words(at, [("modalites-particulieres", session.Particulars)], found, index);
        if (session is not { Start: { } start, End: { } end } || end < start)
            return;
        var days = end.DayNumber - start.DayNumber + 1;
        if (days > MostDays)
            found.Add(new(ContentRule.Duration, at, index, "fin", "La session dure plus de cinq ans : vérifiez ses dates."));
        var hours = (action.HoursInCentre ?? 0) + (action.HoursInCompany ?? 0);
        if (!action.PermanentEntry && hours > days * MostHoursADay)
            found.Add(new(ContentRule.Duration, at, index, "fin",
                $"{hours} heures en centre et en entreprise ne tiennent pas en {days} {(days == 1 ? "jour" : "jours")}."));
    }

    /// <summary>Also the title of a bloc that the offer leads to. Licences, VAE and skills reviews have many right titles.</summary>
    private static void Title(Offer offer, ContentFacts facts, List<ContentFinding> found)
    {
        if (facts.Certification is not { Placeholder: false } certification
            || certification.Code.StartsWith("CPF", StringComparison.Ordinal))
            return;
        var right = facts.Blocks.Where(b => offer.Blocks.Contains(b.Code)).Select(b => b.Title)
            .Append(certification.Title).Append(TitleOf(certification));
        if (!right.Any(title => SameTitle(title, offer.Title)))
            found.Add(new(ContentRule.Title, null, null, "intitule-formation",
                $"L’intitulé exact de {certification.Code} est « {TitleOf(certification)} »."));
    }

    /// <summary>As people call it: with the kind of diploma that the register keeps apart.</summary>
    public static string TitleOf(Certification certification) =>
        certification.Abbreviation is { Length: > 0 } kind
            && !WordList.Plain(certification.Title).StartsWith(WordList.Plain(kind), StringComparison.Ordinal)
            ? $"{kind} {certification.Title}" : certification.Title;

    /// <summary>Case, blanks and the kind of apostrophe are no difference.</summary>
    internal static bool SameTitle(string one, string other) => WordList.Plain(one) == WordList.Plain(other);

    private static void Qualiopi(Offer offer, ContentFacts facts, List<ContentFinding> found)
    {
        if (facts.Qualiopi is not { } certified)
            return;
        var (kind, words) = offer.CertificationCode switch
        {
            Vae => ("vae", "la validation des acquis de l’expérience"),
            SkillsReview => ("skills-review", "les bilans de compétences"),
            _ => ("training", "les actions de formation"),
        };
        if (!certified.Contains(kind))
            found.Add(new(ContentRule.Qualiopi, null, null, "certification",
                $"La liste officielle ne vous dit pas certifié Qualiopi pour {words}."));
    }

    private static IEnumerable<(string Column, string? Text)> OfferTexts(Offer offer) =>
    [
        ("intitule-formation", offer.Title), ("objectif-formation", offer.Objective), ("resultats-attendus", offer.ExpectedResults),
        ("contenu-formation", offer.Content), ("resume-contenu", offer.Summary),
    ];

    private static IEnumerable<(string Column, string? Text)> ActionTexts(TrainingAction action) =>
    [
        ("conditions-specifiques", action.SpecificConditions), ("restauration", action.Catering), ("hebergement", action.Accommodation),
        ("transport", action.Transport), ("modalites-recrutement", action.Recruitment), ("modalites-pedagogiques", action.Pedagogy),
        ("info-admission", action.AdmissionInformation), ("detail-frais-anpec", action.ExtraFeesDetail),
        ("autres-services", action.OtherServices),
    ];

    private static void Words(
        int? action, IEnumerable<(string Column, string? Text)> texts, List<ContentFinding> found, int? session = null)
    {
        foreach (var (column, text) in texts)
            if (!string.IsNullOrWhiteSpace(text))
                found.AddRange(WordList.In(text).Select(w =>
                    new ContentFinding(w.Rule, action, session, column, $"Retirez « {w.Words} ». {w.Why}")));
    }

    private static string Euros(decimal euros) => EuroText.Of(Fees.ToCents(euros));
}
