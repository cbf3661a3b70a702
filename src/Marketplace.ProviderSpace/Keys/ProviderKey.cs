namespace Marketplace.ProviderSpace.Keys;

/// <summary>A key as its organisation sees it.</summary>
/// <param name="ScopeList">With blanks between them.</param>
/// <param name="LastUsedAt">To the minute; null: never.</param>
/// <param name="RevokedAt">Null: it holds until it expires.</param>
/// <param name="Replaced">Another key takes its place: it ends with the overlap.</param>
public sealed record ProviderKeyView(
    Guid Id, string Siret, string Name, string ScopeList, bool Sandbox, DateTime CreatedAt, DateTime ExpiresAt, DateTime? LastUsedAt,
    DateTime? RevokedAt, bool Holds, bool Replaced)
{
    /// <summary>Keys of <see cref="KeyScopes.Labels"/>.</summary>
    public IReadOnlyList<string> Scopes => ScopeList.Split(' ');
}

/// <summary>A key that was just made.</summary>
/// <param name="Text">Nobody can read it again.</param>
public sealed record MadeKey(Guid Id, string Text);

/// <summary>What a new key is.</summary>
/// <param name="Scopes">Keys of <see cref="KeyScopes.Labels"/>.</param>
/// <param name="Sandbox">It acts on the establishment's sandbox alone.</param>
public sealed record KeyTerms(string Siret, string Name, IReadOnlyList<string> Scopes, int Days, bool Sandbox);

/// <summary>Who asks with a key.</summary>
/// <param name="OrganisationId">Null: none is known here for the establishment.</param>
public sealed record KeyHolder(Guid KeyId, string Siret, Guid? OrganisationId, string Name, IReadOnlyList<string> Scopes, bool Sandbox);
