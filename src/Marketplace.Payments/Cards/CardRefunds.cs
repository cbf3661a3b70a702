using Dapper;
using Marketplace.People.Access;
using Npgsql;

namespace Marketplace.Payments.Cards;

/// <summary>Money that goes back to cards: queued in the transaction that decides it, sent by <see cref="RefundSending"/>.</summary>
public sealed class CardRefunds(CardLedger ledger, TimeProvider clock)
{
    /// <inheritdoc cref="CardPayments.RefundAsync"/>
    internal async Task QueueAsync(
        NpgsqlConnection connection, Guid payment, long amountCents, string key, string reason, CancellationToken cancel)
    {
        if (await CardRows.LockAsync(connection, payment, cancel) is not { } paid)
            throw new ArgumentException("There is no such payment.", nameof(payment));
        if (await connection.QuerySingleOrDefaultAsync<(Guid Payment, long Amount)?>(new CommandDefinition(
            "SELECT payment, amount FROM card_refund WHERE key = @key", new { key }, cancellationToken: cancel)) is { } before)
        {
            if (before != (payment, amountCents))
                throw new ArgumentException($"The key {key} named another refund.", nameof(key));
            return;
        }
        var free = paid.Bucket is null ? 0 : paid.AmountCents - paid.RefundAskedCents;
        var step = RefundProcess.Table.Begin(RefundProcess.Queue, Roles.Program, new RefundFacts(amountCents, free));
        var (id, now) = (Guid.NewGuid(), clock.GetUtcNow());
        await connection.ExecuteAsync(new CommandDefinition("""
            INSERT INTO card_refund (id, payment, key, amount, reason, state, next_try, created_at)
            VALUES (@id, @payment, @key, @amountCents, @reason, @state, @now, @now)
            """, new { id, payment, key, amountCents, reason, state = step.To, now }, cancellationToken: cancel));
        await ledger.OweAsync(connection, paid, id, amountCents, reason, cancel);
    }
}
