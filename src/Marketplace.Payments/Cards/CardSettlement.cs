using Dapper;
using Marketplace.People.Access;
using Marketplace.Platform.Data;
using Npgsql;

namespace Marketplace.Payments.Cards;

/// <summary>What became of a notification, as in <c>card_notification.outcome</c>.</summary>
public static class CardOutcomes
{
    public const string Taken = "taken";
    /// <summary>Said before; not kept twice.</summary>
    public const string Repeated = "repeated";
    /// <summary>It changes nothing in the state that the payment is in.</summary>
    public const string NoEffect = "no-effect";
    public const string WrongAmount = "wrong-amount";
    public const string UnknownReference = "unknown-reference";
    /// <summary>Paid a second time.</summary>
    public const string OtherTransaction = "other-transaction";
}

/// <summary>
/// How payments end: what the provider says, in whatever order and however often, and the clock. Each is one transaction with ledger,
/// payment, and what it was for.
/// </summary>
public sealed class CardSettlement(
    NpgsqlDataSource database, Func<ICardOutcome> outcome, CardLedger ledger, CardRefunds refunds, TimeProvider clock)
{
    private const int MostAtOnce = 200;
    private const string Euro = "EUR";

    /// <summary>Takes in what a provider said. Once it returns, all of it is done, and asking again does nothing.</summary>
    /// <returns>One of <see cref="CardOutcomes"/>.</returns>
    public Task<string> ReceiveAsync(string provider, CardNotification said, CancellationToken cancel = default) =>
        database.InTransactionAsync(async connection =>
    {
        var payment = await LockedAsync(connection, provider, said.Reference, cancel);
        var became = Judge(payment, said);
        if (!await NoteAsync(connection, provider, payment, said, became, cancel))
            return CardOutcomes.Repeated;
        if (became == CardOutcomes.Taken)
            await ApplyAsync(connection, payment!, said, cancel);
        return became;
    }, cancel);

    /// <summary>Ends a payment whose time is over.</summary>
    /// <returns>False: it was not open any more, or still has time.</returns>
    public Task<bool> ExpireAsync(Guid payment, CancellationToken cancel = default) => database.InTransactionAsync(async connection =>
    {
        if (await CardRows.FindAsync(connection, payment, cancel) is not { IsOpen: true } seen)
            return false;
        await outcome().LockAsync(connection, seen.Booking, cancel);
        var now = clock.GetUtcNow();
        if (await CardRows.LockAsync(connection, payment, cancel) is not { IsOpen: true } open || open.HoldUntil > now)
            return false;
        await outcome().ClosedAsync(
            connection, await CardRows.MoveAsync(connection, open, CardProcess.Expire, open.Facts, now, cancel), cancel);
        return true;
    }, cancel);

    /// <summary>Ends all payments whose time is over.</summary>
    /// <returns>How many.</returns>
    public async Task<int> ExpireDueAsync(CancellationToken cancel = default)
    {
        List<Guid> due;
        await using (var connection = await database.OpenConnectionAsync(cancel))
            due = [.. await connection.QueryAsync<Guid>(new CommandDefinition(
                $"SELECT id FROM card_payment WHERE state = 'open' AND hold_until <= @now ORDER BY hold_until LIMIT {MostAtOnce}",
                new { now = clock.GetUtcNow() }, cancellationToken: cancel))];
        var (ended, failures) = (0, new List<Exception>());
        foreach (var payment in due)
            try
            {
                ended += await ExpireAsync(payment, cancel) ? 1 : 0;
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested)
            {
                // One that fails holds nobody back; the job tells of it once the others are done.
                failures.Add(failure);
            }
        return failures.Count == 0 ? ended : throw new AggregateException(failures);
    }

    private async Task<CardPayment?> LockedAsync(
        NpgsqlConnection connection, string provider, string reference, CancellationToken cancel)
    {
        var (id, booking) = await connection.QuerySingleOrDefaultAsync<(Guid, Guid)>(new CommandDefinition(
            "SELECT id, booking FROM card_payment WHERE provider = @provider AND reference = @reference", new { provider, reference },
            cancellationToken: cancel));
        if (id == Guid.Empty)
            return null;
        await outcome().LockAsync(connection, booking, cancel);
        return await CardRows.LockAsync(connection, id, cancel);
    }

    private static string Judge(CardPayment? payment, CardNotification said)
    {
        if (payment is null)
            return CardOutcomes.UnknownReference;
        if (said.Event == CardEvent.Paid && (said.AmountCents != payment.AmountCents || said.Currency != Euro))
            return CardOutcomes.WrongAmount;
        if (said.Event == CardEvent.Paid && payment.Bucket is not null)
            return said.Transaction == payment.Transaction ? CardOutcomes.NoEffect : CardOutcomes.OtherTransaction;
        return StepOf(said.Event) is { } step && CardProcess.Table.Allows(payment.State, step, Roles.Program, payment.Facts)
            ? CardOutcomes.Taken : CardOutcomes.NoEffect;
    }

    private static string? StepOf(CardEvent said) => said switch
    {
        CardEvent.Paid => CardProcess.Pay,
        CardEvent.Refused => CardProcess.Refuse,
        CardEvent.Abandoned => CardProcess.Abandon,
        CardEvent.Disputed => CardProcess.Dispute,
        CardEvent.DisputeWon => CardProcess.WinDispute,
        CardEvent.DisputeLost => CardProcess.LoseDispute,
        _ => null,
    };

    private async Task<bool> NoteAsync(
        NpgsqlConnection connection, string provider, CardPayment? payment, CardNotification said, string became,
        CancellationToken cancel) =>
        await connection.ExecuteAsync(new CommandDefinition("""
            INSERT INTO card_notification (key, provider, payment, reference, event, transaction, amount, currency, outcome, received_at)
            VALUES (@key, @provider, @payment, @Reference, @said, @Transaction, @AmountCents, @Currency, @became, @now) ON CONFLICT (key) DO NOTHING
            """, new
        {
            key = $"{provider}/{said.Key}", provider, payment = payment?.Id, said.Reference, said = said.Event.ToString(),
            said.Transaction, said.AmountCents, said.Currency, became, now = clock.GetUtcNow(),
        }, cancellationToken: cancel)) == 1;

    private async Task ApplyAsync(NpgsqlConnection connection, CardPayment payment, CardNotification said, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        switch (said.Event)
        {
            case CardEvent.Paid:
                await PayAsync(connection, payment, said.Transaction, now, cancel);
                break;
            case CardEvent.Refused or CardEvent.Abandoned:
                await outcome().ClosedAsync(
                    connection, await CardRows.MoveAsync(connection, payment, StepOf(said.Event)!, payment.Facts, now, cancel), cancel);
                break;
            default:
                await CardRows.MoveAsync(connection, payment, StepOf(said.Event)!, payment.Facts, now, cancel);
                await CardDisputes.NoteAsync(connection, payment, said, now, cancel);
                break;
        }
    }

    private async Task PayAsync(
        NpgsqlConnection connection, CardPayment payment, string? transaction, DateTimeOffset now, CancellationToken cancel)
    {
        var bucket = await ledger.ReceiveAsync(connection, payment, cancel);
        var paid = await CardRows.MoveAsync(connection, payment, CardProcess.Pay, payment.Facts, now, cancel,
            "bucket = @bucket, transaction = @transaction, settled_at = @now", new { bucket, transaction, now });
        var verdict = await outcome().PaidAsync(connection, paid, cancel);
        if (verdict.RefundReason is { } reason)
            await refunds.QueueAsync(connection, paid.Id, paid.AmountCents, $"card/{paid.Id:N}/whole", reason, cancel);
        else if (paid.State == CardProcess.PaidLate)
            await CardRows.MoveAsync(connection, paid, CardProcess.Honour, paid.Facts, now, cancel);
    }
}
