using System.Globalization;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Training;
using Marketplace.Web.Forms;

namespace Marketplace.Web.Pages.ProviderBookings;

/// <summary>How much of a training was done when, and why not all of it.</summary>
public sealed class ExitForm : Form
{
    private const string ForceMajeure = "force-majeure";
    private const decimal MostUnits = 100_000;

    private static readonly string[] InPerson = ["hours", "half-days", "days"];

    /// <param name="attended">Half-days by the attendance lists: followed and in all; null: none were kept.</param>
    public ExitForm(BookingRow row, (int Done, int Total)? attended = null)
    {
        On = new("jour", "Dernier jour de présence", "Écrivez le jour de la sortie, par exemple 19/03/2027.")
        {
            Typed = row.Ends?.ToString("O", CultureInfo.InvariantCulture) ?? "",
        };
        Unit = new("unite", "Compté en", Choice.Of(ExitDeclaration.Units.Where(unit => row.Modality switch
        {
            "in-person" => InPerson.Contains(unit.Key),
            "remote" => unit.Key == "milestones",
            _ => true,
        })), "Choisissez en quoi la formation est comptée.") { Typed = attended is null || row.Modality == "remote" ? "" : "half-days" };
        Done = Number("fait", "Ce qui a été fait", attended?.Done);
        Total = Number("total", "Ce qui était prévu", attended?.Total);
        Attended = attended is { } kept ? $"D’après les présences : {kept.Done} demi-journées suivies sur {kept.Total} ouvertes." : null;
        if (attended is { } all && all.Done == all.Total)
            Reason.Typed = ExitDeclaration.Total;
    }

    public DateField On { get; }
    public RadioField Reason { get; } = new("motif", "La formation", [
        .. ExitDeclaration.Reasons.Select(reason => new Choice(reason.Key, reason.Value)),
        new(ForceMajeure, "La personne n’a pas pu la suivre en entier : force majeure") { Hint = "Aucune preuve n’est demandée" }],
        "Dites si la formation a été suivie en entier, ou pourquoi elle ne l’a pas été.");
    public ChoiceField Unit { get; }
    public InputField<decimal> Done { get; }
    public InputField<decimal> Total { get; }

    /// <summary>What the attendance lists say; null: none were kept.</summary>
    public string? Attended { get; }

    /// <summary>Only of a form without mistakes.</summary>
    public ExitDeclaration Declaration => new(On.Value, Reason.Value == ForceMajeure ? "learner-left" : Reason.Value,
        Reason.Value == ExitDeclaration.Total ? 100 : ExitDeclaration.RateOf(Done.Value, Total.Value), Reason.Value == ForceMajeure);

    protected override void Check()
    {
        if (Reason.Value.Length == 0 || Reason.Value == ExitDeclaration.Total || Done.Error is not null || Total.Error is not null)
            return;
        if (Done.IsEmpty)
            Done.Refuse("Écrivez ce qui a été fait : 0 s’il n’y a rien eu.");
        if (Total.IsEmpty || Total.Value <= 0)
            Total.Refuse("Écrivez ce qui était prévu : plus que 0.");
        if (Done.Error is not null || Total.Error is not null)
            return;
        if (Done.Value > Total.Value)
            Done.Refuse("Ce qui a été fait ne dépasse pas ce qui était prévu.");
        else if (ExitDeclaration.RateOf(Done.Value, Total.Value) == 100)
            Done.Refuse("Le taux arrondi est de 100 % : dites que la formation a été suivie en entier.");
    }

    private static InputField<decimal> Number(string name, string label, int? known) =>
        new(name, label, (string text, out decimal count, out string? said) =>
    {
        var isCount = decimal.TryParse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out count)
            && count <= MostUnits;
        said = isCount ? null : "Écrivez un nombre, par exemple 31,5.";
        return isCount;
    })
    {
        Required = false, InputMode = "decimal", MaxLength = 10, Hint = "Seulement si la formation n’a pas été suivie en entier",
        Typed = known?.ToString(CultureInfo.InvariantCulture) ?? "",
    };
}
