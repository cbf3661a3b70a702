using Dapper;
using Marketplace.Platform.Data;
using Marketplace.Platform.Mail;
using Marketplace.Platform.Vault;
using Npgsql;

namespace Marketplace.People.SavedSearches;

/// <summary>New actions for a search of somebody.</summary>
/// <param name="Count">How many were found; those listed are the first.</param>
public sealed record DigestSearch(string Name, string Query, int Count, IReadOnlyList<DigestAction> Actions);

/// <param name="Town">Null: remote or not known.</param>
public sealed record DigestAction(string PublicId, string Title, string Provider, string? Town, long PriceCents);

/// <summary>Everything that is new for somebody: one e-mail.</summary>
/// <param name="Count">Actions, each once however many searches find it.</param>
public sealed record Digest(Guid Account, string Email, int Count, IReadOnlyList<DigestSearch> Searches);

/// <summary>Writes the digests of a run: each in the transaction of the mark that it is written.</summary>
public sealed class AlertDigests(NpgsqlDataSource database, MasterKeys keys)
{
    private const int ListedBySearch = 5;

    /// <summary>
    /// The next accounts, by ascending id, for which something is new; disabled ones and those without an address are left out.
    /// </summary>
    public async Task<IReadOnlyList<Digest>> NextAsync(long run, Guid after, int limit, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition("""
            WITH somebody AS (
                SELECT s.account_id FROM saved_search s JOIN account a ON a.id = s.account_id AND a.disabled_at IS NULL AND a.email IS NOT NULL
                WHERE s.alert AND s.account_id > @after
                    AND NOT EXISTS (SELECT FROM alert_digest d WHERE d.run_id = @run AND d.account_id = s.account_id)
                    AND EXISTS (SELECT FROM alert_match m JOIN new_action n USING (action_id) WHERE m.query_id = s.query_id AND n.at > s.since)
                GROUP BY s.account_id ORDER BY s.account_id LIMIT @limit)
            SELECT a.id AS account, a.email, s.id AS search, s.name, q.query, t.total, f.count, f.public_id AS publicid, f.title, f.provider, f.town, f.price_cents AS pricecents
            FROM somebody JOIN account a ON a.id = somebody.account_id
            JOIN saved_search s ON s.account_id = a.id AND s.alert JOIN saved_query q ON q.id = s.query_id
            CROSS JOIN LATERAL (
                SELECT count(DISTINCT m.action_id)::int AS total
                FROM saved_search every JOIN alert_match m ON m.query_id = every.query_id JOIN new_action n USING (action_id)
                WHERE every.account_id = a.id AND every.alert AND n.at > every.since) t
            CROSS JOIN LATERAL (
                SELECT count(*) OVER ()::int AS count, row_number() OVER (ORDER BY m.rank, m.action_id) AS line,
                    ac.public_id, o.title, p.name AS provider, CASE WHEN ac.modality <> 2 THEN pl.name END AS town, ac.price_cents
                FROM alert_match m JOIN new_action n USING (action_id) JOIN action ac ON ac.id = m.action_id
                JOIN offer o ON o.id = ac.offer_id JOIN provider p ON p.siret = o.siret LEFT JOIN place pl ON pl.insee = ac.insee
                WHERE m.query_id = s.query_id AND n.at > s.since) f
            WHERE f.line <= @ListedBySearch
            ORDER BY a.id, s.created_at, s.id, f.line
            """, new { run, after, limit, ListedBySearch }, cancellationToken: cancel));
        return [.. rows.GroupBy(row => (row.Account, row.Email))
            .Select(person => new Digest(person.Key.Account, person.Key.Email, person.First().Total,
            [.. person.GroupBy(row => row.Search)
            .Select(search => new DigestSearch(search.First().Name, search.First().Query, search.First().Count,
                [.. search.Select(row => new DigestAction(row.PublicId, row.Title, row.Provider, row.Town, row.PriceCents))]))]))];
    }

    /// <summary>Queues the digests of accounts that have none of this run yet.</summary>
    public Task WriteAsync(long run, IReadOnlyList<Digest> digests, Func<Digest, MailMessage> letter, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
        {
            var marked = (await connection.QueryAsync<Guid>("""
                INSERT INTO alert_digest (run_id, account_id) SELECT @run, unnest(@accounts) ON CONFLICT DO NOTHING RETURNING account_id
                """, new { run, accounts = digests.Select(d => d.Account).ToArray() })).ToHashSet();
            foreach (var digest in digests.Where(d => marked.Contains(d.Account)))
                await MailQueue.EnqueueAsync(connection, keys, letter(digest), cancel);
        }, cancel);

    /// <summary>A digest that cannot be written must not hold up the others, nor be tried again in this run.</summary>
    public async Task SetAsideAsync(long run, Guid account, string error, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition(
            "INSERT INTO alert_digest (run_id, account_id, error) VALUES (@run, @account, @error) ON CONFLICT DO NOTHING",
            new { run, account, error }, cancellationToken: cancel));
    }

    // Filled by Dapper, by column name.
    private sealed class Row
    {
        public Guid Account { get; init; }
        public string Email { get; init; } = "";
        public Guid Search { get; init; }
        public string Name { get; init; } = "";
        public string Query { get; init; } = "";
        public int Total { get; init; }
        public int Count { get; init; }
        public string PublicId { get; init; } = "";
        public string Title { get; init; } = "";
        public string Provider { get; init; } = "";
        public string? Town { get; init; }
        public long PriceCents { get; init; }
    }
}
