using Marketplace.Catalogue.Reference;
using Marketplace.Bookings.Dossiers;
using Marketplace.Statistics.Facts;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Statistics;

/// <summary>Values of dimensions as people call them.</summary>
public sealed class StatisticsWords(ReferenceDataStore reference)
{
    private static readonly Dictionary<string, string> Fixed = new()
    {
        ["rncp"] = "RNCP", ["rs"] = "Répertoire spécifique", ["rncp-block"] = "Blocs de compétences RNCP",
            ["vae"] = "Validation des acquis",
        ["skills-review"] = "Bilan de compétences", ["driving-licence"] = "Permis de conduire",
            ["business-creation"] = "Création d’entreprise",
        ["in-person"] = "En centre", ["blended"] = "Mixte", ["remote"] = "À distance", ["under-25"] = "Moins de 25 ans",
            ["25-34"] = "25 à 34 ans",
        ["35-44"] = "35 à 44 ans", ["45-54"] = "45 à 54 ans", ["55-64"] = "55 à 64 ans", ["65-and-over"] = "65 ans et plus",
            ["female"] = "Femmes",
        ["male"] = "Hommes", ["employee"] = "Salariés", ["jobseeker"] = "Demandeurs d’emploi", ["self-employed"] = "Indépendants",
        ["public-agent"] = "Agents publics", ["esat-worker"] = "Travailleurs en ÉSAT",
            ["learner"] = "Titulaires (participation et reste à charge)",
        ["annual-rights"] = "Droits acquis (France compétences)", ["volunteering"] = "Engagement citoyen", ["employer"] = "Employeurs",
            ["opco"] = "OPCO",
        ["state"] = "État", ["region"] = "Régions", ["france-travail"] = "France Travail", ["other"] = "Autres financeurs",
            ["under-500"] = "Moins de 500 €",
        ["500-999"] = "500 à 999 €", ["1000-1499"] = "1 000 à 1 499 €", ["1500-1999"] = "1 500 à 1 999 €",
            ["2000-2999"] = "2 000 à 2 999 €",
        ["3000-4999"] = "3 000 à 4 999 €", ["5000-and-over"] = "5 000 € et plus", ["under-8"] = "Moins de 8 h", ["8-20"] = "8 à 20 h",
        ["21-34"] = "21 à 34 h", ["35-69"] = "35 à 69 h", ["70-149"] = "70 à 149 h", ["150-299"] = "150 à 299 h",
            ["300-and-over"] = "300 h et plus",
    };

    private static readonly string[] Months =
        ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];

    private static readonly Dictionary<string, string> States = BookingProcess.Table.StateLabels.ToDictionary(s => s.State, s => s.Label);

    /// <summary>The value of a dimension.</summary>
    public string Of(string dimension, string value) => value == "?" ? "Non précisé" : dimension switch
    {
        "month" or "quarter" or "year" => Period(value),
        "status" => States.GetValueOrDefault(value, value),
        "domain" or "domainGroup" => reference.Current.NsfDomains.TryGetValue(value, out var title) ? $"{value} {title}" : value,
        "trainingRegion" or "residenceRegion" => reference.Current.Regions.TryGetValue(value, out var region) ? region.Name : value,
        "trainingDepartment" or "residenceDepartment" => reference.Current.Departments.TryGetValue(value, out var department)
            ? $"{value} {department.Name}" : value,
        _ => Fixed.GetValueOrDefault(value, value),
    };

    /// <summary>janvier 2026, 1er trimestre 2026, 2026.</summary>
    public static string Period(string period) => Month.TryParse(period, out var month) ? Of(month)
        : period.Length == 7 && period[5] == 'Q' ? $"{(period[6] == '1' ? "1er" : period[6] + "e")} trimestre {period[..4]}" : period;

    /// <summary>janvier 2026.</summary>
    public static string Of(Month month) => $"{Months[month.Number - 1]} {month.Year}";

    /// <summary>A figure with its unit; null: withheld.</summary>
    public static string Figure(string measure, long? figure, bool withheld) => figure is not { } number ? withheld ? "s" : "n. a."
        : measure.EndsWith("Cents", StringComparison.Ordinal)
            ? FrenchFormat.RoundPrice((long)Math.Round(number / 100m) * 100) : FrenchFormat.Number(number);
}
