using Dapper;
using Marketplace.Bookings.Billing;
using Marketplace.Money.Ledger;
using Marketplace.Payments.Cards;
using Marketplace.People.Access;
using Marketplace.Platform.Time;
using Npgsql;

namespace Marketplace.Bookings.Recoveries;

/// <summary>
/// Shares out what was taken back from a provider (R6333-7-5): each line of the booking gives back to its bucket what it paid unduly, and
/// from there it goes to who paid it in; card money goes back to the card.
/// </summary>
internal sealed class RecoveredMoney(CardPayments cards, TimeProvider clock) : IRecoveredMoney
{
    public async Task SettleAsync(NpgsqlConnection connection, Guid payable, CancellationToken cancel)
    {
        var found = await connection.QuerySingleAsync<Found>(new CommandDefinition("""
            SELECT r.id, r.booking_id AS Booking, r.amount AS Cents, r.state, b.holder, b.rule_set AS RuleSet, b.payment_id AS Payment
            FROM payable p JOIN recovery r ON p.key = 'recovery/' || replace(r.id::text, '-', '') JOIN booking b ON b.id = r.booking_id
            WHERE p.id = @payable FOR UPDATE OF r
            """, new { payable }, cancellationToken: cancel));
        // The transfer that took it came back and is sent anew: what was shared out stays so.
        if (found.State == RecoveryProcess.Settled)
            return;
        var shares = (await connection.QueryAsync<Share>(new CommandDefinition("""
            SELECT s.line, s.bucket, s.amount AS Cents, a.kind, a.funder, t.credit AS HeldBy FROM recovery_share s JOIN ledger_account a ON a.id = s.bucket
            JOIN ledger_transfer t ON t.id = s.line WHERE s.recovery_id = @Id ORDER BY s.line
            """, new { found.Id }, cancellationToken: cancel))).ToList();
        var back = RecoverySharing.Of(
            found.Cents, [.. shares.Select(s => new RecoveryShare(s.Line, s.Kind is AccountKinds.Annual, s.Cents))]);
        var today = clock.Today();
        var step = new BookingStep(found.Booking, $"recovery-{found.Id:N}", found.Holder, today, found.RuleSet, "recovery.shared");
        await BookingLedger.GiveBackAsync(connection, step,
            [.. shares.Zip(back).Select(
            p => (new OpenLine(p.First.Line, p.First.HeldBy, p.First.Bucket, p.First.Cents, p.First.Kind, ""), p.Second))],
            cancel);
        var card = shares.Zip(back).Where(p => p.First.Kind == AccountKinds.Learner).Sum(p => p.Second);
        if (card > 0 && found.Payment is { } payment)
            await cards.RefundAsync(connection, payment, card, $"recovery/{found.Id:N}", "recovery.shared", cancel);
        await connection.ExecuteAsync(new CommandDefinition(
            "UPDATE recovery_share SET returned = amount WHERE recovery_id = @Id", new { found.Id }, cancellationToken: cancel));
        await RecoveryProcess.Column.MoveAsync(connection, RecoveryProcess.Table.Take(
            found.State, RecoveryProcess.Settle, Roles.Program, new RecoveryFacts(today, today, true)), [found.Id], cancel,
            "recovered = amount");
    }

    private sealed record Found(Guid Id, Guid Booking, long Cents, string State, long Holder, string RuleSet, Guid? Payment);

    private sealed record Share(long Line, long Bucket, long Cents, string Kind, string? Funder, long HeldBy);
}
