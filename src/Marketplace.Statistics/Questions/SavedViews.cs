using Dapper;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Platform.Data;
using Npgsql;

namespace Marketplace.Statistics.Questions;

/// <summary>A question under a permanent address.</summary>
/// <param name="Query">As <see cref="QueryReader.Write"/> writes it.</param>
public sealed record SavedView(Guid Id, string Title, string Query, DateTime CreatedAt);

/// <summary>Keeps questions, never answers: who opens one gets what they may see today.</summary>
public sealed class SavedViews(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>Of one account.</summary>
    public const int Most = 100;
    public const int MostTitle = 120;

    /// <returns>Null: the account has as many as it may.</returns>
    public Task<Guid?> SaveAsync(string title, StatisticsQuery query, Actor actor, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
        {
            if (await connection.ExecuteScalarAsync<int>(new CommandDefinition(
                "SELECT count(*)::int FROM statistics_view WHERE account_id = @AccountId", new { actor.AccountId },
                cancellationToken: cancel)) >= Most)
                return (Guid?)null;
            var id = Guid.NewGuid();
            await connection.ExecuteAsync(new CommandDefinition("""
                INSERT INTO statistics_view (id, account_id, title, query, created_at) VALUES (@id, @AccountId, @title, @query, @now)
                """, new { id, actor.AccountId, title, query = QueryReader.Write(query), now = clock.GetUtcNow().UtcDateTime }, cancellationToken: cancel));
            await AccessLog.WriteAsync(connection, actor,
                new AccessEntry(Rights.StatisticsAnalyse, AccessOperation.Change, null, $"statistics-view:{id}"), cancel);
            return id;
        }, cancel);

    /// <summary>Null: there is none.</summary>
    public async Task<SavedView?> FindAsync(Guid id, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await connection.QuerySingleOrDefaultAsync<SavedView>(new CommandDefinition(
            "SELECT id, title, query, created_at AS CreatedAt FROM statistics_view WHERE id = @id", new { id }, cancellationToken: cancel));
    }

    /// <summary>Of an account, the latest first.</summary>
    public async Task<IReadOnlyList<SavedView>> ListAsync(Guid account, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<SavedView>(new CommandDefinition(
            "SELECT id, title, query, created_at AS CreatedAt FROM statistics_view WHERE account_id = @account ORDER BY created_at DESC, id",
            new { account }, cancellationToken: cancel))];
    }

    /// <summary>Forgets one of one's own.</summary>
    public Task RemoveAsync(Guid id, Actor actor, CancellationToken cancel) => database.InTransactionAsync(async connection =>
    {
        if (await connection.ExecuteAsync(new CommandDefinition(
            "DELETE FROM statistics_view WHERE id = @id AND account_id = @AccountId", new { id, actor.AccountId },
            cancellationToken: cancel)) > 0)
            await AccessLog.WriteAsync(connection, actor,
                new AccessEntry(Rights.StatisticsAnalyse, AccessOperation.Change, null, $"statistics-view:{id}"), cancel);
    }, cancel);
}
