using Marketplace.Bookings.Endings;
using Marketplace.Money.Funding;

namespace Marketplace.Web.Pages.Endings;

/// <summary>The words of an ending on screen.</summary>
public static class EndingLabels
{
    public static readonly IReadOnlyDictionary<string, string> Events = new Dictionary<string, string>
    {
        ["learner-cancels"] = "J’annule avant le début",
        ["provider-cancels"] = "L’organisme annule avant le début",
        ["funder-refuses"] = "Un financeur refuse avant le début",
        ["exit"] = "La formation a commencé, et j’en sors (à la fin, ou avant)",
    };

    public static readonly IReadOnlyDictionary<string, string> Liabilities = new Dictionary<string, string>
    {
        ["learner"] = "De mon fait : abandon ou absences",
        ["provider"] = "Du fait de l’organisme",
    };

    /// <summary>Who pays the fixed participation; empty: the learner.</summary>
    public static readonly IReadOnlyDictionary<string, string> Participants = new Dictionary<string, string>
    {
        [""] = "Moi, par carte",
        ["employer"] = "Mon employeur",
        ["opco"] = "Un opérateur de compétences (OPCO)",
    };

    public static readonly IReadOnlyDictionary<string, string> Zones = new Dictionary<string, string>
    {
        ["metropole"] = "Métropole",
        ["alsace-moselle"] = "Alsace et Moselle",
        ["guadeloupe"] = "Guadeloupe",
        ["martinique"] = "Martinique",
        ["guyane"] = "Guyane",
        ["la-reunion"] = "La Réunion",
        ["mayotte"] = "Mayotte",
        ["saint-barthelemy"] = "Saint-Barthélemy",
        ["saint-martin"] = "Saint-Martin",
        ["saint-pierre-et-miquelon"] = "Saint-Pierre-et-Miquelon",
        ["nouvelle-caledonie"] = "Nouvelle-Calédonie",
        ["polynesie-francaise"] = "Polynésie française",
        ["wallis-et-futuna"] = "Wallis-et-Futuna",
    };

    public static readonly IReadOnlyDictionary<string, string> Rules = new Dictionary<string, string>
    {
        [EndingRules.Withdrawal] = "Rétractation",
        [EndingRules.EarlyCancellation] = "Annulation sans frais",
        [EndingRules.LateCancellation] = "Annulation tardive",
        [EndingRules.ForceMajeure] = "Force majeure",
        [EndingRules.ProviderCancellation] = "Annulation par l’organisme",
        [EndingRules.FunderRefusal] = "Refus d’un financeur",
        [EndingRules.Total] = "Formation réalisée en entier",
        [EndingRules.ProviderLiable] = "Formation interrompue par l’organisme",
        [EndingRules.LearnerLiable] = "Formation interrompue de votre fait",
    };

    /// <summary>Whose money a line is.</summary>
    public static string Line(EndingPlanLine line) => (line.Source, line.Kind) switch
    {
        (FundingLineSources.Participation, "employer") => "Participation forfaitaire, payée par l’employeur",
        (FundingLineSources.Participation, "opco") => "Participation forfaitaire, payée par l’OPCO",
        (FundingLineSources.Participation, _) => "Participation forfaitaire, payée par carte",
        (FundingLineSources.AnnualRights, _) => "Droits acquis",
        (FundingLineSources.Volunteering, _) => "Droits d’engagement citoyen",
        (FundingLineSources.Dotation, _) => "Dotations",
        (FundingLineSources.TopUp, _) => "Abondements",
        _ => "Reste payé par carte",
    };
}
