using System.Globalization;
using Marketplace.Bookings.Endings;
using Marketplace.Money.Calendar;
using Marketplace.Money.Funding;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Simulator;

namespace Marketplace.Web.Pages.Endings;

/// <summary>The form of the end of a booking.</summary>
public sealed class EndingForm : Form
{
    public DateField AcceptedOn { get; } = Day("acceptation", "Jour où vous avez accepté la proposition");
    public DateField Start { get; } = Day("debut", "Premier jour de la formation");
    public DateField End { get; } = Day("fin", "Dernier jour de la formation");
    public ChoiceField Zone { get; } = new("zone", "Lieu de la formation", Choice.Of(EndingLabels.Zones), "Choisissez le lieu.")
    {
        Typed = "metropole", Hint = "Pour les jours fériés",
    };

    public AmountField Price { get; } = new("prix", "Prix de la formation, en euros", 1, SimulationReader.MaxCents,
        "Écrivez le prix de la formation en euros, par exemple 1450 ou 1450,50.") { Hint = "Toutes taxes comprises" };
    public AmountField Participation { get; } = Amount("participation", "Participation forfaitaire");
    public ChoiceField Participant { get; } = new(
        "participant", "Qui a payé la participation forfaitaire", Choice.Of(EndingLabels.Participants)) { Required = false };
    public AmountField Dotations { get; } = Amount("dotations", "Dotations versées pour vous");
    public AmountField Rights { get; } = Amount("droits", "Vos droits acquis");
    public AmountField Volunteering { get; } = Amount("engagement", "Vos droits d’engagement citoyen");
    public AmountField TopUps { get; } = Amount("abondements", "Abondements");
    public AmountField Learner { get; } = Amount("carte", "Reste payé par carte");

    public RadioField Event { get; } = new(
        "evenement", "Que se passe-t-il ?", Choice.Of(EndingLabels.Events), "Choisissez ce qui se passe.");
    public DateField On { get; } = Day("jour", "Quel jour");
    public ChoicesField ForceMajeure { get; } = new(
        "force-majeure", "Force majeure", [new Choice("oui", "C’est un cas de force majeure : imprévisible, et impossible à éviter")])
    {
        Required = false,
    };

    public InputField<int> Rate { get; } = new("taux", "Part de la formation réalisée, en %", IsRate)
    {
        InputMode = "numeric", MaxLength = 3, Required = false, Hint = "Pour une sortie : un nombre entier, de 0 à 100",
    };

    public RadioField Liable { get; } = new(
        "responsable", "Si la formation n’est pas allée à son terme", Choice.Of(EndingLabels.Liabilities)) { Required = false };

    /// <summary>Only of a form without mistakes.</summary>
    public EndingOrder Order => new(AcceptedOn.Value, Start.Value, End.Value, HolidayZones.ByName[Zone.Value], Price.Value,
    [
        .. Lines(Participation, FundingLineSources.Participation, Participant.Value.Length > 0 ? Participant.Value : null),
        .. Lines(Dotations, FundingLineSources.Dotation), .. Lines(Rights, FundingLineSources.AnnualRights),
        .. Lines(Volunteering, FundingLineSources.Volunteering), .. Lines(TopUps, FundingLineSources.TopUp),
        .. Lines(Learner, FundingLineSources.Learner),
    ]);

    /// <summary>
    /// Only of a form without mistakes. What belongs to an exit does not count for anything else: a choice once made stays.
    /// </summary>
    public EndingEvent Ending
    {
        get
        {
            var kind = EndingEvent.Kinds[Event.Value];
            return new(kind, On.Value, ForceMajeure.Ticked.Count > 0, kind == EndingKind.Exit && !Rate.IsEmpty ? Rate.Value : null,
                kind == EndingKind.Exit && Liable.Value.Length > 0 ? EndingEvent.Liabilities[Liable.Value] : null);
        }
    }

    /// <inheritdoc/>
    protected override void Check()
    {
        if (!IsValid)
            return;
        foreach (var mistake in EndingChecks.Of(Order, Ending))
            Refuse(mistake);
    }

    private void Refuse(EndingMistake mistake)
    {
        switch (mistake.Field)
        {
            case "event.rate":
                Rate.Refuse(RateProblem);
                break;
            case "event.liable":
                Liable.Refuse("Dites du fait de qui la formation n’est pas allée à son terme.");
                break;
            case "order.acceptedOn":
                AcceptedOn.Refuse(mistake.Text);
                break;
            case "order.end":
                End.Refuse(mistake.Text);
                break;
            default:
                Price.Refuse(mistake.Text);
                break;
        }
    }

    private const string RateProblem = "Écrivez la part réalisée, un nombre entier de 0 à 100.";

    private static bool IsRate(string text, out int rate, out string? problem)
    {
        problem = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out rate) && rate <= 100 ? null : RateProblem;
        return problem is null;
    }

    private static DateField Day(string name, string label) => new(name, label,
        $"Choisissez une date de {Holidays.FirstYear} à {Holidays.LastYear}.",
        day => day.Year is >= Holidays.FirstYear and <= Holidays.LastYear);

    private static AmountField Amount(string name, string label) =>
        new(name, label, 0, SimulationReader.MaxCents, "Écrivez un montant en euros, ou laissez vide.") { Required = false };

    private static EndingLine[] Lines(AmountField field, string source, string? kind = null) =>
        field.Value > 0 ? [new EndingLine(source, kind, field.Value)] : [];
}
