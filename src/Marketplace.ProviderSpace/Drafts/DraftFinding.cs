using Marketplace.Catalogue.Offers;

namespace Marketplace.ProviderSpace.Drafts;

/// <summary>What is to be said of a draft, with its place in it.</summary>
/// <param name="Blocks">It cannot be published so.</param>
/// <param name="Action">Place of the action; null: it is the offer's own.</param>
/// <param name="Session">Place of the session in the action; null: it is the action's own.</param>
/// <param name="Column">Name of the field; null: of the item as a whole.</param>
/// <param name="Text">What is wrong and how to mend it, in French.</param>
/// <param name="Basis">Article or condition of use; null: the format's own rule.</param>
public sealed record DraftFinding(bool Blocks, int? Action, int? Session, string? Column, string Text, string? Basis = null);

/// <summary>What a draft would publish, and all that is to be said of it.</summary>
/// <param name="Offer">Without what cannot be read; null: not even the offer itself can.</param>
public sealed record DraftReport(AcceptedOffer? Offer, IReadOnlyList<DraftFinding> Findings)
{
    /// <summary>Nothing stands against publishing it.</summary>
    public bool IsReady => Offer is not null && !Findings.Any(f => f.Blocks);

    /// <summary>Those of the offer itself.</summary>
    public IEnumerable<DraftFinding> OfOffer => Findings.Where(f => f.Action is null);

    /// <summary>Those of an action itself.</summary>
    public IEnumerable<DraftFinding> OfAction(int action) => Findings.Where(f => f.Action == action && f.Session is null);

    /// <summary>Those of the sessions of an action.</summary>
    public IEnumerable<DraftFinding> OfSessions(int action) => Findings.Where(f => f.Action == action && f.Session is not null);
}
