using Dapper;
using Marketplace.People.Access;
using Marketplace.Platform.Processes;
using Npgsql;

namespace Marketplace.Payments.Cards;

/// <summary>
/// Payments by card, for what is paid with them. Where a connection is passed all happens in the caller's transaction, which holds what
/// <see cref="ICardOutcome.LockAsync"/> takes.
/// </summary>
/// <param name="outcome">Asked for when it is needed: who answers uses this class too.</param>
public sealed class CardPayments(
    NpgsqlDataSource database, ICardProvider provider, Func<ICardOutcome> outcome, CardSettlement settlement, CardRefunds refunds,
    TimeProvider clock)
{
    /// <summary>
    /// Asks for a payment. A booking has at most one that is open: the same again while it is and the amount is equal, held as long as the
    /// longer of both says; another amount gives the old one up, of which the booking, who asks, is not told again.
    /// </summary>
    /// <exception cref="ArgumentException">No amount, no label, or a hold that has ended.</exception>
    /// <exception cref="ProcessRefusedException">This installation takes no cards.</exception>
    public async Task<Guid> OpenAsync(NpgsqlConnection connection, CardOrder order, CancellationToken cancel = default)
    {
        if (provider is NoProvider)
            throw new ProcessRefusedException("Le paiement par carte n’est pas ouvert sur ce service.");
        var now = clock.GetUtcNow();
        if (order.AmountCents <= 0 || order.Label is not { Length: > 0 and <= 200 } || order.HoldUntil <= now)
            throw new ArgumentException("A payment has an amount, a label of up to 200 characters, and time to be made.", nameof(order));
        var step = CardProcess.Table.Begin(CardProcess.Begin, Roles.Program, new CardFacts(order.HoldUntil, order.AmountCents, 0, 0));
        if (await CardRows.OpenOfAsync(connection, order.Booking, cancel) is { } before)
        {
            if (before.HoldUntil > now && before.AmountCents == order.AmountCents && before.Account == order.Account
                && before.Holder == order.Holder && before.Provider == provider.Name)
            {
                await connection.ExecuteAsync(new CommandDefinition(
                    "UPDATE card_payment SET hold_until = greatest(hold_until, @HoldUntil) WHERE id = @Id",
                    new { order.HoldUntil, before.Id }, cancellationToken: cancel));
                return before.Id;
            }
            await CardRows.MoveAsync(connection, before, CardProcess.Abandon, before.Facts, now, cancel);
        }
        var id = Guid.CreateVersion7(now);
        await connection.ExecuteAsync(new CommandDefinition("""
            INSERT INTO card_payment (id, booking, account_id, holder, amount, label, state, hold_until, provider, reference, created_at)
            VALUES (@id, @Booking, @Account, @Holder, @AmountCents, @Label, @state, @HoldUntil, @provider, @reference, @now)
            """, new
        {
            id, order.Booking, order.Account, order.Holder, order.AmountCents, order.Label, state = step.To, order.HoldUntil,
            provider = provider.Name, reference = id.ToString("N"), now,
        }, cancellationToken: cancel));
        return id;
    }

    /// <summary>Gives an open payment up; <see cref="ICardOutcome.ClosedAsync"/> is told.</summary>
    /// <returns>False: it was not open, or there is none.</returns>
    public async Task<bool> AbandonAsync(NpgsqlConnection connection, Guid payment, CancellationToken cancel = default)
    {
        if (await CardRows.LockAsync(connection, payment, cancel) is not { IsOpen: true } open)
            return false;
        await outcome().ClosedAsync(
            connection, await CardRows.MoveAsync(connection, open, CardProcess.Abandon, open.Facts, clock.GetUtcNow(), cancel), cancel);
        return true;
    }

    /// <summary>The form that brings the payer's browser to the provider's page; null: it is not open, or its time is over.</summary>
    /// <param name="site">Public address of this site.</param>
    public async Task<CardPage?> PageAsync(Guid payment, Uri site, CancellationToken cancel = default) =>
        await FindAsync(payment, cancel) is { IsOpen: true } open && open.Provider == provider.Name ? provider.Page(open, site) : null;

    /// <summary>A payment; null: there is none. One whose time is over has expired by then.</summary>
    public async Task<CardPayment?> FindAsync(Guid payment, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var found = await CardRows.FindAsync(connection, payment, cancel);
        if (found is not { IsOpen: true } || found.HoldUntil > clock.GetUtcNow())
            return found;
        await settlement.ExpireAsync(payment, cancel);
        return await CardRows.FindAsync(connection, payment, cancel);
    }

    /// <summary>All payments of a booking, oldest first, as the caller's transaction sees them.</summary>
    public static async Task<IReadOnlyList<CardPayment>> OfBookingAsync(
        NpgsqlConnection connection, Guid booking, CancellationToken cancel = default) =>
        [.. await connection.QueryAsync<CardPayment>(new CommandDefinition(
            $"{CardPayment.Select} WHERE p.booking = @booking ORDER BY p.number", new { booking }, cancellationToken: cancel))];

    /// <summary>
    /// Asks money back to the card: owed from now on, sent by a job. The money must be free on <see cref="CardPayment.Bucket"/>.
    /// </summary>
    /// <param name="key">Names the refund once and for all; asked again with it, nothing more happens.</param>
    /// <param name="reason">For the holder's history, such as <c>booking.withdrawn</c>.</param>
    /// <exception cref="ProcessRefusedException">More than was paid and is not asked back yet.</exception>
    /// <exception cref="ArgumentException">There is no such payment, or the key named another refund.</exception>
    public Task RefundAsync(
        NpgsqlConnection connection, Guid payment, long amountCents, string key, string reason, CancellationToken cancel = default) =>
        refunds.QueueAsync(connection, payment, amountCents, key, reason, cancel);
}
