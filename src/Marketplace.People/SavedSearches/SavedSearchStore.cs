using Dapper;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Platform.Data;
using Npgsql;

namespace Marketplace.People.SavedSearches;

/// <param name="Query">Query string of the search page, with its question mark.</param>
/// <param name="Alert">New actions are told by e-mail, once a day.</param>
/// <param name="SetAside">The query cannot be asked any more.</param>
public sealed record SavedSearch(Guid Id, string Name, string Query, bool Alert, bool SetAside);

/// <summary>The searches that learners keep in their account.</summary>
public sealed class SavedSearchStore(NpgsqlDataSource database)
{
    /// <summary>More would make a digest that nobody reads.</summary>
    public const int Most = 30;

    public const int LongestName = 100;

    private const string Right = Rights.SearchesKeep;

    /// <summary>The last saved first.</summary>
    public async Task<IReadOnlyList<SavedSearch>> OfAsync(Guid account, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<SavedSearch>(new CommandDefinition("""
            SELECT s.id, s.name, q.query, s.alert, q.set_aside_at IS NOT NULL AS SetAside
            FROM saved_search s JOIN saved_query q ON q.id = s.query_id
            WHERE s.account_id = @account ORDER BY s.created_at DESC, s.id
            """, new { account }, cancellationToken: cancel))];
    }

    /// <summary>Saves a query; the same one again takes the new name and choice.</summary>
    /// <param name="query">In canonical order, as the search page's parser accepts it.</param>
    /// <returns>False: the account holds as many as it may.</returns>
    public Task<bool> SaveAsync(Guid account, string name, string query, bool alert, Actor actor, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
        {
            // Two windows at once must not both see the last free place.
            await connection.ExecuteAsync(
                "SELECT pg_advisory_xact_lock(hashtextextended('saved-search ' || @account, 0))", new { account });
            var others = await connection.ExecuteScalarAsync<int>("""
                SELECT count(*)::int FROM saved_search s JOIN saved_query q ON q.id = s.query_id WHERE s.account_id = @account AND q.query <> @query
                """, new { account, query });
            if (others >= Most)
                return false;
            await connection.ExecuteAsync("""
                WITH asked AS (
                    INSERT INTO saved_query (query) VALUES (@query)
                    ON CONFLICT (query) DO UPDATE SET set_aside_at = NULL, error = NULL RETURNING id)
                INSERT INTO saved_search (account_id, query_id, name, alert) SELECT @account, id, @name, @alert FROM asked
                ON CONFLICT (account_id, query_id) DO UPDATE
                SET name = excluded.name, alert = excluded.alert, since = CASE WHEN saved_search.alert THEN saved_search.since ELSE now() END
                """, new { account, name, query, alert });
            await AccessLog.WriteAsync(
                connection, actor, new AccessEntry(Right, AccessOperation.Change, account, alert ? "saved, alert" : "saved"), cancel);
            return true;
        }, cancel);

    /// <summary>Switches the alert of a search; what was published meanwhile is not new to one that is switched on.</summary>
    /// <returns>False when the account has no such search.</returns>
    public Task<bool> SetAlertAsync(Guid account, Guid search, bool alert, Actor actor, CancellationToken cancel) => ChangeAsync("""
        UPDATE saved_search SET alert = @alert, since = CASE WHEN alert THEN since ELSE now() END WHERE id = @search AND account_id = @account
        """, new { account, search, alert }, account, actor, alert ? "alert on" : "alert off", cancel);

    /// <inheritdoc cref="SetAlertAsync"/>
    public Task<bool> DeleteAsync(Guid account, Guid search, Actor actor, CancellationToken cancel) =>
        ChangeAsync("DELETE FROM saved_search WHERE id = @search AND account_id = @account", new { account, search }, account, actor,
            "deleted", cancel);

    /// <summary>Ends all alerts of an account, as the link in a digest asks; whoever holds the link needs no session.</summary>
    public Task EndAlertsAsync(Guid account, CancellationToken cancel) => database.InTransactionAsync(async connection =>
    {
        var ended = await connection.ExecuteAsync(
            "UPDATE saved_search SET alert = false WHERE account_id = @account AND alert", new { account });
        if (ended > 0)
            await AccessLog.WriteAsync(
                connection, Actor.Visitor,
                new AccessEntry(Rights.AlertsUnsubscribe, AccessOperation.Change, account, $"alerts off:{ended}"), cancel);
    }, cancel);

    private Task<bool> ChangeAsync(string sql, object values, Guid account, Actor actor, string what, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
        {
            if (await connection.ExecuteAsync(sql, values) == 0)
                return false;
            await AccessLog.WriteAsync(connection, actor, new AccessEntry(Right, AccessOperation.Change, account, what), cancel);
            return true;
        }, cancel);
}
