using Dapper;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Platform.Data;
using Marketplace.Platform.Decisions;
using Marketplace.Platform.Processes;
using Npgsql;

namespace Marketplace.Payments.Cards.Reconciliation;

/// <summary>A refund that waits for somebody.</summary>
/// <param name="Reference">Of the payment.</param>
/// <param name="ChangedAt">UTC.</param>
public sealed record SetAsideRefund(
    Guid Id, string Reference, long Cents, string State, int Tries, string? Problem, DateTime CreatedAt, DateTime ChangedAt)
{
    /// <summary>For who decides on it.</summary>
    public string Version => StateVersion.Of(Id, Cents, State, Tries, Problem, ChangedAt);
}

/// <summary>A dispute that is not closed, or was lost.</summary>
/// <param name="Won">Null: open.</param>
public sealed record CardDisputeView(string Reference, long Cents, DateTime OpenedAt, bool? Won);

/// <summary>A notification that changed nothing and should not have come.</summary>
/// <param name="Outcome">Of <see cref="CardOutcomes"/>.</param>
public sealed record OddNotification(string Reference, string Outcome, long? Cents, DateTime ReceivedAt);

/// <summary>What came of a decision that <see cref="RefundProcess"/> lets happen.</summary>
public enum RetryOutcome
{
    Done,
    Unknown,
    /// <summary>It changed since it was shown.</summary>
    Stale,
}

/// <summary>Card payments as operators follow them: no payer is named.</summary>
public sealed class CardFollowUp(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>Lines that each list shows, newest first.</summary>
    public const int Shown = 100;

    private const string SelectRefund = """
        SELECT r.id, p.reference, r.amount AS Cents, r.state, r.tries, r.problem, r.created_at AS CreatedAt, r.changed_at AS ChangedAt
        FROM card_refund r JOIN card_payment p ON p.id = r.payment
        """;

    public async Task<IReadOnlyList<DayReport>> DaysAsync(CancellationToken cancel) => await ListAsync<DayReport>("""
        SELECT day, provider, payments, payments_sum AS PaymentsCents, refunds, refunds_sum AS RefundsCents, ledger_payments AS LedgerPayments,
            ledger_payments_sum AS LedgerPaymentsCents, ledger_refunds AS LedgerRefunds, ledger_refunds_sum AS LedgerRefundsCents
        FROM card_reconciliation ORDER BY day DESC LIMIT 31
        """, cancel);

    public async Task<IReadOnlyList<UnmatchedItem>> UnmatchedAsync(CancellationToken cancel) => await ListAsync<UnmatchedItem>($"""
        SELECT day, kind, reference, problem, provider_amount AS ProviderCents, ledger_amount AS LedgerCents
        FROM card_unmatched ORDER BY day DESC, kind, reference LIMIT {Shown}
        """, cancel);

    public async Task<IReadOnlyList<SetAsideRefund>> SetAsideAsync(CancellationToken cancel) => await ListAsync<SetAsideRefund>(
        $"{SelectRefund} WHERE r.state = 'set-aside' ORDER BY r.created_at LIMIT {Shown}", cancel);

    public async Task<IReadOnlyList<CardDisputeView>> DisputesAsync(CancellationToken cancel) => await ListAsync<CardDisputeView>($"""
        SELECT p.reference, d.amount AS Cents, d.opened_at AS OpenedAt, d.won FROM card_dispute d JOIN card_payment p ON p.id = d.payment
        WHERE d.won IS NOT TRUE ORDER BY d.opened_at DESC LIMIT {Shown}
        """, cancel);

    public async Task<IReadOnlyList<OddNotification>> OddAsync(CancellationToken cancel) => await ListAsync<OddNotification>($"""
        SELECT reference, outcome, amount AS Cents, received_at AS ReceivedAt FROM card_notification
        WHERE outcome IN ('wrong-amount', 'unknown-reference', 'other-transaction') ORDER BY received_at DESC LIMIT {Shown}
        """, cancel);

    /// <summary>One refund; null: there is none with this id.</summary>
    public async Task<SetAsideRefund?> FindAsync(Guid refund, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await FindAsync(connection, refund, cancel);
    }

    /// <summary>Sends a refund that was set aside again, as if for the first time.</summary>
    /// <param name="seen"><see cref="SetAsideRefund.Version"/> of what the operator was shown.</param>
    /// <exception cref="ProcessRefusedException">It is not set aside.</exception>
    public Task<RetryOutcome> RetryAsync(Guid refund, string seen, Actor actor, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
    {
        await connection.ExecuteAsync(new CommandDefinition(
            "SELECT FROM card_refund WHERE id = @refund FOR UPDATE", new { refund }, cancellationToken: cancel));
        if (await FindAsync(connection, refund, cancel) is not { } found)
            return RetryOutcome.Unknown;
        if (found.Version != seen)
            return RetryOutcome.Stale;
        var step = RefundProcess.Table.Take(found.State, RefundProcess.Retry, actor.Role, new RefundFacts(0, 0));
        await RefundProcess.Column.MoveAsync(
            connection, step, [refund], cancel, "tries = 0, next_try = @now", new { now = clock.GetUtcNow() });
        await AccessLog.WriteAsync(connection, actor,
            new AccessEntry(Rights.CardPaymentsRetry, AccessOperation.Change, Object: $"card-refund:{refund}"), cancel);
        return RetryOutcome.Done;
    }, cancel);

    private static Task<SetAsideRefund?> FindAsync(NpgsqlConnection connection, Guid refund, CancellationToken cancel) =>
        connection.QuerySingleOrDefaultAsync<SetAsideRefund>(
            new CommandDefinition($"{SelectRefund} WHERE r.id = @refund", new { refund }, cancellationToken: cancel));

    private async Task<IReadOnlyList<T>> ListAsync<T>(string sql, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<T>(new CommandDefinition(sql, cancellationToken: cancel))];
    }
}
