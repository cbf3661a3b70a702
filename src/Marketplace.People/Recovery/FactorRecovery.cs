using Marketplace.People.Holders;
using Marketplace.Platform.Decisions;

namespace Marketplace.People.Recovery;

/// <summary>Somebody's request to replace a lost second factor.</summary>
/// <param name="State">Of <see cref="RecoveryProcess"/>.</param>
/// <param name="ReadyAt">Accepted: from then on another factor can be set up.</param>
public sealed record FactorRecovery(Guid Id, Guid AccountId, string State, DateTime AskedAt, DateTime ChangedAt, DateTime? ReadyAt)
{
    /// <summary>For who decides on it.</summary>
    /// <param name="holder">With whose verified identity the documents are compared.</param>
    public string Version(HolderRecord holder) => StateVersion.Of("recovery", Id, State, ChangedAt, holder.IdentityVersion);
}

/// <summary>What came of asking.</summary>
public enum RecoveryRequest
{
    Done,
    /// <summary>No identity was verified: there is nothing to compare documents with.</summary>
    NotVerified,
}
