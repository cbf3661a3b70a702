using Dapper;
using Npgsql;

namespace Marketplace.Money.Ledger;

public static partial class BookingLedger
{
    /// <summary>
    /// Keeps money aside while the card page of a booking is open: nobody else can use it, and nothing is accepted yet.
    /// </summary>
    /// <param name="holdName">Unique within the booking, such as <c>hold-1</c>: a name whose hold has ended holds nothing any more.</param>
    /// <param name="certification">That the training prepares for; null: none.</param>
    /// <returns>False: it was held before under this name, or there is nothing to hold.</returns>
    /// <exception cref="UnusableRightsException">As for a reservation.</exception>
    /// <exception cref="InsufficientBalanceException">A bucket holds less. The transaction is lost.</exception>
    /// <exception cref="ConflictingEventException">The name was used before for other shares.</exception>
    public static async Task<bool> HoldAsync(
        NpgsqlConnection connection, Guid booking, string holdName, long holder, IReadOnlyList<(long Bucket, long Cents)> shares,
        DateOnly day, string ruleSet, string? certification = null, CancellationToken cancel = default)
    {
        if (shares.Any(share => share.Cents < 0))
            throw new ArgumentException("A share of a hold is not negative.", nameof(shares));
        await LedgerPosting.LockAsync(connection, holder, cancel);
        var key = Key(booking, holdName);
        if (!await LedgerPosting.IsPostedAsync(connection, key, cancel))
            await ShareMoney.UsableAsync(connection, booking, holder, certification, shares, day, cancel);
        var lines = new List<Transfer>();
        foreach (var (bucket, cents) in shares.Where(share => share.Cents > 0))
            lines.Add(new Transfer(
                Natures.Hold, bucket, await LedgerAccounts.ReservedOfAsync(connection, bucket, cancel), cents, BookingReasons.CardPage));
        return await LedgerPosting.PostAsync(connection, new LedgerEvent(key, holder, day, ruleSet, booking), lines, cancel);
    }

    /// <summary>Ends a hold: its money is free again, to be reserved in the same transaction or for anything else.</summary>
    /// <returns>False: it had ended, or never was.</returns>
    public static async Task<bool> UnholdAsync(
        NpgsqlConnection connection, Guid booking, string holdName, DateOnly day, CancellationToken cancel = default)
    {
        var key = Key(booking, holdName);
        var (holder, ruleSet) = await connection.QueryFirstOrDefaultAsync<(long? Holder, string RuleSet)>(new CommandDefinition(
            "SELECT holder, rule_set FROM ledger_transfer WHERE event = @key AND nature = 'hold' ORDER BY line LIMIT 1", new { key },
            cancellationToken: cancel));
        if (holder is null)
            return false;
        await LedgerPosting.LockAsync(connection, holder.Value, cancel);
        var open = await connection.QueryAsync<(long Line, long Bucket, long HeldBy, long Remaining)>(new CommandDefinition("""
            SELECT t.id, t.debit, t.credit, o.remaining FROM ledger_transfer t JOIN ledger_open o ON o.line = t.id
            WHERE t.event = @key AND t.nature = 'hold' AND o.remaining > 0 ORDER BY t.line
            """, new { key }, cancellationToken: cancel));
        return await LedgerPosting.PostAsync(connection, new LedgerEvent($"{key}/end", holder, day, ruleSet, booking),
            [.. open.Select(o => new Transfer(Natures.Unhold, o.HeldBy, o.Bucket, o.Remaining, BookingReasons.CardPage, o.Line))], cancel);
    }
}
