using System.Text.Json;
using Dapper;
using Marketplace.Exchange.Comparing;
using Npgsql;

namespace Marketplace.ProviderSpace.Uploads;

/// <summary>Messages of one kind: « 214 lignes : … ».</summary>
public sealed record IssueGroup
{
    public required string Code { get; init; }

    /// <summary>error or warning.</summary>
    public required string Severity { get; init; }
    public string? Column { get; init; }

    /// <summary>Of messages.</summary>
    public required int Count { get; init; }

    /// <summary>The first of them.</summary>
    public required int[] Lines { get; init; }

    /// <summary>The first one's.</summary>
    public required string Text { get; init; }
}

/// <summary>One message.</summary>
public sealed record StoredIssue(
    string Severity, string Code, int? Line, string? Column, string? Formation, string? Action, string? Session, string Text);

/// <summary>A row of a file, valid or not.</summary>
public sealed record StoredRow
{
    /// <summary>Among the rows with something in them, from 1.</summary>
    public required int Ordinal { get; init; }

    /// <summary>In the file, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>As they are written; null or missing where a row ends early.</summary>
    public required string?[] Cells { get; init; }
    public required bool Accepted { get; init; }
}

/// <summary>A change that is shown.</summary>
public sealed record StoredChange(
    string Kind, string Level, string Formation, string? Action, string? Session, string Title, IReadOnlyList<FieldChange> Fields);

/// <summary>Reads uploads with their reports.</summary>
public sealed class UploadReader(NpgsqlDataSource database)
{
    /// <summary>Of an organisation that are shown.</summary>
    public const int PageSize = 50;

    /// <summary>Those of a scope, latest first.</summary>
    public async Task<IReadOnlyList<Upload>> ListAsync(UploadScope scope, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var all = await UploadRows.QueryAsync(connection, "WHERE organisation_id = @Organisation ORDER BY received_at DESC, id DESC",
            new { scope.Organisation }, cancel);
        return [.. all.Where(upload => upload.IsIn(scope))];
    }

    /// <summary>One; null: none of the scope.</summary>
    public async Task<Upload?> FindAsync(UploadScope scope, Guid id, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await UploadRows.FindAsync(connection, id, held: false, cancel) is { } found && found.IsIn(scope) ? found : null;
    }

    /// <summary>Its messages grouped: what blocks first, then what is most.</summary>
    public async Task<IReadOnlyList<IssueGroup>> GroupsAsync(Guid id, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<IssueGroup>(new CommandDefinition("""
            SELECT code AS Code, severity AS Severity, "column" AS Column, count(*)::int AS Count,
                coalesce((array_agg(line ORDER BY ordinal) FILTER (WHERE line IS NOT NULL))[1:5], '{}') AS Lines,
                (array_agg(text ORDER BY ordinal))[1] AS Text
            FROM upload_issue WHERE upload_id = @id GROUP BY code, severity, "column"
            ORDER BY severity, count(*) DESC, code, "column"
            """, new { id }, cancellationToken: cancel))];
    }

    /// <summary>A page of its messages, as the report orders them.</summary>
    /// <param name="code">Null: of all codes.</param>
    /// <param name="page">From 1.</param>
    public async Task<(int Total, IReadOnlyList<StoredIssue> Issues)> IssuesAsync(Guid id, string? code, int page, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var answers = await connection.QueryMultipleAsync(new CommandDefinition("""
            SELECT count(*)::int FROM upload_issue WHERE upload_id = @id AND (@code::text IS NULL OR code = @code);
            SELECT severity, code, line, "column" AS Column, formation, action, session, text FROM upload_issue
            WHERE upload_id = @id AND (@code::text IS NULL OR code = @code) ORDER BY ordinal LIMIT @PageSize OFFSET @skipped
            """, new { id, code, PageSize, skipped = (page - 1) * PageSize }, cancellationToken: cancel));
        return (await answers.ReadSingleAsync<int>(), [.. await answers.ReadAsync<StoredIssue>()]);
    }

    /// <summary>A row by its line in the file, with its messages; null: there is none, or no longer.</summary>
    public async Task<(StoredRow Row, IReadOnlyList<StoredIssue> Issues)?> RowAsync(Guid id, int line, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var answers = await connection.QueryMultipleAsync(new CommandDefinition("""
            SELECT ordinal AS Ordinal, line AS Line, cells AS Cells, accepted AS Accepted FROM upload_row WHERE upload_id = @id AND line = @line ORDER BY ordinal LIMIT 1;
            SELECT severity, code, line, "column" AS Column, formation, action, session, text FROM upload_issue
            WHERE upload_id = @id AND line = @line ORDER BY ordinal LIMIT 100
            """, new { id, line }, cancellationToken: cancel));
        return await answers.ReadSingleOrDefaultAsync<StoredRow>() is { } row ? (row, [.. await answers.ReadAsync<StoredIssue>()]) : null;
    }

    /// <summary>A page of what it would change, or changed.</summary>
    /// <param name="page">From 1.</param>
    public async Task<(int Total, IReadOnlyList<StoredChange> Changes)> ChangesAsync(Guid id, int page, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var answers = await connection.QueryMultipleAsync(new CommandDefinition("""
            SELECT count(*)::int FROM upload_change WHERE upload_id = @id;
            SELECT kind, level, formation, action, session, title, fields::text FROM upload_change
            WHERE upload_id = @id ORDER BY ordinal LIMIT @PageSize OFFSET @skipped
            """, new { id, PageSize, skipped = (page - 1) * PageSize }, cancellationToken: cancel));
        return (await answers.ReadSingleAsync<int>(),
            [.. (await answers.ReadAsync<(
            string Kind, string Level, string Formation, string? Action, string? Session, string Title, string Fields)>())
                .Select(c => new StoredChange(c.Kind, c.Level, c.Formation, c.Action, c.Session, c.Title,
                    JsonSerializer.Deserialize<FieldChange[]>(c.Fields, UploadRows.Json) ?? []))]);
    }
}
