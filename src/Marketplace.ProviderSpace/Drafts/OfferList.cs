using Dapper;
using Npgsql;

namespace Marketplace.ProviderSpace.Drafts;

/// <summary>Reads a provider's offers, published or not, in one statement.</summary>
public sealed class OfferList(NpgsqlDataSource database)
{
    /// <summary>Offers on a page.</summary>
    public const int PageSize = 25;

    /// <summary>Words of <see cref="OfferState"/> in their order; the title of a draft is newer than what is published.</summary>
    private const string Known = """
        WITH known AS (
            SELECT o.id AS offer, d.id AS draft, coalesce(o.siret, d.siret) AS siret, coalesce(o.number, d.number) AS number,
                coalesce(nullif(d.title, ''), o.title, '') AS title,
                CASE WHEN o.id IS NULL THEN 0 WHEN o.archived_at IS NOT NULL THEN 4 WHEN o.withdrawn_at IS NOT NULL THEN 3
                    WHEN o.suspended_at IS NOT NULL THEN 2 ELSE 1 END AS state
            FROM (SELECT * FROM offer WHERE siret = ANY (@sirets)) o
            FULL JOIN (SELECT * FROM offer_draft WHERE siret = ANY (@sirets)) d ON d.siret = o.siret AND d.number = o.number),
        wanted AS (
            SELECT * FROM known WHERE (state = @state OR (@state IS NULL AND state <> 4))
                AND (@text = '' OR title ILIKE @text OR number ILIKE @text))
        """;

    public async Task<OfferListPage> ReadAsync(IReadOnlyCollection<string> sirets, OfferFilter filter, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var values = new
        {
            sirets = sirets.ToArray(), state = (int?)filter.State, text = filter.Text.Length == 0 ? "" : $"%{Escaped(filter.Text)}%",
            skip = (filter.Page - 1) * PageSize, PageSize,
        };
        await using var results = await connection.QueryMultipleAsync(new CommandDefinition($"""
            {Known} SELECT count(*)::int FROM wanted;
            {Known} SELECT w.offer, w.draft, w.siret, w.number, w.title, w.state, coalesce(n.actions, 0) AS actions,
                coalesce(n.sessions, 0) AS sessions, coalesce(n.withdrawn, 0) AS withdrawnactions
            FROM (SELECT * FROM wanted ORDER BY lower(title), siret, number OFFSET @skip LIMIT @PageSize) w
            LEFT JOIN LATERAL (
                SELECT count(DISTINCT a.id)::int AS actions, count(s.id)::int AS sessions,
                    (count(DISTINCT a.id) FILTER (WHERE a.withdrawn_at IS NOT NULL))::int AS withdrawn
                FROM action a LEFT JOIN session s ON s.action_id = a.id AND s.archived_at IS NULL
                WHERE a.offer_id = w.offer AND a.archived_at IS NULL) n ON true
            ORDER BY lower(w.title), w.siret, w.number
            """, values, cancellationToken: cancel));
        var total = await results.ReadSingleAsync<int>();
        return new([.. (await results.ReadAsync<Row>()).Select(r => new OfferSummary(
            r.Offer, r.Draft, r.Siret, r.Number, r.Title, (OfferState)r.State, r.Actions, r.Sessions, r.WithdrawnActions))], total);
    }

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);

    private sealed record Row(
        long? Offer, Guid? Draft, string Siret, string Number, string Title, int State, int Actions, int Sessions, int WithdrawnActions);
}
