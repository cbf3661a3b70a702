using Dapper;
using Npgsql;

namespace Marketplace.People.Audit;

/// <summary>A line of the access log as people read it.</summary>
/// <param name="Role">Role that the actor had.</param>
/// <param name="Organisation">Name of the organisation they acted for.</param>
/// <param name="Own">The actor is the subject.</param>
public sealed record AccessLine(
    long Id, DateTime At, Guid? ActorId, string Role, string? Organisation, string Nature, string Operation, Guid? SubjectId,
    string? Object, string? Reason, bool Own);

/// <summary>Lines that were counted instead of written.</summary>
public sealed record UnwrittenLines(string Nature, string Operation, string Object, long Lines);

/// <summary>What to look for in the access log.</summary>
public sealed record AccessLogQuery
{
    public Guid? Subject { get; init; }
    public Guid? Actor { get; init; }
    public string? Nature { get; init; }
    public string? Operation { get; init; }
    /// <summary>UTC.</summary>
    public DateTime? From { get; init; }
    /// <summary>UTC, not included.</summary>
    public DateTime? To { get; init; }
    /// <summary>Leaves out what the subject did themselves.</summary>
    public bool OthersOnly { get; init; }
    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;
}

/// <summary>Reads the access log, newest first.</summary>
public sealed class AccessLogReader(NpgsqlDataSource database)
{
    public const int PageSize = 50;

    /// <summary>A page of lines, and whether there are more.</summary>
    public async Task<(IReadOnlyList<AccessLine> Lines, bool More)> ReadAsync(AccessLogQuery query, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var lines = (await connection.QueryAsync<AccessLine>(new CommandDefinition("""
            SELECT l.id, l.at, l.actor_id AS ActorId, l.actor_role AS Role, o.name AS Organisation, l.nature, l.operation,
                l.subject_id AS SubjectId, l.object, l.reason, l.actor_id IS NOT DISTINCT FROM l.subject_id AS Own
            FROM (
                SELECT id, at, actor_id, actor_role, on_behalf_of, nature, operation, subject_id, object, reason FROM access_log
                UNION ALL
                SELECT id, at, actor_id, actor_role, on_behalf_of, nature, operation, subject_id, object, reason FROM access_log_held) l
            LEFT JOIN organisation o ON o.id = l.on_behalf_of
            WHERE (@Subject::uuid IS NULL OR l.subject_id = @Subject) AND (@Actor::uuid IS NULL OR l.actor_id = @Actor)
                AND (@Nature::text IS NULL OR l.nature = @Nature) AND (@Operation::text IS NULL OR l.operation = @Operation)
                AND (@From::timestamptz IS NULL OR l.at >= @From) AND (@To::timestamptz IS NULL OR l.at < @To)
                AND NOT (@OthersOnly AND l.actor_id IS NOT DISTINCT FROM l.subject_id)
            ORDER BY l.at DESC, l.id DESC OFFSET @skip LIMIT @take
            """, new
        {
            query.Subject,
            query.Actor,
            query.Nature,
            query.Operation,
            query.From,
            query.To,
            query.OthersOnly,
            skip = (query.Page - 1) * PageSize,
            take = PageSize + 1,
        }, cancellationToken: cancel))).ToList();
        return (lines.Count > PageSize ? lines[..PageSize] : lines, lines.Count > PageSize);
    }

    /// <summary>What strangers caused beyond their limits since a moment, the most first; 20 kinds at most.</summary>
    public async Task<IReadOnlyList<UnwrittenLines>> UnwrittenAsync(DateTime since, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<UnwrittenLines>(new CommandDefinition("""
            SELECT nature, operation, object, sum(lines)::bigint AS Lines FROM access_log_unwritten WHERE hour >= @since
            GROUP BY nature, operation, object ORDER BY 4 DESC, 1, 2, 3 LIMIT 20
            """, new { since }, cancellationToken: cancel))];
    }
}
