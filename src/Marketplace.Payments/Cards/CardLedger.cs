using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Marketplace.Platform.Time;
using Npgsql;

namespace Marketplace.Payments.Cards;

/// <summary>The movements of card money, in the caller's transaction.</summary>
public sealed class CardLedger(RuleBook book, TimeProvider clock)
{
    /// <summary>From the card to an account of the holder whose code is the booking.</summary>
    /// <returns>That account.</returns>
    public async Task<long> ReceiveAsync(NpgsqlConnection connection, CardPayment payment, CancellationToken cancel)
    {
        var bucket = await LedgerAccounts.OpenBucketAsync(
            connection, payment.Holder, new BucketTerms(AccountKinds.Learner, payment.Booking.ToString()), cancel);
        var cash = await LedgerAccounts.CounterAsync(connection, AccountKinds.Cash, CounterCodes.Card, cancel: cancel);
        await PostAsync(connection, $"card/{payment.Id:N}/receive", payment.Holder,
            new Transfer(Natures.Receive, cash, bucket, payment.AmountCents, CardReasons.Received), cancel);
        return bucket;
    }

    /// <summary>From the holder's account to what is owed to cards.</summary>
    /// <exception cref="InsufficientBalanceException">The account holds less: the rest is reserved or spent.</exception>
    public async Task OweAsync(
        NpgsqlConnection connection, CardPayment payment, Guid refund, long cents, string reason, CancellationToken cancel)
    {
        // Before the counter-account may be opened: everybody takes the holder first.
        await LedgerPosting.LockAsync(connection, payment.Holder, cancel);
        var owed = await LedgerAccounts.CounterAsync(connection, AccountKinds.Refund, CounterCodes.Card, cancel: cancel);
        await PostAsync(connection, $"card/{refund:N}/refund", payment.Holder,
            new Transfer(Natures.Refund, payment.Bucket!.Value, owed, cents, reason), cancel);
    }

    /// <summary>What was owed to a card has left.</summary>
    public async Task PayBackAsync(NpgsqlConnection connection, Guid refund, long cents, CancellationToken cancel)
    {
        var owed = await LedgerAccounts.CounterAsync(connection, AccountKinds.Refund, CounterCodes.Card, cancel: cancel);
        var cash = await LedgerAccounts.CounterAsync(connection, AccountKinds.Cash, CounterCodes.Card, cancel: cancel);
        await PostAsync(connection, $"card/{refund:N}/pay", null,
            new Transfer(Natures.Pay, owed, cash, cents, CardReasons.PaidBack), cancel);
    }

    private async Task PostAsync(NpgsqlConnection connection, string key, long? holder, Transfer line, CancellationToken cancel)
    {
        var today = clock.Today();
        var rules = await RuleSets.FreezeAsync(connection, book.On(today), cancel);
        await LedgerPosting.PostAsync(connection, new LedgerEvent(key, holder, today, rules), [line], cancel);
    }
}
