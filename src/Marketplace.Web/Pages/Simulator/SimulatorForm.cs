using Marketplace.Money.Calendar;
using Marketplace.Money.Funding;
using Marketplace.Money.Regulation;
using Marketplace.Web.Forms;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Simulator;

/// <summary>The form of the simulator.</summary>
public sealed class SimulatorForm(DateOnly today) : Form
{
    public AmountField Price { get; } =
        Amount("prix", "Prix de la formation, en euros", 1, "Écrivez le prix de la formation en euros, par exemple 1450 ou 1450,50.",
            "Toutes taxes comprises, par exemple 1450 ou 1450,50");

    public ChoiceField Offer { get; } = new(
        "formation", "Type de formation", Choice.Of(FundingLabels.Offers), "Choisissez le type de formation.") { Blank = "Sélectionner" };
    public ChoiceField Situation { get; } = new(
        "situation", "Votre situation", Choice.Of(FundingLabels.Statuses), "Choisissez votre situation.") { Blank = "Sélectionner" };

    public AmountField Rights { get; } = Amount(
        "droits", "Vos droits acquis, en euros", 0, "Écrivez vos droits en euros, par exemple 980 ; 0 si vous n’en avez pas.",
        "Le montant de votre compte personnel de formation, sans les versements d’un employeur ou d’un financeur");

    public DateField Day { get; } = new("date", "Date de l’inscription",
        $"Choisissez une date du {FrenchFormat.Date(RuleBook.Begins)} au 31{FrenchFormat.NoBreakSpace}décembre{FrenchFormat.NoBreakSpace}{Holidays.LastYear}, ou laissez vide.",
        day => day >= RuleBook.Begins && day.Year <= Holidays.LastYear) { Hint = "Les règles de ce jour s’appliquent ; vide : aujourd’hui",
        Required = false };

    public IReadOnlyList<AmountField> Dotations { get; } = [.. RuleWords.Dotations.Select(Source)];
    public IReadOnlyList<AmountField> TopUps { get; } = [.. RuleWords.TopUps.Select(Source)];

    /// <summary>Somebody else pays a part: those fields are open.</summary>
    public bool HasSources => Dotations.Concat(TopUps).Any(source => !source.IsEmpty);

    /// <summary>Only of a form without mistakes.</summary>
    public FundingRequest Request => new(
        Day.IsEmpty ? today : Day.Value, Price.Value, Offer.Value, Situation.Value, Rights.Value, SourcesOf(Dotations), SourcesOf(TopUps));

    /// <summary>With what a link says of a training.</summary>
    public SimulatorForm Fill(IQueryCollection query)
    {
        if (query["prix"] is [{ } price] && TypedAmount.Cents(price, SimulationReader.MaxCents) is > 0)
            Price.Typed = price;
        if (query["formation"] is [{ } offer] && FundingLabels.Offers.ContainsKey(offer))
            Offer.Typed = offer;
        return this;
    }

    private static AmountField Source(string kind) =>
        Amount(kind, FundingLabels.Sources[kind], 0, "Écrivez un montant en euros, ou laissez vide.", null, required: false);

    private static AmountField Amount(string name, string label, long least, string mend, string? hint, bool required = true) =>
        new(name, label, least, SimulationReader.MaxCents,
            $"{mend} Le maximum est de {FrenchFormat.RoundPrice(SimulationReader.MaxCents)}.") { Hint = hint, Required = required };

    private static List<FundingSource> SourcesOf(IReadOnlyList<AmountField> fields) =>
        [.. fields.Where(field => field.Value > 0).Select(field => new FundingSource(field.Name, field.Value))];
}
