using Marketplace.Platform.Decisions;

namespace Marketplace.People.Holders;

/// <summary>What is known of a holder's identity, without the NIR, which stays in the vault.</summary>
/// <param name="Identity">Null while nothing was declared.</param>
/// <param name="IdentityStatus">State of <see cref="IdentityProcess"/>.</param>
/// <param name="IdentitySource">franceconnect or documents.</param>
/// <param name="IdentityNote">What the operator answered.</param>
/// <param name="NirStatus">absent, tied, mismatch (an operator looks at it) or refused.</param>
/// <param name="NirFindings">Codes of what does not fit.</param>
/// <param name="IdentityAt">When the identity was declared or decided.</param>
/// <param name="NirAt">When a number was entered or decided.</param>
public sealed record HolderRecord(
    Guid AccountId, string? Email, PivotIdentity? Identity, string IdentityStatus, string? IdentitySource, string? IdentityNote,
    string NirStatus, IReadOnlyList<string> NirFindings, DateTime CreatedAt, DateTime? IdentityAt, DateTime? NirAt)
{
    /// <summary>Of the identity with its documents, which change together with <see cref="IdentityAt"/>.</summary>
    public string IdentityVersion => StateVersion.Of("identity", AccountId, Identity, IdentityStatus, IdentityAt);

    /// <summary>Of the number, as far as operators see it, and of the identity that it is compared with.</summary>
    public string NirVersion => StateVersion.Of("nir", NirStatus, NirFindings, NirAt, IdentityVersion);

    /// <summary>Rights may be shown and used: the person is who they say, and the account is tied to their NIR.</summary>
    public bool MayUseRights => IdentityStatus == IdentityProcess.Verified && NirStatus == "tied";
}
