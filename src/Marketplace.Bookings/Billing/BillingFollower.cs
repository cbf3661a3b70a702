using Dapper;
using Marketplace.Bookings.Dossiers;
using Marketplace.Payments.Payables;
using Marketplace.People.Access;
using Npgsql;

namespace Marketplace.Bookings.Billing;

/// <summary>The billing of dossiers follows what becomes of their payables; a batch of any size in a few statements.</summary>
/// <param name="recoveries">Asked for when it is needed: what was taken back is shared out.</param>
internal sealed class BillingFollower(Func<IRecoveredMoney> recoveries) : IPayableFollower
{
    private static readonly Dictionary<(string Kind, string Event), string> Steps = new()
    {
        [(PayableKinds.Deposit, PayableProcess.Settle)] = BillingProcess.PayDeposit,
        [(PayableKinds.Deposit, PayableProcess.Confirm)] = BillingProcess.PayDeposit,
        [(PayableKinds.Invoice, PayableProcess.Send)] = BillingProcess.Send,
        [(PayableKinds.Invoice, PayableProcess.Settle)] = BillingProcess.Pay,
        [(PayableKinds.Invoice, PayableProcess.Confirm)] = BillingProcess.Pay,
        [(PayableKinds.Invoice, PayableProcess.Reject)] = BillingProcess.Reject,
        [(PayableKinds.Invoice, PayableProcess.Return)] = BillingProcess.Reject,
        [(PayableKinds.Invoice, PayableProcess.Retry)] = BillingProcess.Retry,
        [(PayableKinds.Invoice, PayableProcess.Release)] = BillingProcess.Retry,
    };

    public async Task LockAsync(NpgsqlConnection connection, IReadOnlyCollection<Guid> bookings, CancellationToken cancel) =>
        await connection.ExecuteAsync(new CommandDefinition(
            "SELECT FROM booking WHERE id = ANY (@ids) ORDER BY id FOR UPDATE", new { ids = bookings.ToArray() }, commandTimeout: 0,
            cancellationToken: cancel));

    public async Task MovedAsync(
        NpgsqlConnection connection, string @event, IReadOnlyCollection<Guid> payables, CancellationToken cancel)
    {
        var found = await connection.QueryAsync<(Guid Payable, string Kind, Guid Booking, string State)>(new CommandDefinition("""
            SELECT p.id, p.kind, b.id, b.billing_state FROM payable p JOIN booking b ON b.id = p.booking WHERE p.id = ANY (@ids)
            """, new { ids = payables.ToArray() }, commandTimeout: 0, cancellationToken: cancel));
        foreach (var group in found.GroupBy(f => (f.Kind, f.State)))
            if (Steps.TryGetValue((group.Key.Kind, @event), out var step)
                && BillingProcess.Table.Allows(group.Key.State, step, Roles.Program, BillingFacts.None))
                await DossierBilling.MoveManyAsync(connection, group.Key.State, step, [.. group.Select(f => f.Booking)], cancel);
        if (@event is PayableProcess.Settle or PayableProcess.Confirm)
            foreach (var recovered in found.Where(f => f.Kind == PayableKinds.Recovery))
                await recoveries().SettleAsync(connection, recovered.Payable, cancel);
    }
}

/// <summary>Who shares out what was taken back from a provider.</summary>
public interface IRecoveredMoney
{
    /// <summary>A sum of the kind recovery was taken from a payout, or paid back.</summary>
    Task SettleAsync(NpgsqlConnection connection, Guid payable, CancellationToken cancel);
}
