using System.Security.Cryptography;
using Dapper;
using Marketplace.Platform.Data;
using Npgsql;

namespace Marketplace.Platform.Vault;

/// <summary>A column of sealed secrets in a table with a random id, and how to seal it anew.</summary>
/// <param name="Purpose">What a row's secret is sealed for.</param>
/// <param name="HasKeyColumn">Whether <c>key_id</c> beside it names the key.</param>
internal sealed record SealedColumn(string Table, string Name, Func<Guid, string> Purpose, bool HasKeyColumn = false)
{
    /// <summary>Seals one batch of rows anew, in the order of their ids, after a given one.</summary>
    /// <param name="wait">Wait for rows that others hold, instead of passing over them.</param>
    /// <returns>How many, and the last one's id.</returns>
    /// <exception cref="SetupException">A secret does not open.</exception>
    public async Task<(int Rows, Guid Last)> ResealAsync(
        NpgsqlConnection connection, MasterKeys keys, Guid after, int limit, bool wait, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var old = (await connection.QueryAsync<(Guid Id, byte[] Secret)>(new CommandDefinition($"""
            SELECT id, {Name} FROM {Table}
            WHERE id > @after AND {(HasKeyColumn ? "key_id <> @Current" : $"substring({Name} FROM 1 FOR length(@CurrentHeader)) <> @CurrentHeader")}
            ORDER BY id LIMIT @limit FOR NO KEY UPDATE {(wait ? "" : "SKIP LOCKED")}
            """, new { after, limit, keys.Current, keys.CurrentHeader }, commandTimeout: 0, cancellationToken: cancel))).AsList();
        if (old.Count == 0)
            return (0, after);
        var ids = old.Select(row => row.Id).ToArray();
        var secrets = old.Select(row => Reseal(keys, row.Id, row.Secret)).ToArray();
        await connection.ExecuteAsync(new CommandDefinition($"""
            UPDATE {Table} SET {Name} = fresh.secret{(HasKeyColumn ? ", key_id = @Current" : "")}
            FROM unnest(@ids, @secrets) AS fresh (id, secret) WHERE {Table}.id = fresh.id
            """, new { ids, secrets, keys.Current }, commandTimeout: 0, cancellationToken: cancel));
        await transaction.CommitAsync(cancel);
        return (old.Count, ids[^1]);
    }

    private byte[] Reseal(MasterKeys keys, Guid id, byte[] secret)
    {
        try
        {
            return keys.Reseal(secret, Purpose(id));
        }
        catch (CryptographicException failure)
        {
            throw RotationFailure.Of(failure, Table, id);
        }
    }
}
