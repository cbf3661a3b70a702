using Dapper;
using Npgsql;

namespace Marketplace.ProviderSpace.Moderation;

/// <summary>Reads cases.</summary>
public sealed class ModerationReader(NpgsqlDataSource database)
{
    /// <summary>Cases in a list.</summary>
    public const int Most = 100;

    /// <summary>Reports that a case shows; visitors can send many.</summary>
    private const int MostReports = 50;

    internal const string Select = """
        SELECT c.id, c.offer_id AS offer, c.action_id AS action,
            coalesce(a.public_id, (SELECT f.public_id FROM action f WHERE f.offer_id = o.id AND f.archived_at IS NULL ORDER BY f.position LIMIT 1))
                AS publicid,
            o.siret, p.name AS providername, o.number, o.title, c.state, c.opened_at AS openedat,
            (SELECT count(*)::int FROM moderation_report r WHERE r.case_id = c.id) AS reports, c.basis, c.reason, c.decided_at AS decidedat,
            c.plea, c.pleaded_at AS pleadedat
        FROM moderation_case c JOIN offer o ON o.id = c.offer_id JOIN provider p ON p.siret = o.siret
        LEFT JOIN action a ON a.id = c.action_id
        """;

    /// <summary>Those that wait for an operator, providers' pleas and the longest wait first; 100 at most.</summary>
    public async Task<IReadOnlyList<ModerationCase>> WaitingAsync(CancellationToken cancel) => await ReadAsync(
        $"{Select} WHERE c.state IN ('open', 'review') ORDER BY c.state = 'review' DESC, coalesce(c.pleaded_at, c.opened_at), c.id LIMIT {Most}",
        new { }, cancel);

    /// <summary>Those that were decided, the last first; 100 at most.</summary>
    public async Task<IReadOnlyList<ModerationCase>> DecidedAsync(CancellationToken cancel) => await ReadAsync(
        $"{Select} WHERE c.state NOT IN ('open', 'review') ORDER BY c.decided_at DESC, c.id LIMIT {Most}", new { }, cancel);

    /// <summary>Null: there is none.</summary>
    public async Task<ModerationCase?> FindAsync(Guid id, CancellationToken cancel) =>
        (await ReadAsync($"{Select} WHERE c.id = @id", new { id }, cancel)).SingleOrDefault();

    /// <summary>What its provider is told of an offer: withdrawals that stand, and what was decided before.</summary>
    public async Task<IReadOnlyList<ModerationCase>> OfOfferAsync(long offer, CancellationToken cancel) => await ReadAsync(
        $"{Select} WHERE c.offer_id = @offer AND c.state IN ('withdrawn', 'review', 'reinstated') ORDER BY c.opened_at DESC LIMIT 20",
        new { offer }, cancel);

    /// <summary>Who pointed at it, the first first; 50 at most.</summary>
    public async Task<IReadOnlyList<ModerationReport>> ReportsAsync(Guid id, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<ModerationReport>(new CommandDefinition($"""
            SELECT source, code, text, reported_at AS reportedat FROM moderation_report WHERE case_id = @id ORDER BY id LIMIT {MostReports}
            """, new { id }, cancellationToken: cancel))];
    }

    private async Task<IReadOnlyList<ModerationCase>> ReadAsync(string sql, object values, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<ModerationCase>(new CommandDefinition(sql, values, cancellationToken: cancel))];
    }
}
