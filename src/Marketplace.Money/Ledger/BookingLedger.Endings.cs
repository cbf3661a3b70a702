using Dapper;
using Npgsql;

namespace Marketplace.Money.Ledger;

public static partial class BookingLedger
{
    /// <summary>
    /// What a booking's end takes away for good: released, then withdrawn to the funder that paid the bucket in; card money is
    /// forfeited to the fund that pays trainings. One event.
    /// </summary>
    /// <param name="step">Its reason is the rule of the ending, such as <c>late-cancellation</c>.</param>
    /// <param name="amounts">Line of the reservation → cents.</param>
    /// <exception cref="ArgumentException">A line is of a bucket that nobody takes from, or of another holder.</exception>
    /// <exception cref="ConflictingEventException">The step was done before, with other amounts.</exception>
    public static async Task<bool> KeepAsync(
        NpgsqlConnection connection, BookingStep step, IReadOnlyList<(OpenLine Line, long Cents)> amounts,
        CancellationToken cancel = default)
    {
        await LedgerPosting.LockAsync(connection, step.Holder, cancel);
        var reason = $"{BookingReasons.Kept} {step.Reason}";
        var some = amounts.Where(a => a.Cents != 0).ToList();
        var taken = await FundersAsync(connection, step, some, cancel);
        return await PostAsync(connection, step, [.. Released(some, reason), .. taken.Select(t => new Transfer(
            t.Kind == AccountKinds.Learner ? Natures.Forfeit : Natures.Withdraw, t.Bucket, t.Funder, t.Cents, reason))], cancel);
    }

    /// <summary>
    /// What was debited and is undue: credited again to its bucket, then withdrawn to the funder that paid it in; card money stays free on
    /// its
    /// <c>learner</c> account, to be refunded. One event.
    /// </summary>
    /// <param name="amounts">Line of the debit → cents.</param>
    /// <inheritdoc cref="KeepAsync"/>
    public static async Task<bool> GiveBackAsync(
        NpgsqlConnection connection, BookingStep step, IReadOnlyList<(OpenLine Line, long Cents)> amounts,
        CancellationToken cancel = default)
    {
        await LedgerPosting.LockAsync(connection, step.Holder, cancel);
        var some = amounts.Where(a => a.Cents != 0).ToList();
        var taken = await FundersAsync(connection, step, [.. some.Where(a => a.Line.Kind != AccountKinds.Learner)], cancel);
        return await PostAsync(connection, step,
        [
            .. some.Select(a => new Transfer(Natures.Recredit, a.Line.HeldBy, a.Line.Bucket, a.Cents, step.Reason, a.Line.Id)),
            .. taken.Select(t => new Transfer(Natures.Withdraw, t.Bucket, t.Funder, t.Cents, step.Reason)),
        ], cancel);
    }

    /// <summary>Card money that becomes a credit for another booking: released, and free on its <c>learner</c> account.</summary>
    /// <inheritdoc cref="KeepAsync"/>
    public static Task<bool> CreditAsync(
        NpgsqlConnection connection, BookingStep step, IReadOnlyList<(OpenLine Line, long Cents)> amounts,
        CancellationToken cancel = default) =>
        amounts.Any(a => a.Line.Kind != AccountKinds.Learner)
            ? throw new ArgumentException("Only what was paid by card becomes a credit.", nameof(amounts))
            : PostAsync(connection, step, [.. Released(amounts, $"{BookingReasons.Credit} {step.Reason}")], cancel);

    /// <summary>Owes free card money back to the card: released before, credited again, or never reserved.</summary>
    /// <param name="amounts">A <c>learner</c> bucket → cents.</param>
    /// <exception cref="ArgumentException">A bucket is no card payment of this holder.</exception>
    /// <exception cref="InsufficientBalanceException">Less of it is free. The transaction is lost.</exception>
    /// <exception cref="ConflictingEventException">The step was done before, with other amounts.</exception>
    public static async Task<bool> RefundLearnerAsync(
        NpgsqlConnection connection, BookingStep step, IReadOnlyList<(long Bucket, long Cents)> amounts, CancellationToken cancel = default)
    {
        await LedgerPosting.LockAsync(connection, step.Holder, cancel);
        var ids = amounts.Select(a => a.Bucket).Distinct().ToArray();
        if (await connection.ExecuteScalarAsync<int>(new CommandDefinition(
            "SELECT count(*)::int FROM ledger_account WHERE id = ANY (@ids) AND holder = @Holder AND kind = @Learner",
            new { ids, step.Holder, AccountKinds.Learner }, cancellationToken: cancel)) != ids.Length)
            throw new ArgumentException("Only what this learner paid by card is refunded.", nameof(amounts));
        var owed = await LedgerAccounts.CounterAsync(connection, AccountKinds.Refund, CounterCodes.Card, cancel: cancel);
        return await PostAsync(
            connection, step, [.. amounts.Select(a => new Transfer(Natures.Refund, a.Bucket, owed, a.Cents, step.Reason))], cancel);
    }

    /// <summary>The funder's account for each amount.</summary>
    /// <exception cref="ArgumentException">A line is of a bucket that nobody takes from, or of another holder.</exception>
    private static async Task<IReadOnlyList<(string Kind, long Bucket, long Funder, long Cents)>> FundersAsync(
        NpgsqlConnection connection, BookingStep step, IReadOnlyList<(OpenLine Line, long Cents)> amounts, CancellationToken cancel)
    {
        var buckets = (await connection.QueryAsync<(long Id, string Kind, string? Funder)>(new CommandDefinition(
            "SELECT id, kind, funder FROM ledger_account WHERE id = ANY (@ids) AND holder = @Holder",
            new { ids = amounts.Select(a => a.Line.Bucket).Distinct().ToArray(), step.Holder }, cancellationToken: cancel)))
            .ToDictionary(b => b.Id, b => (b.Kind, Funder: FunderOf(b.Kind, b.Funder)));
        if (amounts.Any(a => !buckets.TryGetValue(a.Line.Bucket, out var bucket) || bucket.Funder is null))
            throw new ArgumentException("Nobody takes from such a bucket.", nameof(amounts));
        var funders = new Dictionary<string, long>();
        // In one order, whoever opens them.
        foreach (var code in amounts.Select(a => buckets[a.Line.Bucket].Funder!).Distinct().Order(StringComparer.Ordinal))
            funders[code] = await LedgerAccounts.CounterAsync(connection, AccountKinds.Funder, code, cancel: cancel);
        return [.. amounts.Select(a => (buckets[a.Line.Bucket].Kind, a.Line.Bucket, funders[buckets[a.Line.Bucket].Funder!], a.Cents))];
    }

    /// <summary>Who paid a bucket in and takes what is lost of it; null: nobody does.</summary>
    private static string? FunderOf(string kind, string? funder) => kind switch
    {
        AccountKinds.Annual or AccountKinds.Learner => CounterCodes.FranceCompetences,
        AccountKinds.Volunteering => CounterCodes.Volunteering,
        AccountKinds.Dotation or AccountKinds.TopUp => funder,
        _ => null,
    };
}
