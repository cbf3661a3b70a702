using Marketplace.Catalogue.Offers;
using Marketplace.Exchange.Edof.Reporting;

namespace Marketplace.Exchange.Sheets.Forms;

/// <summary>What the format's rules say of an offer that was typed into forms.</summary>
/// <param name="Offer">What of it can be published, without the actions and sessions that have mistakes; null: not even the offer
/// itself.</param>
public sealed record FormReport(AcceptedOffer? Offer, IReadOnlyList<FormFinding> Findings)
{
    /// <summary>Nothing stands against publishing it as far as the format goes.</summary>
    public bool IsSound => Offer is not null && Findings.All(f => f.Code.Severity != Severity.Error);
}

/// <summary>A finding with its place in the forms.</summary>
/// <param name="Action">Place of the action in the offer; null: it is the offer's own.</param>
/// <param name="Session">Place of the session in the action; null: it is the action's own.</param>
/// <param name="Column">Name of the field; null: of the item as a whole.</param>
/// <param name="Text">What is wrong and how to mend it, in French.</param>
public sealed record FormFinding(ImportCode Code, int? Action, int? Session, string? Column, string Text);
