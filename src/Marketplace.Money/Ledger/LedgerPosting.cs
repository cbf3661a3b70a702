using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace Marketplace.Money.Ledger;

/// <summary>
/// Writes transfers in the caller's transaction. Holders are independent of each other: whoever moves a holder's money
/// first locks that holder's row, and nothing else is locked.
/// </summary>
public static class LedgerPosting
{
    private const string BalanceConstraint = "ledger_balance_not_negative";
    private const string OpenConstraint = "ledger_open_not_negative";
    private const string FundConstraint = "ledger_fund_not_negative";
    private const string OwedConstraint = "ledger_owed_not_exceeded";

    /// <summary>Takes the holder's turn until the transaction ends.</summary>
    public static Task LockAsync(NpgsqlConnection connection, long holder, CancellationToken cancel = default) =>
        connection.ExecuteAsync(
            new CommandDefinition(
            "SELECT FROM ledger_holder WHERE id = @holder FOR NO KEY UPDATE", new { holder }, cancellationToken: cancel));

    /// <summary>Whether an event was posted. Ask under the holder's lock.</summary>
    public static async Task<bool> IsPostedAsync(NpgsqlConnection connection, string key, CancellationToken cancel = default) =>
        await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "SELECT EXISTS (SELECT FROM ledger_transfer WHERE event = @key)", new { key }, cancellationToken: cancel));

    /// <summary>
    /// Posts events of one line each by one statement. The caller holds what makes each of them happen once: the holders'
    /// turns (in the order of their ids) or the rows that say what is still to be done.
    /// </summary>
    /// <exception cref="InsufficientBalanceException">An account would fall below zero. The transaction is lost.</exception>
    /// <exception cref="PostgresException">Unique violation: one was posted before. The transaction is lost.</exception>
    public static async Task PostManyAsync(
        NpgsqlConnection connection, IReadOnlyList<(string Key, long? Holder, Transfer Line, string RuleSet)> events, DateOnly day,
        CancellationToken cancel = default)
    {
        if (events.Count == 0)
            return;
        await using var insert = new NpgsqlCommand("""
            INSERT INTO ledger_transfer (event, line, nature, holder, debit, credit, amount, day, reason, rule_set)
            SELECT event, 1, nature, holder, debit, credit, amount, $1, reason, rules
            FROM unnest($2, $3, $4, $5, $6, $7, $8, $9) WITH ORDINALITY AS t (event, nature, holder, debit, credit, amount, reason, rules, n) ORDER BY n
            """, connection) { CommandTimeout = 0 };
        insert.Parameters.AddWithValue(day);
        insert.Parameters.AddWithValue(events.Select(e => e.Key).ToArray());
        insert.Parameters.AddWithValue(events.Select(e => e.Line.Nature).ToArray());
        insert.Parameters.AddWithValue(events.Select(e => e.Holder).ToArray());
        insert.Parameters.AddWithValue(events.Select(e => e.Line.Debit).ToArray());
        insert.Parameters.AddWithValue(events.Select(e => e.Line.Credit).ToArray());
        insert.Parameters.AddWithValue(events.Select(e => e.Line.Amount).ToArray());
        insert.Parameters.AddWithValue(events.Select(e => e.Line.Reason).ToArray());
        insert.Parameters.AddWithValue(events.Select(e => e.RuleSet).ToArray());
        try
        {
            await insert.ExecuteNonQueryAsync(cancel);
        }
        catch (PostgresException refusal) when (IsTooMuch(refusal))
        {
            throw new InsufficientBalanceException(events[0].Key, refusal);
        }
    }

    private static bool IsTooMuch(PostgresException refusal) =>
        refusal.ConstraintName is BalanceConstraint or OpenConstraint or FundConstraint or OwedConstraint;

    /// <summary>Posts the lines of an event, all or none; an event that was posted already is left as it is.</summary>
    /// <returns>False: it was posted before, or there is nothing to post.</returns>
    /// <exception cref="InsufficientBalanceException">
    /// An account would fall below zero, a line be settled twice, or more be paid than is owed. The transaction is lost.
    /// </exception>
    /// <exception cref="ConflictingEventException">It was posted before with other lines.</exception>
    public static async Task<bool> PostAsync(
        NpgsqlConnection connection, LedgerEvent posting, IReadOnlyList<Transfer> lines, CancellationToken cancel = default)
    {
        if (posting.Holder is { } holder)
            await LockAsync(connection, holder, cancel);
        else
            await connection.ExecuteAsync(
                new CommandDefinition(
                "SELECT pg_advisory_xact_lock(hashtextextended(@Key, 7))", new { posting.Key }, cancellationToken: cancel));
        if (lines.Count == 0 || await WasPostedAsync(connection, posting, lines, cancel))
            return false;
        await using var insert = new NpgsqlCommand("""
            INSERT INTO ledger_transfer (event, line, nature, holder, debit, credit, amount, origin, booking, day, reason, rule_set)
            SELECT @event, n, nature, @holder, debit, credit, amount, origin, @booking, @day, reason, @rules
            FROM unnest(@natures, @debits, @credits, @amounts, @origins, @reasons) WITH ORDINALITY AS t (nature, debit, credit, amount, origin, reason, n)
            """, connection);
        insert.Parameters.AddWithValue("event", posting.Key);
        insert.Parameters.Add(new NpgsqlParameter("holder", NpgsqlDbType.Bigint) { Value = (object?)posting.Holder ?? DBNull.Value });
        insert.Parameters.Add(new NpgsqlParameter("booking", NpgsqlDbType.Uuid) { Value = (object?)posting.Booking ?? DBNull.Value });
        insert.Parameters.AddWithValue("day", posting.Day);
        insert.Parameters.AddWithValue("rules", posting.RuleSet);
        insert.Parameters.AddWithValue("natures", lines.Select(l => l.Nature).ToArray());
        insert.Parameters.AddWithValue("debits", lines.Select(l => l.Debit).ToArray());
        insert.Parameters.AddWithValue("credits", lines.Select(l => l.Credit).ToArray());
        insert.Parameters.AddWithValue("amounts", lines.Select(l => l.Amount).ToArray());
        insert.Parameters.AddWithValue("origins", lines.Select(l => l.Origin).ToArray());
        insert.Parameters.AddWithValue("reasons", lines.Select(l => l.Reason).ToArray());
        try
        {
            await insert.ExecuteNonQueryAsync(cancel);
            return true;
        }
        catch (PostgresException refusal) when (IsTooMuch(refusal))
        {
            throw new InsufficientBalanceException(posting.Key, refusal);
        }
    }

    /// <summary>Whether these very lines were posted; the same key for others is a mistake that must not pass for a repetition.</summary>
    private static async Task<bool> WasPostedAsync(
        NpgsqlConnection connection, LedgerEvent posting, IReadOnlyList<Transfer> lines, CancellationToken cancel)
    {
        var posted = (await connection.QueryAsync<(string, long, long, long, long?, long?, Guid?)>(new CommandDefinition(
            "SELECT nature, debit, credit, amount, origin, holder, booking FROM ledger_transfer WHERE event = @Key", new { posting.Key },
            cancellationToken: cancel))).ToList();
        if (posted.Count == 0)
            return false;
        var asked = lines.Select(line => (line.Nature, line.Debit, line.Credit, line.Amount, line.Origin, posting.Holder, posting.Booking));
        return posted.Order().SequenceEqual(asked.Order()) ? true : throw new ConflictingEventException(posting.Key);
    }
}

/// <summary>The key names something that happened otherwise: nothing was written.</summary>
public sealed class ConflictingEventException(string key) : Exception($"The event {key} was posted before with other content.");

/// <summary>The transfer would take more than there is: nothing of the event was posted.</summary>
public sealed class InsufficientBalanceException(string key, Exception inner)
    : Exception($"The event {key} would take more than the accounts hold.", inner);
