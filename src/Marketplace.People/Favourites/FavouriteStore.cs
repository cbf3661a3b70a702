using Dapper;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Platform.Data;
using Npgsql;

namespace Marketplace.People.Favourites;

/// <param name="Added">Actions that were not there yet.</param>
/// <param name="Full">Some found no place: the account holds as many as it may.</param>
public sealed record FavouritesAdded(int Added, bool Full);

/// <summary>The actions that a learner keeps in the account.</summary>
public sealed class FavouriteStore(NpgsqlDataSource database)
{
    /// <summary>More is no choice any more.</summary>
    public const int Most = 100;

    /// <summary>Public ids, the last added first.</summary>
    public async Task<IReadOnlyList<string>> OfAsync(Guid account, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<string>(new CommandDefinition("""
            SELECT a.public_id FROM favourite f JOIN action a ON a.id = f.action_id
            WHERE f.account_id = @account ORDER BY f.added_at DESC, f.action_id
            """, new { account }, cancellationToken: cancel))];
    }

    /// <summary>Adds actions, in their order, as far as there is room; unknown ids are left out.</summary>
    public Task<FavouritesAdded> AddAsync(Guid account, IReadOnlyList<string> publicIds, Actor actor, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
        {
            // Two windows at once must not both see the last free place.
            await connection.ExecuteAsync("SELECT pg_advisory_xact_lock(hashtextextended('favourite ' || @account, 0))", new { account });
            var held = await connection.ExecuteScalarAsync<int>(
                "SELECT count(*)::int FROM favourite WHERE account_id = @account", new { account });
            var wanted = (await connection.QueryAsync<long>("""
                SELECT a.id FROM unnest(@publicIds) WITH ORDINALITY AS w(public_id, position) JOIN action a USING (public_id)
                WHERE NOT EXISTS (SELECT FROM favourite f WHERE f.account_id = @account AND f.action_id = a.id)
                ORDER BY w.position
                """, new { account, publicIds = publicIds.Distinct().ToArray() })).ToList();
            var added = wanted.Take(Math.Max(0, Most - held)).ToArray();
            if (added.Length > 0)
            {
                await connection.ExecuteAsync(
                    "INSERT INTO favourite (account_id, action_id) SELECT @account, unnest(@added)", new { account, added });
                await AccessLog.WriteAsync(
                    connection, actor, new AccessEntry(Rights.FavouritesKeep, AccessOperation.Change, account, $"added:{added.Length}"),
                    cancel);
            }
            return new FavouritesAdded(added.Length, added.Length < wanted.Count);
        }, cancel);

    /// <summary>Takes an action out; one that is not there is no error.</summary>
    public Task RemoveAsync(Guid account, string publicId, Actor actor, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
    {
        if (await connection.ExecuteAsync("""
            DELETE FROM favourite f USING action a WHERE a.id = f.action_id AND f.account_id = @account AND a.public_id = @publicId
            """, new { account, publicId }) > 0)
            await AccessLog.WriteAsync(
                connection, actor, new AccessEntry(Rights.FavouritesKeep, AccessOperation.Change, account, "removed"), cancel);
    }, cancel);
}
