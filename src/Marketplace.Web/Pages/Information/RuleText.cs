using Marketplace.Money.Regulation;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Information;

/// <summary>A rule in French words.</summary>
/// <param name="Now">Today's line; null when there is none, which cannot be.</param>
/// <param name="Others">Earlier and announced lines, latest first; empty when the rule never changed.</param>
public sealed record RuleText(string Label, RuleLineText? Now, IReadOnlyList<RuleLineText> Others)
{
    private static readonly Dictionary<string, string> Words = new()
    {
        ["annual-rights"] = "droits annuels", ["volunteering"] = "droits d’engagement citoyen",
            ["employer-penalty"] = "abondement correctif",
        ["performance-agreement-dismissal"] = "licenciement (accord de performance collective)", ["agreement"] = "accord collectif",
        ["employer-voluntary"] = "dotation volontaire de l’employeur", ["whistleblower"] = "lanceur d’alerte",
            ["self-employed-platform"] = "plateforme",
        ["employer"] = "employeur", ["opco"] = "opérateur de compétences", ["state"] = "État", ["region"] = "région",
            ["france-travail"] = "France Travail",
        ["agefiph"] = "Agefiph", ["c2p"] = "compte professionnel de prévention",
            ["work-accident"] = "accidents du travail et maladies professionnelles",
        ["local-authority"] = "autre collectivité territoriale", ["unedic"] = "assurance chômage", ["faf"] = "fonds d’assurance-formation",
        ["chamber"] = "chambre de métiers", ["maternity"] = "maternité", ["paternity"] = "paternité et accueil de l’enfant",
            ["adoption"] = "adoption",
        ["supplementary-birth"] = "congé supplémentaire de naissance", ["parental-presence"] = "présence parentale",
            ["family-carer"] = "proche aidant",
        ["parental"] = "congé parental d’éducation", ["occupational-disease"] = "maladie professionnelle",
            ["year-start"] = "au 1er janvier",
        ["year-end"] = "au 31 décembre", ["up-to-cent"] = "au centime supérieur", ["up-to-hour"] = "à l’heure supérieure",
            ["general"] = "règle générale (à due proportion du montant de droit commun)",
        ["proportional"] = "à due proportion du montant majoré", ["most-favourable"] = "le plus favorable",
            ["merged"] = "durées additionnées",
        ["crediting"] = "l’alimentation seulement", ["end-of-next-quarter"] = "dernier jour du trimestre suivant",
            ["price"] = "on paie le prix",
        ["proposal"] = "la proposition de l’organisme", ["request"] = "la demande", ["acceptance"] = "l’acceptation",
        ["half-up"] = "à l’entier le plus proche, 0,5 au-dessus", ["credit-note"] = "un avoir",
        ["kept"] = "perdu", ["returned"] = "rendu", ["before-start"] = "la veille du début", ["on-start"] = "le jour du début",
        ["nothing"] = "rien", ["done-part"] = "la part réalisée", ["card"] = "un paiement du titulaire",
            ["cent-half-up"] = "au centime le plus proche, un demi au-dessus",
        ["cent-down"] = "au centime inférieur", ["largest-remainder"] = "à proportion, par plus grand reste",
        ["in-order"] = "dans l’ordre d’utilisation",
        ["top-up"] = "abondement d’un financeur", ["waits-whole"] = "la somme attend en entier",
            ["stays-unusable"] = "il reste inscrit, sans pouvoir servir",
        ["pro-rata-france-competences-first"] = "à proportion, France compétences d’abord",
    };

    private static readonly Dictionary<string, string> Bases = new()
    {
        ["letter"] = "lettre du texte", ["reading"] = "lecture retenue", ["practice"] = "pratique constatée",
            ["terms"] = "conditions générales d’utilisation",
    };

    public static RuleText Of(RuleLabel label, IReadOnlyList<RuleEntry> entries, RuleBook book, DateOnly today)
    {
        var lines = entries.OrderByDescending(entry => entry.From).Select(entry => (entry, Text: Line(entry, book, today))).ToList();
        var now = lines.Find(line => line.entry.From <= today && (line.entry.To ?? DateOnly.MaxValue) >= today).Text;
        return new RuleText(label.Label, now, [.. lines.Select(line => line.Text).Where(text => text != now)]);
    }

    private static RuleLineText Line(RuleEntry entry, RuleBook book, DateOnly today) => new(
        Value(entry), Period(entry, today), string.Join(" ; ", entry.References.Select(name => book.References[name])),
        Bases[entry.Basis], entry.Confidence.ToString(), entry.Note.Length > 0 ? entry.Note : null);

    /// <summary>What a line says, in words.</summary>
    internal static string Value(RuleEntry entry) => entry.Value switch
    {
        null => "aucun",
        long cents => FrenchFormat.Price(cents),
        decimal share => FrenchFormat.Decimal(share * 100, 2) + FrenchFormat.NoBreakSpace + "%",
        bool yes => yes ? "oui" : "non",
        int count => FrenchFormat.Number(count),
        Delay delay => DelayText.Of(delay),
        YearlyDay day => FrenchFormat.Date(day.In(2001))[..^5],
        DateOnly day => FrenchFormat.Date(day),
        IReadOnlyList<string> words =>
        string.Join(entry.Key.Type == "order" ? ", puis " : ", ", words.Select(word => Words.GetValueOrDefault(word, word))),
        var other => Words.GetValueOrDefault((string)other, (string)other),
    };

    private static string Period(RuleEntry entry, DateOnly today)
    {
        var from = entry.From == RuleBook.Begins ? null : FrenchFormat.Date(entry.From);
        return (from, entry.To) switch
        {
            (null, null) => "depuis le début du compte en euros",
            (null, { } to) => $"jusqu’au {FrenchFormat.Date(to)}",
            (_, null) => $"{(entry.From > today ? "à partir" : "depuis")} {(entry.From > today ? "du" : "le")} {from}",
            (_, { } to) => $"du {from} au {FrenchFormat.Date(to)}",
        };
    }
}

/// <summary>One line of a rule's history.</summary>
/// <param name="Note">Null: nothing to add.</param>
public sealed record RuleLineText(string Value, string Period, string References, string Basis, string Confidence, string? Note);
