using Dapper;
using Npgsql;

namespace Marketplace.ProviderSpace.Webhooks;

/// <summary>An event whose turn it is, leased to who took it.</summary>
/// <param name="Attempts">This one included.</param>
internal sealed record TakenDelivery(
    Guid Id, Guid Webhook, string Url, byte[] Secret, byte[]? Previous, string Type, DateTime OccurredAt, string Data, int Attempts);

/// <summary>
/// Whose turn it is, and what came of it. Each webhook has its own queue: one that is away is left alone for a while, and none has more
/// under way than its share. Taking is a lease, so that what a process that died had taken is due again.
/// </summary>
internal sealed class DeliveryQueue(NpgsqlDataSource database)
{
    /// <summary>Under way to one webhook at a time.</summary>
    public const int Share = 4;

    /// <summary>Longer than a try can last.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <summary>Ten tries over three days.</summary>
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2),
        TimeSpan.FromHours(6), TimeSpan.FromHours(12), TimeSpan.FromHours(24), TimeSpan.FromHours(27),
    ];

    /// <summary>After so many tries an event is set aside.</summary>
    public static int MostAttempts => Pauses.Length + 1;

    /// <summary>What is due, the webhook that waited longest first.</summary>
    /// <param name="busy">Webhooks that have their share under way.</param>
    public async Task<IReadOnlyList<TakenDelivery>> TakeAsync(IReadOnlyCollection<Guid> busy, int most, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<TakenDelivery>(new CommandDefinition("""
            WITH due AS (
                SELECT d.id, w.id AS webhook FROM (
                    SELECT id, served_at FROM webhook WHERE removed_at IS NULL AND switched_off_at IS NULL
                        AND (held_until IS NULL OR held_until <= now()) AND id <> ALL (@busy)
                        AND EXISTS (SELECT FROM webhook_delivery WHERE webhook_id = webhook.id AND delivered_at IS NULL AND set_aside_at IS NULL
                            AND next_try_at <= now())
                    ORDER BY served_at NULLS FIRST LIMIT @most) w
                CROSS JOIN LATERAL (
                    SELECT id FROM webhook_delivery WHERE webhook_id = w.id AND delivered_at IS NULL AND set_aside_at IS NULL
                        AND next_try_at <= now()
                    ORDER BY next_try_at, number LIMIT @Share FOR UPDATE SKIP LOCKED) d
                ORDER BY w.served_at NULLS FIRST LIMIT @most),
            served AS (UPDATE webhook SET served_at = now() WHERE id IN (SELECT webhook FROM due))
            UPDATE webhook_delivery d SET attempts = attempts + 1, next_try_at = now() + @Lease
            FROM due, webhook w WHERE d.id = due.id AND w.id = due.webhook
            RETURNING d.id, w.id AS Webhook, w.url, w.secret, CASE WHEN w.previous_until > now() THEN w.previous_secret END AS Previous,
                d.type, d.occurred_at AS OccurredAt, d.data::text AS Data, d.attempts
            """, new { busy = busy.ToArray(), most, Share, Lease }, cancellationToken: cancel))];
    }

    /// <summary>It arrived.</summary>
    public Task DoneAsync(TakenDelivery delivery, int status, TimeSpan took, CancellationToken cancel) => ExecuteAsync($"""
        {Attempt};
        UPDATE webhook_delivery SET delivered_at = now(), set_aside_at = NULL WHERE id = @Id;
        UPDATE webhook SET failures = 0, held_until = NULL WHERE id = @Webhook AND failures > 0;
        """, delivery, status, null, took, cancel);

    /// <summary>It did not arrive: it is tried again later, a little sooner or later than others, or set aside.</summary>
    public Task FailedAsync(TakenDelivery delivery, int? status, string? error, TimeSpan took, CancellationToken cancel) => ExecuteAsync($"""
        {Attempt};
        UPDATE webhook_delivery SET next_try_at = now() + @pause, set_aside_at = CASE WHEN @last THEN now() END
        WHERE id = @Id AND delivered_at IS NULL AND attempts = @Attempts;
        UPDATE webhook SET failures = failures + 1, held_until = now() + least(interval '10 minutes', interval '4 seconds' * 2 ^ least(failures, 10))
        WHERE id = @Webhook;
        """, delivery, status, error, took, cancel);

    /// <summary>The receiver is gone for good: nothing more is sent there.</summary>
    public Task GoneAsync(TakenDelivery delivery, int status, TimeSpan took, CancellationToken cancel) => ExecuteAsync($"""
        {Attempt};
        UPDATE webhook SET switched_off_at = now(), switched_off_why = 'gone' WHERE id = @Webhook AND switched_off_at IS NULL;
        UPDATE webhook_delivery SET set_aside_at = now() WHERE webhook_id = @Webhook AND delivered_at IS NULL AND set_aside_at IS NULL;
        """, delivery, status, null, took, cancel);

    private const string Attempt = "INSERT INTO webhook_attempt (delivery_id, status, error, took_ms) VALUES (@Id, @status, @error, @took)";

    private async Task ExecuteAsync(
        string sql, TakenDelivery delivery, int? status, string? error, TimeSpan took, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition(sql, new
        {
            delivery.Id, delivery.Webhook, delivery.Attempts, status, error, took = (int)took.TotalMilliseconds,
            pause = Jittered(Pauses[Math.Min(delivery.Attempts, Pauses.Length) - 1]), last = delivery.Attempts >= MostAttempts,
        }, cancellationToken: cancel));
        await transaction.CommitAsync(cancel);
    }

    /// <summary>A tenth more or less, so that what failed together does not come together again.</summary>
    private static TimeSpan Jittered(TimeSpan pause) => pause * (0.9 + (Random.Shared.NextDouble() * 0.2));
}
