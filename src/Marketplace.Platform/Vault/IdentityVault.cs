using System.Security.Cryptography;
using System.Text;
using Dapper;
using Npgsql;

namespace Marketplace.Platform.Vault;

/// <summary>
/// Secrets that identify people, such as social security numbers and identity documents. Each row has a random key of
/// its own, wrapped by a master key; a keyed hash finds a row by its value without the value being there.
/// All methods work within the caller's transaction, if there is one.
/// </summary>
public sealed class IdentityVault(MasterKeys keys)
{
    private readonly LookupKey _lookupKey = new(keys);

    /// <summary>Seals a secret into a new row.</summary>
    /// <param name="kind">What it is; part of the seal and of the look-up.</param>
    /// <param name="lookupValue">What <see cref="FindAsync"/> will ask for, already normalised; null: not to be found.</param>
    /// <returns>The row's id.</returns>
    /// <exception cref="PostgresException">Unique violation: the kind already has a row with this look-up value.</exception>
    public async Task<Guid> StoreAsync(
        NpgsqlConnection connection, string kind, ReadOnlyMemory<byte> secret, string? lookupValue, CancellationToken cancel = default)
    {
        var id = Guid.NewGuid();
        var lookup = lookupValue is null ? null : await LookupAsync(connection, kind, lookupValue, cancel);
        var rowKey = RandomNumberGenerator.GetBytes(MasterKeys.KeyLength);
        var wrapped = keys.Seal(rowKey, SealPurpose.Entry(id));
        var text = SealedText.Seal(rowKey, secret.Span, Context(id, kind));
        CryptographicOperations.ZeroMemory(rowKey);
        await connection.ExecuteAsync(new CommandDefinition("""
            INSERT INTO vault_entry (id, kind, lookup, key_id, wrapped_key, sealed) VALUES (@id, @kind, @lookup, @Current, @wrapped, @text)
            """, new { id, kind, lookup, keys.Current, wrapped, text }, cancellationToken: cancel));
        return id;
    }

    /// <summary>Opens a row.</summary>
    /// <exception cref="KeyNotFoundException">There is no such row.</exception>
    /// <exception cref="MissingMasterKeyException">Its master key is not among the settings.</exception>
    /// <exception cref="CryptographicException">The row was changed by somebody else.</exception>
    public async Task<byte[]> OpenAsync(NpgsqlConnection connection, Guid id, CancellationToken cancel = default)
    {
        var row = await connection.QuerySingleOrDefaultAsync<(string? Kind, byte[] Wrapped, byte[] Text)>(new CommandDefinition(
            "SELECT kind, wrapped_key, sealed FROM vault_entry WHERE id = @id", new { id }, cancellationToken: cancel));
        if (row.Kind is null)
            throw new KeyNotFoundException($"There is no vault entry {id}.");
        var rowKey = keys.Open(row.Wrapped, SealPurpose.Entry(id));
        try
        {
            return SealedText.Open(rowKey, row.Text, Context(id, row.Kind));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(rowKey);
        }
    }

    /// <summary>The row of a kind that was stored with this look-up value, or null.</summary>
    public async Task<Guid?> FindAsync(NpgsqlConnection connection, string kind, string lookupValue, CancellationToken cancel = default)
    {
        // A search writes nothing: it may run where writing is not allowed.
        if (await _lookupKey.ReadAsync(connection, cancel) is not { } key)
            return null;
        return await connection.ExecuteScalarAsync<Guid?>(new CommandDefinition(
            "SELECT id FROM vault_entry WHERE kind = @kind AND lookup = @lookup", new { kind, lookup = Hash(key, kind, lookupValue) },
            cancellationToken: cancel));
    }

    /// <summary>The keyed hash of a value: equal for equal kinds and values, and useless without the master key.</summary>
    public async Task<byte[]> LookupAsync(NpgsqlConnection connection, string kind, string value, CancellationToken cancel = default) =>
        Hash(await _lookupKey.ReadOrMakeAsync(connection, cancel), kind, value);

    /// <summary>As <see cref="LookupAsync"/> for many values in one piece of work: the key is read once.</summary>
    public async Task<Func<string, byte[]>> LookupsAsync(NpgsqlConnection connection, string kind, CancellationToken cancel = default)
    {
        var key = await _lookupKey.ReadOrMakeAsync(connection, cancel);
        return value => Hash(key, kind, value);
    }

    /// <summary>Removes a row; nothing happens when it is gone already.</summary>
    public Task RemoveAsync(NpgsqlConnection connection, Guid id, CancellationToken cancel = default) =>
        connection.ExecuteAsync(new CommandDefinition("DELETE FROM vault_entry WHERE id = @id", new { id }, cancellationToken: cancel));

    private static byte[] Hash(byte[] key, string kind, string value) =>
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{kind}\0{value}"));

    private static byte[] Context(Guid id, string kind) => [.. id.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(kind)];
}
