using Dapper;
using Marketplace.Platform.Data;
using Marketplace.Platform.Time;
using Npgsql;

namespace Marketplace.Payments.Cards.Reconciliation;

/// <summary>
/// Compares what the provider says of a day with what the ledger received and paid back through its account of cards, each line both
/// ways. Run again, a day's report is written anew.
/// </summary>
public sealed class CardReconciliation(NpgsqlDataSource database, ICardProvider provider, TimeProvider clock)
{
    /// <summary>Days back that a missed night is made up for.</summary>
    private const int MostDays = 31;

    /// <summary>A day with something unmatched is looked at again for so long: late notifications mend it.</summary>
    private const int LookedAtAgain = 7;

    /// <summary>What was paid so many days before can have been notified on this one.</summary>
    private const int DaysBefore = 5;

    /// <summary>All days up to yesterday that have no report yet, and those of late with something unmatched.</summary>
    /// <returns>How many.</returns>
    /// <exception cref="CardProviderException">It could not be asked; days before are done.</exception>
    public async Task<int> RunDueAsync(CancellationToken cancel = default)
    {
        var yesterday = clock.Today().AddDays(-1);
        List<DateOnly> again;
        DateOnly? last;
        await using (var connection = await database.OpenConnectionAsync(cancel))
        {
            last = await connection.ExecuteScalarAsync<DateOnly?>(
                new CommandDefinition("SELECT max(day) FROM card_reconciliation", cancellationToken: cancel));
            again = [.. await connection.QueryAsync<DateOnly>(new CommandDefinition(
                "SELECT DISTINCT day FROM card_unmatched WHERE day >= @since ORDER BY day",
                new { since = yesterday.AddDays(-LookedAtAgain) },
                cancellationToken: cancel))];
        }
        var first = last is { } done ? done.AddDays(1) : yesterday;
        if (first < yesterday.AddDays(1 - MostDays))
            first = yesterday.AddDays(1 - MostDays);
        for (var day = first; day <= yesterday; day = day.AddDays(1))
            again.Add(day);
        foreach (var day in again)
            await RunAsync(day, cancel);
        return again.Count;
    }

    /// <summary>One day.</summary>
    /// <exception cref="CardProviderException">The provider could not be asked; nothing is written.</exception>
    public async Task<DayReport> RunAsync(DateOnly day, CancellationToken cancel = default)
    {
        DayBooks books;
        await using (var connection = await database.OpenConnectionAsync(cancel))
            books = await DayBooks.ReadAsync(connection, provider.Name, day, day.AddDays(-DaysBefore), cancel);
        var told = await provider.OperationsAsync(day.AddDays(-DaysBefore), day, books.Expected, cancel);
        // What was paid here and not found in these days the provider is asked about by itself.
        var confirmed = new Dictionary<string, long>();
        var seen = told.Where(o => !o.IsRefund).Select(o => o.Reference).ToHashSet();
        foreach (var payment in books.Received.Select(r => r.Payment).OfType<CardPayment>().Where(p => !seen.Contains(p.Reference)))
            if (await provider.StatusAsync(payment, cancel) is { Event: CardEvent.Paid, AmountCents: { } cents })
                confirmed[payment.Reference] = cents;
        var report = DayComparison.Of(day, provider.Name, books, told, confirmed);
        await database.InTransactionAsync(connection => WriteAsync(connection, report, cancel), cancel);
        return report;
    }

    private async Task WriteAsync(NpgsqlConnection connection, DayReport report, CancellationToken cancel)
    {
        await connection.ExecuteAsync(new CommandDefinition(
            "DELETE FROM card_reconciliation WHERE day = @Day", new { report.Day }, cancellationToken: cancel));
        await connection.ExecuteAsync(new CommandDefinition("""
            INSERT INTO card_reconciliation (day, provider, payments, payments_sum, refunds, refunds_sum, ledger_payments, ledger_payments_sum, ledger_refunds, ledger_refunds_sum, run_at)
            VALUES (@Day, @Provider, @Payments, @PaymentsCents, @Refunds, @RefundsCents, @LedgerPayments, @LedgerPaymentsCents, @LedgerRefunds, @LedgerRefundsCents, @now)
            """, new
        {
            report.Day, report.Provider, report.Payments, report.PaymentsCents, report.Refunds, report.RefundsCents, report.LedgerPayments,
            report.LedgerPaymentsCents, report.LedgerRefunds, report.LedgerRefundsCents, now = clock.GetUtcNow(),
        }, cancellationToken: cancel));
        await connection.ExecuteAsync(new CommandDefinition("""
            INSERT INTO card_unmatched (day, kind, reference, problem, provider_amount, ledger_amount)
            VALUES (@Day, @Kind, @Reference, @Problem, @ProviderCents, @LedgerCents)
            """, report.Unmatched, cancellationToken: cancel));
    }
}
