using Marketplace.Catalogue.Actions;
using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Places;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Searching;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Actions;

/// <summary>Model of <c>pages/actions/action</c>: words and figures, in the page's order.</summary>
public sealed record ActionPageModel
{
    public required string Title { get; init; }
    public required string Modality { get; init; }
    public required bool Available { get; init; }
    public required IReadOnlyList<ResultCard> Alternatives { get; init; }
    public required string SimilarHref { get; init; }
    public required ProviderLine Provider { get; init; }
    public required CertificationLine Certification { get; init; }
    /// <summary>Figures of the box beside the title.</summary>
    public required IReadOnlyList<Fact> Key { get; init; }
    public required IReadOnlyList<Text> Texts { get; init; }
    public required IReadOnlyList<Fact> Organisation { get; init; }
    public required PriceLines Price { get; init; }
    public required PlaceLines Place { get; init; }
    public required IReadOnlyList<Text> Accessibility { get; init; }
    public required string? PremisesAccessible { get; init; }
    /// <summary>What the provider's words say by the published keyword rules.</summary>
    public required IReadOnlyList<string> AccessibilityRead { get; init; }
    public required IReadOnlyList<string> Admission { get; init; }
    public required IReadOnlyList<Text> AdmissionTexts { get; init; }
    public required IReadOnlyList<SessionLine> Sessions { get; init; }
    public required ContactLines Contact { get; init; }
    public required string? Url { get; init; }
    public required IReadOnlyList<DateOnly> InformationDates { get; init; }
    public required string? InformationAddress { get; init; }
    /// <summary>How whoever looks can keep the action.</summary>
    public FavouriteOffer Favourite { get; init; } = new("", false);
    public Notice? Notice { get; init; }
    /// <summary>Where whoever looks can say that something is wrong with it; null: it is not published.</summary>
    public string? ReportHref { get; init; }
    /// <summary>What it costs whoever looks.</summary>
    public OwnCost OwnCost { get; init; } = new(InformationAddresses.Simulator);

    public static ActionPageModel Of(
        ActionRecord record, Place? place, DateOnly today, IReadOnlyList<ResultCard> alternatives, string similarHref)
    {
        var (offer, action) = (record.Offer, record.Action);
        var address = action.Place.Address;
        var modality = Labels.Modality[ActionWords.ModalityValue(action.Modality)];
        var town = Town(record, place);
        return new ActionPageModel
        {
            Title = offer.Title,
            Modality = modality,
            Available = record.IsAvailable(today),
            Alternatives = alternatives,
            SimilarHref = similarHref,
            Provider = ProviderLine.Of(record.Provider),
            Certification = CertificationLine.Of(record.Certification),
            Key = [new("Lieu", town), new("Modalité", modality), new("Durée", Hours(action.Hours)),
            new("Prochaine entrée", NextEntry(record, today))],
            Texts = Text.Filled(("En résumé", offer.Summary), ("Objectif", offer.Objective), ("Programme", offer.Content),
            ("Résultats attendus", offer.ExpectedResults), ("Méthode pédagogique", action.Pedagogy)),
            Organisation = [.. OrganisationFacts(offer, action)],
            Price = PriceLines.Of(action),
            Place = PlaceLines.Of(action, place),
            Accessibility = Text.Filled(
            ("Accès du bâtiment", address?.BuildingAccess), ("Accueil des personnes handicapées", action.DisabilityAccess),
            ("Aménagements possibles", action.DisabilityArrangements)),
            AccessibilityRead = [.. AccessibilityRules.Of(action).Where(f => f.FromText).Select(f => Labels.Accessibility[f.Value])],
            PremisesAccessible = address?.Accessible switch
            {
                true => "Les locaux respectent les règles d’accessibilité.",
                false => "Les locaux ne respectent pas toutes les règles d’accessibilité.",
                null => null,
            },
            Admission = [.. AdmissionLines(action)],
            AdmissionTexts = Text.Filled(
            ("En résumé", offer.Summary), ("Prérequis", action.SpecificConditions), ("Admission", action.AdmissionInformation),
            ("Recrutement", action.Recruitment)),
            Sessions = [.. record.Sessions.Select(s => SessionLine.Of(s, record.Availability(s, today)))],
            Contact = ContactLines.Of(action.InformationContact),
            Url = action.Url,
            InformationDates = action.InformationDates,
            InformationAddress = action.InformationAddress is { } information ? PlaceLines.OneLine(information) : null,
        };
    }

    /// <summary>Where it takes place, in a word.</summary>
    internal static string Town(ActionRecord record, Place? place) =>
        record.Action.Modality == Marketplace.Catalogue.Offers.Modality.Remote ? "À distance" : place?.Name
            ?? record.Action.Place.Address?.City ?? Labels.Unknown;

    internal static string Hours(int? hours) => hours is { } known ? FrenchFormat.Plural(known, "heure", "heures") : Labels.Unknown;

    internal static string NextEntry(ActionRecord record, DateOnly today)
    {
        if (record.NextSession(today) is not { } next)
            return "Aucune session ouverte";
        return next.Session.Start is { } start && !record.Action.PermanentEntry ? FrenchFormat.Date(start) : "À tout moment";
    }

    private static IEnumerable<Fact> OrganisationFacts(Offer offer, TrainingAction action)
    {
        if (ActionWords.GeneralObjective(offer.GeneralObjective) is { } objective)
            yield return new Fact("But de la formation", objective);
        if (ActionWords.Path(offer.Path) is { } path)
            yield return new Fact("Parcours", path);
        var paces = action.Paces.Select(ActionWords.Pace).OfType<string>().ToList();
        if (paces.Count > 0)
            yield return new Fact("Rythme", string.Join(", ", paces));
        // The code's meanings are not published; some providers write words.
        if (!string.IsNullOrWhiteSpace(action.ScheduleType) && !action.ScheduleType.All(char.IsAsciiDigit))
            yield return new Fact("Horaires", action.ScheduleType);
        if (action.LearningHours is > 0 and var learning)
            yield return new Fact("Temps d’apprentissage", Hours(learning));
        if (action.HoursInCentre is { } centre)
            yield return new Fact("Heures en centre", Hours(centre));
        if (action.HoursInCompany is > 0 and var company)
            yield return new Fact("Heures en entreprise", Hours(company));
        yield return new Fact("Langue", ActionWords.Language(action.Language));
        yield return new Fact("Entrées", action.PermanentEntry ? "À tout moment" : "À dates fixes");
        if (ActionWords.RecruitmentArea(action.RecruitmentArea) is { } area)
            yield return new Fact(
                "Périmètre de recrutement", string.IsNullOrWhiteSpace(action.RecruitmentAreaInformation)
                || action.RecruitmentAreaInformation.Trim() == area ? area : $"{area} – {action.RecruitmentAreaInformation}");
        if (!string.IsNullOrWhiteSpace(action.OtherServices))
            yield return new Fact("Autres services", action.OtherServices);
    }

    internal static IEnumerable<string> AdmissionLines(TrainingAction action)
    {
        yield return action.HasPrerequisites ? "Cette formation demande des prérequis." : "Aucun prérequis n’est demandé.";
        if (action.EntryLevelRequired)
            yield return "Un niveau d’entrée est obligatoire.";
        foreach (var mode in action.AdmissionModes.Select(ActionWords.Admission).OfType<string>())
            yield return mode;
    }
}

/// <summary>« Ajouter à mes favoris » (<c>partials/favourite-button</c>).</summary>
/// <param name="Id">Public id.</param>
/// <param name="InAccount">By a form; else on the device, by a script.</param>
public sealed record FavouriteOffer(string Id, bool InAccount);

/// <summary>A label and its value.</summary>
public sealed record Fact(string Label, string Value);

/// <summary>A provider's own text, HTML or plain: templates clean it.</summary>
public sealed record Text(string Label, string Html)
{
    public static IReadOnlyList<Text> Filled(params (string Label, string? Html)[] texts) =>
        [.. texts.Where(t => !string.IsNullOrWhiteSpace(t.Html)).Select(t => new Text(t.Label, t.Html!))];
}
