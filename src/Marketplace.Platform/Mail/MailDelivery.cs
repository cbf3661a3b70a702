using System.Text.Json;
using Dapper;
using Marketplace.Platform.Vault;
using Npgsql;

namespace Marketplace.Platform.Mail;

/// <summary>A mail whose turn it is, leased to who took it.</summary>
/// <param name="Attempts">This one included.</param>
public sealed record TakenMail(Guid Id, string Template, byte[] Payload, int Attempts)
{
    /// <summary>What was queued.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">Changed, or sealed with a key that is not here.</exception>
    public MailMessage Open(MasterKeys keys) =>
        JsonSerializer.Deserialize<MailMessage>(keys.Open(Payload, SealPurpose.Mail)) ?? throw new JsonException("The payload is empty.");
}

/// <summary>
/// The sending side of <see cref="MailQueue"/>. Taking a mail is a lease, not a transaction held open over the network:
/// the mail of a process that died is due again when the lease ends.
/// </summary>
public sealed class MailDelivery(NpgsqlDataSource database)
{
    /// <summary>How long a taken mail belongs to its taker; sending must give up before.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>Days that sent and set-aside mails are kept.</summary>
    public const int KeepDays = 30;

    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2), TimeSpan.FromHours(6), TimeSpan.FromHours(24),
    ];

    /// <summary>After so many attempts a mail is set aside.</summary>
    public static int MaxAttempts => Pauses.Length + 1;

    /// <summary>The mail that has been due longest, or null. Several processes may ask at once; each gets another.</summary>
    public async Task<TakenMail?> TakeAsync(CancellationToken cancel = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await connection.QuerySingleOrDefaultAsync<TakenMail>(new CommandDefinition("""
            UPDATE mail SET attempts = attempts + 1, next_attempt_at = now() + make_interval(secs => @lease)
            WHERE id = (
                SELECT id FROM mail
                WHERE sent_at IS NULL AND set_aside_at IS NULL AND payload IS NOT NULL AND next_attempt_at <= now()
                ORDER BY next_attempt_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING id, template, payload, attempts
            """, new { lease = Lease.TotalSeconds }, cancellationToken: cancel));
    }

    /// <summary>It has left. Recipient and values are forgotten, unless the development catcher shows them.</summary>
    public Task MarkSentAsync(TakenMail mail, bool keepPayload = false, CancellationToken cancel = default) => ExecuteAsync("""
        UPDATE mail SET sent_at = now(), set_aside_at = NULL, error = NULL, payload = CASE WHEN @keepPayload THEN payload END WHERE id = @id
        """, new { mail.Id, keepPayload }, cancel);

    /// <summary>It could not be sent this time.</summary>
    /// <param name="error">Without the address.</param>
    /// <returns>Whether it will be tried again; false: it was set aside.</returns>
    public async Task<bool> MarkFailedAsync(TakenMail mail, string error, CancellationToken cancel = default)
    {
        if (mail.Attempts >= MaxAttempts)
        {
            await SetAsideAsync(mail, error, cancel);
            return false;
        }
        // When the lease ran out and another process took the mail, its word counts.
        await ExecuteAsync("""
            UPDATE mail SET next_attempt_at = now() + make_interval(secs => @pause), error = @error WHERE id = @id AND sent_at IS NULL AND attempts = @attempts
            """, new { mail.Id, mail.Attempts, pause = Pauses[mail.Attempts - 1].TotalSeconds, error }, cancel);
        return true;
    }

    /// <summary>Trying again would not help. An operator may make it due again (docs/operations.md).</summary>
    /// <param name="error">Without the address.</param>
    public Task SetAsideAsync(TakenMail mail, string error, CancellationToken cancel = default) => ExecuteAsync(
        "UPDATE mail SET set_aside_at = now(), error = @error WHERE id = @id AND sent_at IS NULL", new { mail.Id, error }, cancel);

    /// <summary>How many mails have not left yet, those set aside not counted.</summary>
    public async Task<long> CountWaitingAsync(CancellationToken cancel = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            "SELECT count(*) FROM mail WHERE sent_at IS NULL AND set_aside_at IS NULL", cancellationToken: cancel));
    }

    /// <summary>Deletes what was sent or set aside over <see cref="KeepDays"/> days ago.</summary>
    public Task PurgeAsync(CancellationToken cancel = default) => ExecuteAsync("""
        DELETE FROM mail WHERE created_at < now() - make_interval(days => @days)
            AND coalesce(sent_at, set_aside_at) < now() - make_interval(days => @days)
        """, new { days = KeepDays }, cancel);

    private async Task ExecuteAsync(string sql, object values, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition(sql, values, cancellationToken: cancel));
    }
}
