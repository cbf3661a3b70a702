using System.Text.Json;
using Dapper;
using Marketplace.Exchange.Comparing;
using Marketplace.Exchange.Edof.Importing;
using Marketplace.Exchange.Edof.Reporting;
using Npgsql;
using NpgsqlTypes;

namespace Marketplace.ProviderSpace.Uploads;

/// <summary>Writes what reading found by COPY, in place of what an earlier reading did.</summary>
internal static class StagedTables
{
    /// <summary>Every row.</summary>
    /// <param name="foreign">None of them is accepted.</param>
    /// <returns>How many there are, and how many were refused.</returns>
    public static async Task<(int Rows, int Refused)> RowsAsync(
        NpgsqlConnection connection, Upload upload, StagedFile staged, bool foreign, CancellationToken cancel)
    {
        var (count, refused) = (0, 0);
        if (upload.Mended)
        {
            // The rows themselves are being read: their new verdict is all that changes.
            var lines = new List<int>();
            await foreach (var row in staged.RowsAsync(cancel))
            {
                count++;
                if (foreign || !row.Accepted)
                    lines.Add(row.Line);
            }
            await connection.ExecuteAsync(new CommandDefinition("""
                UPDATE upload_row SET accepted = NOT line = ANY (@lines) WHERE upload_id = @Id AND accepted = (line = ANY (@lines))
                """, new { upload.Id, lines = lines.ToArray() }, cancellationToken: cancel));
            return (count, lines.Count);
        }
        await ClearAsync(connection, "upload_row", upload.Id, cancel);
        await using var copy = await connection.BeginBinaryImportAsync(
            "COPY upload_row (upload_id, ordinal, line, level, formation, action, session, cells, accepted) FROM STDIN (FORMAT BINARY)",
            cancel);
        await foreach (var row in staged.RowsAsync(cancel))
        {
            var accepted = row.Accepted && !foreign;
            refused += accepted ? 0 : 1;
            await copy.StartRowAsync(cancel);
            await copy.WriteAsync(upload.Id, NpgsqlDbType.Uuid, cancel);
            await copy.WriteAsync(++count, NpgsqlDbType.Integer, cancel);
            await copy.WriteAsync(row.Line, NpgsqlDbType.Integer, cancel);
            await copy.WriteAsync(row.Level switch
            {
                ItemLevel.Action => "action",
                ItemLevel.Session => "session",
                _ => "formation",
            }, NpgsqlDbType.Text, cancel);
            await WriteAsync(copy, row.Formation, cancel);
            await WriteAsync(copy, row.Action, cancel);
            await WriteAsync(copy, row.Session, cancel);
            await copy.WriteAsync(row.Cells.Select(StoredText.Of).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text, cancel);
            await copy.WriteAsync(accepted, NpgsqlDbType.Boolean, cancel);
        }
        await copy.CompleteAsync(cancel);
        return (count, refused);
    }

    /// <summary>Every message, in the order of the report.</summary>
    public static async Task IssuesAsync(
        NpgsqlConnection connection, Guid upload, IReadOnlyList<ImportMessage> messages, CancellationToken cancel)
    {
        await ClearAsync(connection, "upload_issue", upload, cancel);
        await using var copy = await connection.BeginBinaryImportAsync("""
            COPY upload_issue (upload_id, ordinal, severity, code, line, "column", formation, action, session, text) FROM STDIN (FORMAT BINARY)
            """, cancel);
        for (var i = 0; i < messages.Count; i++)
        {
            var message = messages[i];
            await copy.StartRowAsync(cancel);
            await copy.WriteAsync(upload, NpgsqlDbType.Uuid, cancel);
            await copy.WriteAsync(i + 1, NpgsqlDbType.Integer, cancel);
            await copy.WriteAsync(message.Code.Severity == Severity.Error ? "error" : "warning", NpgsqlDbType.Text, cancel);
            await copy.WriteAsync(message.Code.Code, NpgsqlDbType.Text, cancel);
            if (message.Line is { } line)
                await copy.WriteAsync(line, NpgsqlDbType.Integer, cancel);
            else
                await copy.WriteNullAsync(cancel);
            await WriteAsync(copy, message.Column, cancel);
            await WriteAsync(copy, message.Formation, cancel);
            await WriteAsync(copy, message.Action, cancel);
            await WriteAsync(copy, message.Session, cancel);
            await WriteAsync(copy, message.Text, cancel);
        }
        await copy.CompleteAsync(cancel);
    }

    /// <summary>What would change, as far as it is shown.</summary>
    public static async Task ChangesAsync(
        NpgsqlConnection connection, Guid upload, IReadOnlyList<DescribedChange> changes, CancellationToken cancel)
    {
        await ClearAsync(connection, "upload_change", upload, cancel);
        await using var copy = await connection.BeginBinaryImportAsync("""
            COPY upload_change (upload_id, ordinal, kind, level, formation, action, session, title, fields) FROM STDIN (FORMAT BINARY)
            """, cancel);
        for (var i = 0; i < changes.Count; i++)
        {
            var (item, title, fields) = changes[i];
            await copy.StartRowAsync(cancel);
            await copy.WriteAsync(upload, NpgsqlDbType.Uuid, cancel);
            await copy.WriteAsync(i + 1, NpgsqlDbType.Integer, cancel);
            await copy.WriteAsync(item.Kind.ToString().ToLowerInvariant(), NpgsqlDbType.Text, cancel);
            await copy.WriteAsync(item.Level.ToString().ToLowerInvariant(), NpgsqlDbType.Text, cancel);
            await WriteAsync(copy, item.Offer, cancel);
            await WriteAsync(copy, item.Action, cancel);
            await WriteAsync(copy, item.Session, cancel);
            await WriteAsync(copy, title, cancel);
            await copy.WriteAsync(JsonSerializer.Serialize(fields, UploadRows.Json), NpgsqlDbType.Jsonb, cancel);
        }
        await copy.CompleteAsync(cancel);
    }

    private static Task<int> ClearAsync(NpgsqlConnection connection, string table, Guid upload, CancellationToken cancel) =>
        connection.ExecuteAsync(new CommandDefinition(
            $"DELETE FROM {table} WHERE upload_id = @upload", new { upload }, cancellationToken: cancel));

    private static async Task WriteAsync(NpgsqlBinaryImporter copy, string? text, CancellationToken cancel)
    {
        if (text is null)
            await copy.WriteNullAsync(cancel);
        else
            await copy.WriteAsync(StoredText.Of(text), NpgsqlDbType.Text, cancel);
    }
}
