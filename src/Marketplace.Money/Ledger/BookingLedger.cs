using Dapper;
using Npgsql;

namespace Marketplace.Money.Ledger;

/// <summary>
/// A booking's money: held while its card page is open, reserved at acceptance, then line by line debited to the provider, released
/// or kept, and credited again to the very bucket it came from. All in the caller's transaction, and each once however often it is
/// asked for.
/// </summary>
public static partial class BookingLedger
{
    /// <summary>Reserves the whole price.</summary>
    /// <returns>False: it was reserved before.</returns>
    /// <exception cref="ArgumentException">The shares are negative, do not add up to the price, or leave the participation or the cap
    /// out.</exception>
    /// <exception cref="UnusableRightsException">A bucket is another holder's, earmarked for something else, past its last day, or closed
    /// by retirement.</exception>
    /// <exception cref="InsufficientBalanceException">A bucket holds less.</exception>
    /// <exception cref="ConflictingEventException">It was reserved before, for something else.</exception>
    public static async Task<bool> ReserveAsync(
        NpgsqlConnection connection, AcceptedBooking accepted, DateOnly day, string ruleSet, CancellationToken cancel = default)
    {
        accepted.Check();
        await LedgerPosting.LockAsync(connection, accepted.Holder, cancel);
        var key = Key(accepted.Booking, "reserve");
        var values = new
        {
            accepted.Booking, accepted.Holder, accepted.PriceCents, accepted.ParticipationCents, accepted.Exemption,
                accepted.ParticipationBy, accepted.CapCents, ruleSet,
            accepted.Certification,
        };
        if (await connection.ExecuteScalarAsync<bool?>(new CommandDefinition("""
            SELECT (holder, price, participation, exemption, participation_by, cap, certification) IS NOT DISTINCT FROM
                (@Holder, @PriceCents, @ParticipationCents, @Exemption, @ParticipationBy, @CapCents, @Certification) FROM ledger_booking WHERE booking = @Booking
            """, values, cancellationToken: cancel)) is not { } same)
        {
            await accepted.RefuseUnusableAsync(connection, day, cancel);
            await connection.ExecuteAsync(new CommandDefinition("""
                INSERT INTO ledger_booking (booking, holder, price, participation, exemption, participation_by, cap, rule_set, certification)
                VALUES (@Booking, @Holder, @PriceCents, @ParticipationCents, @Exemption, @ParticipationBy, @CapCents, @ruleSet, @Certification)
                """, values, cancellationToken: cancel));
        }
        else if (!same)
        {
            throw new ConflictingEventException(key);
        }
        var lines = new List<Transfer>();
        foreach (var (bucket, cents) in accepted.Shares.Where(share => share.Cents > 0))
            lines.Add(new Transfer(
                Natures.Reserve, bucket, await LedgerAccounts.ReservedOfAsync(connection, bucket, cancel), cents, "booking.accepted"));
        return await LedgerPosting.PostAsync(
            connection, new LedgerEvent(key, accepted.Holder, day, ruleSet, accepted.Booking), lines, cancel);
    }

    /// <summary>What of a booking is still reserved, line by line.</summary>
    public static Task<IReadOnlyList<OpenLine>> ReservedAsync(
        NpgsqlConnection connection, Guid booking, CancellationToken cancel = default) =>
        OpenAsync(connection, booking, Natures.Reserve, cancel);

    /// <summary>What of a booking's holds is still held, line by line.</summary>
    public static Task<IReadOnlyList<OpenLine>> HeldAsync(
        NpgsqlConnection connection, Guid booking, CancellationToken cancel = default) =>
        OpenAsync(connection, booking, Natures.Hold, cancel);

    /// <summary>
    /// All that a booking reserved, in the order of its shares, with what of each is still reserved: zero for what is settled.
    /// </summary>
    public static Task<IReadOnlyList<OpenLine>> LinesAsync(NpgsqlConnection connection, Guid booking, CancellationToken cancel = default) =>
        OpenAsync(connection, booking, Natures.Reserve, cancel, least: 0);

    /// <summary>What of a booking was debited and not credited again, line by line.</summary>
    public static Task<IReadOnlyList<OpenLine>> DebitedAsync(
        NpgsqlConnection connection, Guid booking, CancellationToken cancel = default) =>
        OpenAsync(connection, booking, Natures.Debit, cancel);

    /// <summary>Debits reserved lines in favour of a provider.</summary>
    /// <param name="step">Names the step within the booking, such as <c>deposit</c>.</param>
    /// <param name="amounts">Line of the reservation → cents.</param>
    /// <exception cref="ConflictingEventException">The step was done before, with other amounts.</exception>
    public static async Task<bool> DebitAsync(
        NpgsqlConnection connection, BookingStep step, string siret, IReadOnlyList<(OpenLine Line, long Cents)> amounts,
        CancellationToken cancel = default)
    {
        var provider = await LedgerAccounts.CounterAsync(connection, AccountKinds.Provider, siret, cancel: cancel);
        return await PostAsync(
            connection, step, [.. amounts.Select(
            a => new Transfer(Natures.Debit, a.Line.HeldBy, provider, a.Cents, step.Reason, a.Line.Id))], cancel);
    }

    /// <summary>Gives reserved lines back to their buckets.</summary>
    /// <inheritdoc cref="DebitAsync"/>
    public static Task<bool> ReleaseAsync(
        NpgsqlConnection connection, BookingStep step, IReadOnlyList<(OpenLine Line, long Cents)> amounts,
        CancellationToken cancel = default) =>
        PostAsync(connection, step, [.. Released(amounts, step.Reason)], cancel);

    /// <summary>Credits debited lines again, each to the bucket it came from, earmark and last day unchanged.</summary>
    /// <inheritdoc cref="DebitAsync"/>
    public static Task<bool> RecreditAsync(
        NpgsqlConnection connection, BookingStep step, IReadOnlyList<(OpenLine Line, long Cents)> amounts,
        CancellationToken cancel = default) =>
        PostAsync(connection, step,
            [.. amounts.Select(a => new Transfer(Natures.Recredit, a.Line.HeldBy, a.Line.Bucket, a.Cents, step.Reason, a.Line.Id))],
            cancel);

    private static IEnumerable<Transfer> Released(IReadOnlyList<(OpenLine Line, long Cents)> amounts, string reason) =>
        amounts.Select(a => new Transfer(Natures.Release, a.Line.HeldBy, a.Line.Bucket, a.Cents, reason, a.Line.Id));

    private static string Key(Guid booking, string step) => $"booking/{booking:N}/{step}";

    private static Task<bool> PostAsync(NpgsqlConnection connection, BookingStep step, List<Transfer> lines, CancellationToken cancel) =>
        lines.Exists(line => line.Amount < 0)
            ? throw new ArgumentException("A step of a booking moves no negative amount.", nameof(lines))
            : LedgerPosting.PostAsync(
                connection, new LedgerEvent(Key(step.Booking, step.Name), step.Holder, step.Day, step.RuleSet, step.Booking),
                [.. lines.Where(line => line.Amount > 0)], cancel);

    private static async Task<IReadOnlyList<OpenLine>> OpenAsync(
        NpgsqlConnection connection, Guid booking, string nature, CancellationToken cancel, long least = 1) =>
        [.. await connection.QueryAsync<OpenLine>(new CommandDefinition("""
            SELECT t.id AS Id, t.credit AS HeldBy, b.id AS Bucket, o.remaining AS Remaining, b.kind AS Kind, b.code AS Code, t.origin AS Origin
            FROM ledger_transfer t JOIN ledger_open o ON o.line = t.id LEFT JOIN ledger_account r ON r.id = t.debit
            JOIN ledger_account b ON b.id = CASE t.nature WHEN 'debit' THEN r.bucket ELSE t.debit END
            WHERE t.booking = @booking AND t.nature = @nature AND o.remaining >= @least ORDER BY t.id
            """, new { booking, nature, least }, cancellationToken: cancel))];
}

/// <summary>A step of a booking that moves money.</summary>
/// <param name="Name">Unique within the booking.</param>
/// <param name="Reason">For the holder's history, such as <c>booking.withdrawn</c>.</param>
public sealed record BookingStep(Guid Booking, string Name, long Holder, DateOnly Day, string RuleSet, string Reason);

/// <summary>A line of a booking that can still be settled or taken back.</summary>
/// <param name="HeldBy">Account where the money is now.</param>
/// <param name="Bucket">Account it came from.</param>
/// <param name="Remaining">Cents.</param>
/// <param name="Kind">Of the bucket.</param>
/// <param name="Code">Of the bucket.</param>
/// <param name="Origin">Of a debit: the line of the reservation.</param>
public sealed record OpenLine(long Id, long HeldBy, long Bucket, long Remaining, string Kind, string Code, long? Origin = null);
