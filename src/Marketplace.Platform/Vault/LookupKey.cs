using System.Security.Cryptography;
using Dapper;
using Npgsql;

namespace Marketplace.Platform.Vault;

/// <summary>
/// The key of the look-up hashes, made once for a database. Read each time and not remembered: a restored backup
/// may bring another under a running server, and hashes made with the wrong one would no longer find anything.
/// </summary>
internal sealed class LookupKey(MasterKeys keys)
{
    /// <summary>The key, or null while nothing was ever looked up or stored.</summary>
    public async Task<byte[]?> ReadAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var wrapped = await connection.ExecuteScalarAsync<byte[]?>(
            new CommandDefinition("SELECT wrapped_key FROM vault_lookup_key", cancellationToken: cancel));
        return wrapped is null ? null : keys.Open(wrapped, SealPurpose.Lookup);
    }

    /// <summary>The key, made now if need be; processes that do so at once agree on the first.</summary>
    public async Task<byte[]> ReadOrMakeAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        if (await ReadAsync(connection, cancel) is { } known)
            return known;
        var wrapped = keys.Seal(RandomNumberGenerator.GetBytes(MasterKeys.KeyLength), SealPurpose.Lookup);
        await connection.ExecuteAsync(new CommandDefinition(
            "INSERT INTO vault_lookup_key (key_id, wrapped_key) VALUES (@Current, @wrapped) ON CONFLICT DO NOTHING",
            new { keys.Current, wrapped }, cancellationToken: cancel));
        return await ReadAsync(connection, cancel) ?? throw new InvalidOperationException("The look-up key vanished while it was made.");
    }
}
