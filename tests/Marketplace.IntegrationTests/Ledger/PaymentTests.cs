using FsCheck;
using FsCheck.Fluent;
using Marketplace.Money.Ledger;
using Marketplace.Platform.Data;
using Marketplace.Testing;
using Npgsql;
using Xunit;

namespace Marketplace.IntegrationTests.Ledger;

/// <summary>Nothing is paid that is not owed, whoever asks for it.</summary>
public sealed class PaymentTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    /// <param name="Kind">0 and 1 debit, 2 credit again, 3 and 4 pay.</param>
    public sealed record Step(int Kind, int Cents);

    private static readonly Gen<Step> Steps = from kind in Gen.Choose(0, 4) from cents in Gen.Choose(1, 3_000) select new Step(kind, cents);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pay_ProviderOwedNothing_IsRefusedByTheDatabase()
    {
        var play = await Play.CreateAsync(database.Source, 0);
        await Assert.ThrowsAsync<InsufficientBalanceException>(() => play.PayAsync("one", 1_000_000_00));
        await using var connection = await database.Source.OpenConnectionAsync(Stop);
        await using var insert = new NpgsqlCommand("""
            INSERT INTO ledger_transfer (event, line, nature, debit, credit, amount, day, reason, rule_set)
            SELECT 'two lines', n, 'pay', $1, $2, 100000000, now(), 'x', 'x' FROM generate_series(1, 2) n
            """, connection) { Parameters = { new() { Value = play.Provider }, new() { Value = play.Cash } } };
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => insert.ExecuteNonQueryAsync(Stop));
        Assert.Equal(("23514", "ledger_owed_not_exceeded"), (refusal.SqlState, refusal.ConstraintName));
        Assert.All(await LedgerVerification.RunAsync(database.Source, cancel: Stop), f => Assert.Empty(f.Examples));
    }

    [Fact]
    public async Task Pay_WhatIsOwed_IsPaidOnceAndNotACentMore()
    {
        var play = await Play.CreateAsync(database.Source, 1_000);
        await play.World.DebitAsync(play.Booking, "entry", 600);
        Assert.True(await play.PayAsync("one", 400));
        await Assert.ThrowsAsync<InsufficientBalanceException>(() => play.PayAsync("two", 201));
        Assert.True(await play.PayAsync("two", 200));
        await play.World.DebitAsync(play.Booking, "end", 100);
        await play.World.RecreditAsync(play.Booking, "mistake", 600);
        // Paid and taken back: the provider owes, until the next trainings.
        await Assert.ThrowsAsync<InsufficientBalanceException>(() => play.PayAsync("three", 1));
        Assert.All(await LedgerVerification.RunAsync(database.Source, cancel: Stop), f => Assert.Empty(f.Examples));
    }

    [Fact]
    public async Task Pay_RefundToAFunder_StopsAtWhatIsOwedBack()
    {
        var world = await LedgerWorld.CreateAsync(database.Source);
        var code = $"employer:{Random.Shared.Next(100_000_000, 1_000_000_000)}";
        await world.CreditAsync("one", await world.OpenAsync(new BucketTerms(AccountKinds.Dotation, "employer-voluntary", code)), 500);
        await PostAsync("waits", Natures.Receive, AccountKinds.Cash, CounterCodes.Bank, AccountKinds.Funder, code, 300);
        await PostAsync("back", Natures.Refund, AccountKinds.Funder, code, AccountKinds.Refund, code, 300);
        await Assert.ThrowsAsync<InsufficientBalanceException>(
            () => PostAsync("too much", Natures.Pay, AccountKinds.Refund, code, AccountKinds.Cash, CounterCodes.Bank, 301));
        Assert.True(await PostAsync("all", Natures.Pay, AccountKinds.Refund, code, AccountKinds.Cash, CounterCodes.Bank, 300));

        Task<bool> PostAsync(string key, string nature, string from, string fromCode, string to, string toCode, long cents) =>
            database.Source.InTransactionAsync(async connection =>
            await LedgerPosting.PostAsync(connection, new LedgerEvent($"{code}/{key}", null, LedgerWorld.Day, world.Rules),
                [new Transfer(nature, await LedgerAccounts.CounterAsync(connection, from, fromCode),
                await LedgerAccounts.CounterAsync(connection, to, toCode), cents, "test")]), Stop);
    }

    [Fact]
    public async Task Steps_InAnyOrder_PayNoMoreThanIsOwed()
    {
        Prop.ForAll(Steps.ListOf().ToArbitrary(), steps => PlayAsync([.. steps]).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(30).WithEndSize(30));
        Assert.All(await LedgerVerification.RunAsync(database.Source, cancel: Stop), f => Assert.Empty(f.Examples));
    }

    [Fact]
    public async Task Pay_FromManySidesAtOnce_PaysWhatIsOwedOnce()
    {
        var play = await Play.CreateAsync(database.Source, 100_000);
        await Task.WhenAll(Steps.ListOf(40).Sample(6, 1).Select(async (steps, side) =>
        {
            for (var i = 0; i < steps.Count; i++)
                await play.DoAsync(steps[i], $"{side}-{i}");
        }));
        Assert.All(await LedgerVerification.RunAsync(database.Source, cancel: Stop), f => Assert.Empty(f.Examples));
    }

    private async Task PlayAsync(List<Step> steps)
    {
        var play = await Play.CreateAsync(database.Source, 50_000);
        long reserved = 50_000, debited = 0, owed = 0;
        for (var i = 0; i < steps.Count; i++)
        {
            var (kind, cents) = (steps[i].Kind, (long)steps[i].Cents);
            var moves = kind switch { <= 1 => Math.Min(cents, reserved), 2 => Math.Min(cents, debited), _ => cents <= owed ? cents : 0 };
            Assert.Equal(moves > 0, await play.DoAsync(steps[i], $"{i}"));
            (reserved, debited, owed) = kind switch
            {
                <= 1 => (reserved - moves, debited + moves, owed + moves),
                2 => (reserved, debited - moves, owed - moves),
                _ => (reserved, debited, owed - moves),
            };
        }
    }

    /// <summary>A booking with a provider of its own.</summary>
    private sealed record Play(NpgsqlDataSource Database, LedgerWorld World, Guid Booking, string Siret, long Provider, long Cash)
    {
        public static async Task<Play> CreateAsync(NpgsqlDataSource database, long cents)
        {
            var siret = Random.Shared.NextInt64(10_000_000_000_000, 100_000_000_000_000)
                .ToString(System.Globalization.CultureInfo.InvariantCulture);
            var world = await LedgerWorld.CreateAsync(database);
            world.Provider = siret;
            var (provider, cash) = await database.InTransactionAsync(async connection => (
                await LedgerAccounts.CounterAsync(connection, AccountKinds.Provider, siret),
                await LedgerAccounts.CounterAsync(connection, AccountKinds.Cash, CounterCodes.Bank)));
            var play = new Play(database, world, Guid.NewGuid(), siret, provider, cash);
            var annual = await world.OpenAsync(new BucketTerms(AccountKinds.Annual));
            if (cents > 0 && await world.CreditAsync("rights", annual, cents))
                await world.ReserveAsync(play.Booking, (annual, cents));
            return play;
        }

        public Task<bool> PayAsync(string key, long cents) => Database.InTransactionAsync(connection =>
            LedgerPosting.PostAsync(
                connection, new LedgerEvent($"pay/{Siret}/{key}", null, LedgerWorld.Day, World.Rules),
                [new Transfer(Natures.Pay, Provider, Cash, cents, "test")]));

        public async Task<bool> DoAsync(Step step, string key)
        {
            try
            {
                return step.Kind switch
                {
                    <= 1 => await World.DebitAsync(Booking, key, step.Cents),
                    2 => await World.RecreditAsync(Booking, key, step.Cents),
                    _ => await PayAsync(key, step.Cents),
                };
            }
            catch (InsufficientBalanceException)
            {
                return false;
            }
        }
    }
}
