using Dapper;
using Marketplace.Platform.Vault;
using Npgsql;

namespace Marketplace.People.Holders;

/// <summary>
/// One identity, one account: whoever is about to give an identity to an account takes its lock first, then the account's row.
/// </summary>
public static class PivotLock
{
    /// <summary>Kind of the keyed hash of a verified identity.</summary>
    public const string PivotKind = "pivot";

    /// <summary>Takes the lock of an identity until the end of the caller's transaction.</summary>
    /// <returns>Its keyed hash, as <c>holder.pivot_lookup</c> holds it.</returns>
    public static async Task<byte[]> TakeAsync(
        NpgsqlConnection connection, IdentityVault vault, PivotIdentity identity, CancellationToken cancel)
    {
        var pivot = await vault.LookupAsync(connection, PivotKind, identity.CanonicalText, cancel);
        await connection.ExecuteAsync("SELECT pg_advisory_xact_lock(hashtextextended(encode(@pivot, 'hex'), 0))", new { pivot });
        return pivot;
    }
}
