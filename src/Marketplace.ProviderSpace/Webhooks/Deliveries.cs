using Dapper;
using Npgsql;

namespace Marketplace.ProviderSpace.Webhooks;

/// <summary>The log of what was sent to webhooks, and the way to send it again.</summary>
public sealed class Deliveries(NpgsqlDataSource database)
{
    /// <summary>Days that the log is kept.</summary>
    public const int KeepDays = 30;

    /// <summary>Latest first.</summary>
    /// <param name="before">Number of the last one of the page before; null: the first page.</param>
    public async Task<IReadOnlyList<DeliveryView>> ListAsync(Guid webhook, long? before, int most, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<DeliveryView>(new CommandDefinition("""
            SELECT d.id, d.number, d.type, d.occurred_at AS OccurredAt, d.attempts, d.delivered_at AS DeliveredAt, d.set_aside_at AS SetAsideAt,
                CASE WHEN d.delivered_at IS NULL AND d.set_aside_at IS NULL THEN d.next_try_at END AS NextTryAt,
                a.at AS LastTriedAt, a.status AS LastStatus, a.error AS LastError, a.took_ms AS TookMs
            FROM webhook_delivery d
            LEFT JOIN LATERAL (SELECT * FROM webhook_attempt WHERE delivery_id = d.id ORDER BY at DESC LIMIT 1) a ON true
            WHERE d.webhook_id = @webhook AND d.number < @before ORDER BY d.number DESC LIMIT @most
            """, new { webhook, before = before ?? long.MaxValue, most }, cancellationToken: cancel))];
    }

    /// <summary>Sends an event again, under its own id, whatever became of it; its tries begin anew.</summary>
    /// <returns>False: the webhook has none of this id.</returns>
    public async Task<bool> ReplayAsync(Guid webhook, Guid delivery, CancellationToken cancel) => await ExecuteAsync("""
        UPDATE webhook_delivery SET attempts = 0, next_try_at = now(), delivered_at = NULL, set_aside_at = NULL
        WHERE id = @delivery AND webhook_id = @webhook
        """, new { webhook, delivery }, cancel) == 1;

    /// <summary>Forgets what is older than <see cref="KeepDays"/> days, and webhooks that were removed before.</summary>
    public async Task PurgeAsync(CancellationToken cancel)
    {
        await ExecuteAsync("DELETE FROM webhook_delivery WHERE occurred_at < now() - make_interval(days => @KeepDays)", new { KeepDays },
            cancel);
        await ExecuteAsync("""
            DELETE FROM webhook w WHERE removed_at < now() - make_interval(days => @KeepDays)
                AND NOT EXISTS (SELECT FROM webhook_delivery WHERE webhook_id = w.id)
            """, new { KeepDays }, cancel);
    }

    private async Task<int> ExecuteAsync(string sql, object values, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await connection.ExecuteAsync(new CommandDefinition(sql, values, commandTimeout: 600, cancellationToken: cancel));
    }
}
