using Npgsql;

namespace Marketplace.Catalogue.Offers;

/// <summary>Who writes a provider's offers holds its lock until the transaction ends: files and forms come one after the other.</summary>
internal static class ProviderLock
{
    /// <summary>Waits for who holds it. What is read after this, at READ COMMITTED, is what stands.</summary>
    public static async Task TakeAsync(NpgsqlConnection connection, string siret, CancellationToken cancel)
    {
        await using var gate = new NpgsqlCommand("SELECT pg_advisory_xact_lock(hashtextextended('catalogue:' || $1, 0))", connection);
        gate.Parameters.Add(new() { Value = siret });
        await gate.ExecuteNonQueryAsync(cancel);
    }
}
