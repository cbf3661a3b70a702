using Marketplace.Web.Forms;

namespace Marketplace.Web.Pages.ProviderBookings;

/// <summary>Why a dossier is refused or cancelled, and what the learner is told.</summary>
/// <param name="reasons">Codes with their words.</param>
public sealed class EndReasonForm(IReadOnlyDictionary<string, string> reasons) : Form
{
    private const int LongestNote = 500;

    public RadioField Reason { get; } = new("motif", "Motif", Choice.Of(reasons), "Choisissez un motif.");
    public TextAreaField Note { get; } = new("message", "Message à la personne",
        text => text.Length <= LongestNote ? null : $"Écrivez {LongestNote} caractères au plus.")
    {
        Required = false, MaxLength = LongestNote, MostRead = 4 * LongestNote, Hint = $"{LongestNote} caractères au plus",
    };

    /// <summary>Null: nothing.</summary>
    public string? Told => Note.IsEmpty ? null : Note.Value;
}
