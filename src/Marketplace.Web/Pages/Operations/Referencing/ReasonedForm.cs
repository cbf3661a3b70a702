using Marketplace.ProviderSpace.Referencing;
using Marketplace.Web.Forms;

namespace Marketplace.Web.Pages.Operations.Referencing;

/// <summary>A decision about a provider, with the reason that it is told; measures have a last day.</summary>
public class ReasonedForm : Form
{
    public TextAreaField Reason { get; } = new("motif", "Motif, tel que l’organisme le lira", _ => null)
    {
        Required = false, MaxLength = ApplicationDecisions.LongestReason, MostRead = ApplicationDecisions.LongestReason, Rows = 5,
        Hint = "Nécessaire pour toute décision, sauf déclarer la demande complète",
    };

    /// <summary>Which button was pressed: an event of <see cref="ReferencingProcess"/>.</summary>
    internal static string EventOf(PostedForm posted, params ReadOnlySpan<string> events)
    {
        var decision = posted.Text("decision", 20);
        return events.Contains(decision) ? decision : throw new BadHttpRequestException("A decision is expected.");
    }

    /// <summary>Whether the reason is there where it is needed.</summary>
    internal bool HasReason(string @event)
    {
        if (@event != ReferencingProcess.Complete && Reason.IsEmpty)
            Reason.Refuse("Écrivez le motif : l’organisme doit savoir pourquoi.");
        return IsValid;
    }
}

/// <summary>A measure.</summary>
public sealed class MeasureForm : ReasonedForm
{
    public DateField Until { get; } = new(
        "fin", "Dernier jour d’une suspension ou d’un déréférencement", "Écrivez un jour, par exemple 31/12/2027.")
    {
        Required = false,
    };
}
