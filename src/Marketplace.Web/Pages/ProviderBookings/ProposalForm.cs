using System.Globalization;
using Marketplace.Bookings.Answers;
using Marketplace.Bookings.Dossiers;
using Marketplace.Web.Forms;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.ProviderBookings;

/// <summary>What a provider proposes; filled in as the learner asked.</summary>
public sealed class ProposalForm : Form
{
    private const int LongestNote = 1_000;
    private const long MostCents = 100_000_000;
    private const int MostHours = 10_000;

    public ProposalForm(BookingRow row)
    {
        var asked = Proposal.AsRequested(row);
        Starts = new("debut", "Premier jour", "Écrivez le premier jour, par exemple 11/01/2027.") { Typed = Iso(asked.Starts) };
        Ends = new("fin", "Dernier jour", "Écrivez le dernier jour, par exemple 19/03/2027.") { Typed = Iso(asked.Ends) };
        Hours = new("heures", "Durée, en heures", (string text, out int hours, out string? said) =>
        {
            var whole = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out hours) && hours is > 0 and <= MostHours;
            said = whole ? null : "Écrivez un nombre entier d’heures.";
            return whole;
        })
        {
            Required = row.PublishedHours is not null, InputMode = "numeric", MaxLength = 5,
                Typed = asked.Hours?.ToString(CultureInfo.InvariantCulture) ?? "",
        };
        Price = new("prix", "Prix, taxes comprises, en euros", 1, MostCents, "Écrivez un prix en euros, par exemple 1450,00.")
        {
            Hint = $"Prix de l’offre : {FrenchFormat.Price(row.PublishedPrice)}",
            Typed = (asked.PriceCents / 100m).ToString("0.00", CultureInfo.InvariantCulture).Replace('.', ','),
        };
    }

    public DateField Starts { get; }
    public DateField Ends { get; }
    public InputField<int> Hours { get; }
    public AmountField Price { get; }
    public TextAreaField Note { get; } = new("message", "Message à la personne",
        text => text.Length <= LongestNote ? null : $"Écrivez {LongestNote} caractères au plus.")
    {
        Required = false, MaxLength = LongestNote, MostRead = 4 * LongestNote, Hint = $"{LongestNote} caractères au plus",
    };

    /// <summary>Only of a form without mistakes.</summary>
    public Proposal Proposal =>
        new(Starts.Value, Ends.Value, Hours.IsEmpty ? null : Hours.Value, Price.Value, Note.IsEmpty ? null : Note.Value);

    /// <summary>What the limits of the offer do not allow, beside its field.</summary>
    internal void Refuse(ProposalProblem problem) => FieldOf(problem.Part).Refuse(problem.Text);

    private Field FieldOf(ProposalPart part) => part switch
    {
        ProposalPart.Starts => Starts,
        ProposalPart.Ends => Ends,
        ProposalPart.Hours => Hours,
        _ => Price,
    };

    private static string Iso(DateOnly day) => day == default ? "" : day.ToString("O", CultureInfo.InvariantCulture);
}
