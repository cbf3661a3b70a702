using Dapper;
using Marketplace.Platform.Mail;
using Marketplace.Platform.Vault;
using Npgsql;

namespace Marketplace.Web.Mailing;

/// <summary>A mail that stayed here, opened.</summary>
/// <param name="Mail">Null: it cannot be rendered.</param>
public sealed record CaughtMail(Guid Id, DateTime CreatedAt, string Template, string To, RenderedMail? Mail);

/// <summary>Development only: the mails whose recipient and values are still there, sent or not.</summary>
public sealed class CaughtMails(NpgsqlDataSource database, Func<MasterKeys> keys, MailRenderer renderer)
{
    private const int MaxListed = 50;

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<CaughtMail>> ListAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            "SELECT id, created_at AS createdat, template, payload FROM mail WHERE payload IS NOT NULL ORDER BY mail.created_at DESC, id LIMIT @limit",
            new { limit = MaxListed }, cancellationToken: cancel));
        return [.. rows.Select(Open)];
    }

    /// <summary>Null when there is none.</summary>
    public async Task<CaughtMail?> FindAsync(Guid id, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(
            "SELECT id, created_at AS createdat, template, payload FROM mail WHERE id = @id AND payload IS NOT NULL", new { id },
            cancellationToken: cancel));
        return row is null ? null : Open(row);
    }

    private CaughtMail Open(Row row)
    {
        var to = "";
        try
        {
            var message = new TakenMail(row.Id, row.Template, row.Payload, 0).Open(keys());
            to = message.To;
            return new CaughtMail(row.Id, row.CreatedAt, row.Template, to, renderer.Render(message));
        }
        catch (Exception)
        {
            // A template that is being written, or a value that it misses: the list still shows the others.
            return new CaughtMail(row.Id, row.CreatedAt, row.Template, to, null);
        }
    }

    private sealed record Row(Guid Id, DateTime CreatedAt, string Template, byte[] Payload);
}
