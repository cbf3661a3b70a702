using Dapper;
using Marketplace.Platform.Data;
using Marketplace.Platform.Time;
using Npgsql;

namespace Marketplace.Payments.Accounts;

/// <summary>An account, or all accounts of a kind, of the trial balance.</summary>
/// <param name="Code">Of funds and money accounts; empty: all of the kind together.</param>
public sealed record TrialLine(string Kind, string Code, string Unit, long Debit, long Credit)
{
    public long Balance => Credit - Debit;
}

/// <summary>A day of the bank and of cards beside the ledger; all cents.</summary>
public sealed record BankDay(
    DateOnly Day, long BankIn, long LedgerIn, long BankOut, long LedgerOut, long CardIn, long CardLedgerIn, long CardOut,
    long CardLedgerOut);

/// <summary>Something without its counterpart.</summary>
/// <param name="Kind">Where it was seen, in French.</param>
public sealed record UnmatchedLine(DateOnly Day, string Kind, string Reference, long Cents, string Problem);

/// <summary>
/// The fund's accounts, as of each night: trial balance, and each day's money at the bank and by card beside what the ledger says. Run
/// again, a day is written anew.
/// </summary>
public sealed class FundAccounts(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>Days that are compared again: statements come late.</summary>
    private const int LookedAtAgain = 10;

    /// <summary>Lines that a list shows.</summary>
    public const int Shown = 100;

    /// <summary>Writes yesterday's trial balance and the last days' comparison.</summary>
    public Task RunAsync(CancellationToken cancel = default)
    {
        var yesterday = clock.Today().AddDays(-1);
        return database.InTransactionAsync(async connection =>
        {
            var values = new { yesterday, since = yesterday.AddDays(1 - LookedAtAgain), now = clock.GetUtcNow(),
                from = ParisTime.StartOf(yesterday.AddDays(1 - LookedAtAgain)) };
            await connection.ExecuteAsync(new CommandDefinition("""
                DELETE FROM trial_balance WHERE day = @yesterday OR day < @yesterday - 400;
                INSERT INTO trial_balance (day, kind, code, unit, debit, credit)
                SELECT @yesterday, a.kind, CASE WHEN a.kind IN ('funder', 'cash', 'refund') THEN a.code ELSE '' END, a.unit, sum(m.debit), sum(m.credit)
                FROM (SELECT debit AS account, sum(amount)::bigint AS debit, 0::bigint AS credit FROM ledger_transfer WHERE day <= @yesterday GROUP BY 1
                      UNION ALL SELECT credit, 0, sum(amount)::bigint FROM ledger_transfer WHERE day <= @yesterday GROUP BY 1) m
                JOIN ledger_account a ON a.id = m.account GROUP BY 2, 3, 4
                """, values, commandTimeout: 0, cancellationToken: cancel));
            await connection.ExecuteAsync(new CommandDefinition("""
                DELETE FROM bank_day WHERE day BETWEEN @since AND @yesterday;
                INSERT INTO bank_day (day, bank_in, ledger_in, bank_out, ledger_out, card_in, card_ledger_in, card_out, card_ledger_out, run_at)
                SELECT d.day, coalesce(b.amount, 0) + coalesce(r.returned, 0), coalesce(l.money_in, 0), coalesce(r.executed, 0), coalesce(l.money_out, 0),
                    coalesce(c.payments_sum, 0), coalesce(c.ledger_payments_sum, 0), coalesce(c.refunds_sum, 0), coalesce(c.ledger_refunds_sum, 0), @now
                FROM (SELECT generate_series(@since, @yesterday, interval '1 day')::date AS day) d
                LEFT JOIN (SELECT (imported_at AT TIME ZONE 'Europe/Paris')::date AS day, sum(amount)::bigint AS amount FROM bank_entry WHERE booked AND imported_at >= @from GROUP BY 1) b ON b.day = d.day
                LEFT JOIN (SELECT (received_at AT TIME ZONE 'Europe/Paris')::date AS day, coalesce(sum(amount) FILTER (WHERE kind = 'executed' AND outcome = 'taken'), 0)::bigint AS executed,
                        coalesce(sum(amount) FILTER (WHERE kind = 'returned'), 0)::bigint AS returned
                    FROM payout_answer WHERE received_at >= @from AND amount IS NOT NULL GROUP BY 1) r ON r.day = d.day
                LEFT JOIN (SELECT t.day, coalesce(sum(t.amount) FILTER (WHERE t.nature IN ('receive', 'repay')), 0)::bigint AS money_in,
                        coalesce(sum(t.amount) FILTER (WHERE t.nature = 'pay'), 0)::bigint AS money_out
                    FROM ledger_transfer t JOIN ledger_account a ON a.id = CASE t.nature WHEN 'pay' THEN t.credit ELSE t.debit END
                    WHERE t.nature IN ('receive', 'repay', 'pay') AND t.day >= @since AND a.kind = 'cash' AND a.code = 'bank' GROUP BY 1) l ON l.day = d.day
                LEFT JOIN card_reconciliation c ON c.day = d.day
                """, values, commandTimeout: 0, cancellationToken: cancel));
        }, cancel);
    }

    /// <summary>The last trial balance; empty: none was made yet.</summary>
    public async Task<(DateOnly? Day, IReadOnlyList<TrialLine> Lines)> TrialAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var day = await connection.ExecuteScalarAsync<DateOnly?>(
            new CommandDefinition("SELECT max(day) FROM trial_balance", cancellationToken: cancel));
        return (day, [.. await connection.QueryAsync<TrialLine>(new CommandDefinition(
            "SELECT kind, code, unit, debit, credit FROM trial_balance WHERE day = @day ORDER BY unit, kind, code LIMIT 1000", new { day },
            cancellationToken: cancel))]);
    }

    /// <summary>Days, latest first.</summary>
    public async Task<IReadOnlyList<BankDay>> DaysAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<BankDay>(new CommandDefinition("""
            SELECT day, bank_in AS BankIn, ledger_in AS LedgerIn, bank_out AS BankOut, ledger_out AS LedgerOut, card_in AS CardIn, card_ledger_in AS CardLedgerIn,
                card_out AS CardOut, card_ledger_out AS CardLedgerOut FROM bank_day ORDER BY day DESC LIMIT 31
            """, cancellationToken: cancel))];
    }

    /// <summary>What has no counterpart: at the bank, in the ledger, by card; latest first.</summary>
    public async Task<IReadOnlyList<UnmatchedLine>> UnmatchedAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<UnmatchedLine>(new CommandDefinition($"""
            SELECT * FROM (
                SELECT day AS Day, 'Banque : sortie' AS Kind, coalesce(reference, message, '') AS Reference, coalesce(amount, 0) AS Cents, outcome AS Problem
                FROM payout_answer WHERE outcome IN ('unknown', 'wrong-amount', 'too-late')
                UNION ALL SELECT day, 'Banque : entrée', reference, amount, 'set-aside' FROM bank_entry WHERE state = 'set-aside'
                UNION ALL SELECT b.executes_on, 'Virement sans réponse', t.reference, t.amount, 'unanswered'
                FROM payout_transfer t JOIN payout_batch b ON b.id = t.batch WHERE t.state = 'sent' AND b.executes_on < @today
                UNION ALL SELECT day, 'Carte', reference, coalesce(ledger_amount, provider_amount, 0), problem FROM card_unmatched
            ) x ORDER BY 1 DESC, 2, 3 LIMIT {Shown}
            """, new { today = clock.Today() }, cancellationToken: cancel))];
    }
}

/// <summary>The fund's accounts.</summary>
public static class AccountsServices
{
    public static Microsoft.Extensions.DependencyInjection.IServiceCollection AddFundAccounts(
        this Microsoft.Extensions.DependencyInjection.IServiceCollection services) =>
        Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<FundAccounts>(services);
}
