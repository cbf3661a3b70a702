using Dapper;
using Marketplace.Money.Ledger;
using Marketplace.Platform.Data;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Ledger;

/// <summary>Each invariant is broken by hand, past the triggers, and must be found.</summary>
public sealed class LedgerVerificationTests
{
    [Theory]
    [InlineData("balances", "UPDATE ledger_balance SET balance = balance + 1 WHERE account = {annual}")]
    [InlineData("balances", "UPDATE ledger_transfer SET amount = amount + 1 WHERE nature = 'credit'")]
    [InlineData("tracked", "DELETE FROM ledger_balance WHERE account = {annual}")]
    [InlineData("not-negative", "ALTER TABLE ledger_balance DROP CONSTRAINT ledger_balance_not_negative; UPDATE ledger_balance SET balance = -1 WHERE account = {annual}")]
    [InlineData("misfits", "UPDATE ledger_transfer SET nature = 'release' WHERE nature = 'credit'")]
    [InlineData("misfits", "UPDATE ledger_transfer SET holder = holder + 1 WHERE nature = 'reserve'")]
    [InlineData("open-lines", "UPDATE ledger_open SET remaining = remaining + 1")]
    [InlineData("open-lines", "DELETE FROM ledger_open")]
    [InlineData("open-lines", "DELETE FROM ledger_open WHERE line IN (SELECT id FROM ledger_transfer WHERE nature = 'hold')")]
    [InlineData("reservations",
        "UPDATE ledger_open SET remaining = 0 WHERE line IN (SELECT id FROM ledger_transfer WHERE nature = 'hold')")]
    [InlineData("misfits", "UPDATE ledger_transfer SET booking = NULL WHERE nature = 'hold'")]
    [InlineData("misfits", "UPDATE ledger_transfer SET nature = 'unhold' WHERE nature = 'hold'")]
    [InlineData("misfits", "UPDATE ledger_transfer SET nature = 'withdraw' WHERE nature = 'forfeit'")]
    [InlineData("misfits", "UPDATE ledger_account SET code = 'employer:123456789' WHERE code = 'france-competences'")]
    [InlineData("balances", "UPDATE ledger_transfer SET amount = amount + 1 WHERE nature = 'forfeit'")]
    [InlineData("reservations",
        "UPDATE ledger_balance SET balance = balance + 1 WHERE account = (SELECT id FROM ledger_account WHERE bucket = {annual})")]
    [InlineData("bookings", "UPDATE ledger_booking SET price = price + 1")]
    [InlineData("bookings", "UPDATE ledger_booking SET participation = 100, exemption = NULL")]
    [InlineData("bookings", "UPDATE ledger_booking SET cap = 999")]
    [InlineData("terms", "UPDATE ledger_account SET usable_until = '2026-05-12' WHERE id = {annual}")]
    [InlineData("terms",
        "DELETE FROM ledger_transfer WHERE nature = 'reserve'; UPDATE ledger_account SET usable_until = '2026-05-12' WHERE id = {annual}")]
    [InlineData("annual-credits", "UPDATE ledger_transfer SET event = 'annual/2025/' || holder || '/1' WHERE nature = 'credit'")]
    [InlineData("caps", """
        INSERT INTO annual_assessment VALUES ({holder}, 2025, 1, 'employee', 10000, 9999, 10000, 0, 0, 0, 0, 0, 0, 0, 0, 'x');
        UPDATE ledger_transfer SET event = 'annual/2025/' || holder || '/1' WHERE nature = 'credit'
        """)]
    [InlineData("volunteering-credits", "UPDATE ledger_transfer SET event = 'volunteering/1/2025/association' WHERE nature = 'credit'")]
    [InlineData("conversions", "UPDATE ledger_transfer SET event = 'conversion/1' WHERE nature = 'credit'")]
    [InlineData("owed", "INSERT INTO ledger_transfer (event, line, nature, debit, credit, amount, day, reason, rule_set) SELECT 'pay', 1, 'pay', id, id, 1, now(), 'x', 'x' FROM ledger_account WHERE kind = 'provider'")]
    [InlineData("owed", "UPDATE ledger_owed SET balance = balance + 1")]
    [InlineData("owed", "DELETE FROM ledger_owed")]
    [InlineData("payments", """
        INSERT INTO ledger_transfer (event, line, nature, debit, credit, amount, day, reason, rule_set)
            SELECT 'pay/' || n, 1, 'pay', id, id, 100000000, now(), 'x', 'x' FROM ledger_account, generate_series(1, 2) n WHERE kind = 'provider';
        UPDATE ledger_owed SET balance = -200000000
        """)]
    [InlineData("cards", "UPDATE ledger_transfer SET event = 'card/1/receive', nature = 'receive' WHERE nature = 'credit'")]
    [InlineData("cards", """
        INSERT INTO card_payment (id, booking, account_id, holder, amount, label, state, hold_until, provider, reference, bucket, created_at, settled_at)
        VALUES (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), {holder}, 5, 'x', 'paid', now(), 'x', 'x', {annual}, now(), now())
        """)]
    [InlineData("card-refunds", "UPDATE ledger_transfer SET event = 'card/1/refund', nature = 'refund' WHERE nature = 'credit'")]
    [InlineData("card-refunds", """
        INSERT INTO card_payment (id, booking, account_id, holder, amount, label, state, hold_until, provider, reference, bucket, created_at, settled_at)
        VALUES ('00000000-0000-0000-0000-000000000001', gen_random_uuid(), gen_random_uuid(), {holder}, 5, 'x', 'paid', now(), 'x', 'x', {annual}, now(), now());
        INSERT INTO card_refund (payment, key, amount, reason, state, next_try, created_at)
        VALUES ('00000000-0000-0000-0000-000000000001', 'k', 6, 'x', 'queued', now(), now())
        """)]
    [InlineData("retirement",
        "UPDATE ledger_holder SET retired_on = '2026-05-13', retired_noted_at = now() - interval '1 hour' WHERE id = {holder}")]
    [InlineData("rule-sets", "UPDATE ledger_transfer SET rule_set = 'none'")]
    public async Task Verify_AfterTampering_FindsIt(string name, string tampering)
    {
        await using var database = await TestDatabase.CreateAsync();
        var world = await LedgerWorld.CreateAsync(database.Source);
        var annual = await world.OpenAsync(new BucketTerms(AccountKinds.Annual));
        await world.CreditAsync("one", annual, 10_000);
        await world.ReserveAsync(Guid.NewGuid(), (annual, 1_000));
        await HoldAndForfeitAsync(database, world, annual);
        await database.Source.InTransactionAsync(
            connection => LedgerAccounts.CounterAsync(connection, AccountKinds.Provider, LedgerWorld.Siret),
            TestContext.Current.CancellationToken);
        Assert.All(await LedgerVerification.RunAsync(database.Source, cancel: TestContext.Current.CancellationToken),
            f => Assert.Empty(f.Examples));
        await using (var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken))
            await connection.ExecuteAsync(
                "SET session_replication_role = replica; " + tampering.Replace("{annual}", $"{annual}", StringComparison.Ordinal)
                .Replace("{holder}", $"{world.Holder}", StringComparison.Ordinal));
        Assert.Contains(name,
            (await LedgerVerification.RunAsync(database.Source, cancel: TestContext.Current.CancellationToken)).Where(f => f.Broken > 0)
            .Select(f => f.Name));
    }

    /// <summary>Rights held while a card page is open, and card money that was lost.</summary>
    private static Task HoldAndForfeitAsync(TestDatabase database, LedgerWorld world, long annual) =>
        database.Source.InTransactionAsync(async connection =>
        {
            await BookingLedger.HoldAsync(connection, Guid.NewGuid(), "hold", world.Holder, [(annual, 1)], LedgerWorld.Day, world.Rules);
            var card = await LedgerAccounts.OpenBucketAsync(connection, world.Holder, new BucketTerms(AccountKinds.Learner, "x"));
            await LedgerPosting.PostAsync(connection, new LedgerEvent("card", world.Holder, LedgerWorld.Day, world.Rules), [new Transfer(
                Natures.Receive, await LedgerAccounts.CounterAsync(connection, AccountKinds.Cash, CounterCodes.Card), card, 100, "test")]);
            var step = new BookingStep(Guid.NewGuid(), "late", world.Holder, LedgerWorld.Day, world.Rules, "late-cancellation");
            await BookingLedger.ReserveAsync(connection,
                new AcceptedBooking(step.Booking, world.Holder, 100, 0, "test", null, [(card, 100)]), LedgerWorld.Day, world.Rules);
            await BookingLedger.KeepAsync(
                connection, step, [(Assert.Single(await BookingLedger.ReservedAsync(connection, step.Booking)), 100)]);
        }, TestContext.Current.CancellationToken);
}
