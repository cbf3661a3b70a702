using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Marketplace.Money.Bank;
using Marketplace.Money.Dotations;
using Marketplace.Money.Ledger;
using Marketplace.Platform.Processes;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Dotations;

/// <summary>Any interleaving of orders, bank entries, credits, reservations and expiries, on a real database.</summary>
public sealed class DotationProperties(TestDatabase database) : IClassFixture<TestDatabase>
{
    public enum Kind { Order, Cancel, Pay, PayAgain, PayWrong, Match, Credit, Reserve, Debit, Release, Expire, Day, Retire, Attach, Return }

    public sealed record Step(Kind Kind, int A, int Cents);

    private static readonly Gen<Step> Steps =
        from kind in Gen.Frequency(
            (3, Gen.Elements(Kind.Order, Kind.Pay)), (2, Gen.Elements(Kind.Credit, Kind.Reserve)),
            (2, Gen.Elements(Kind.Cancel, Kind.PayAgain, Kind.PayWrong, Kind.Match, Kind.Debit, Kind.Release, Kind.Expire, Kind.Day,
            Kind.Retire, Kind.Attach, Kind.Return)))
        from a in Gen.Choose(0, 3)
        from cents in Gen.Choose(1, 50_000)
        select new Step(kind, a, cents);

    [Fact]
    public async Task Steps_InAnyOrder_KeepEveryInvariantAndEveryCent()
    {
        var first = 0;
        Prop.ForAll(Steps.ListOf().ToArbitrary(), steps => PlayAsync([.. steps], Interlocked.Add(ref first, 4)).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(25).WithEndSize(40));
        Assert.All(await LedgerVerification.RunAsync(database.Source, cancel: TestContext.Current.CancellationToken),
            f => Assert.Empty(f.Examples));
    }

    /// <summary>Many sides at once, on the same orders and people.</summary>
    [Fact]
    public async Task Steps_FromManySidesAtOnce_KeepEveryInvariant()
    {
        var play = new Play(await DotationWorld.CreateAsync(database.Source), 100_000);
        await Task.WhenAll(Steps.ListOf(25).Sample(5, 1).Concat(Steps.ListOf(25).Sample(5, 1)).Concat(Steps.ListOf(25).Sample(5, 1))
            .Select(async steps =>
        {
            foreach (var step in steps)
                await play.DoAsync(step);
        }));
        Assert.All(await LedgerVerification.RunAsync(database.Source, cancel: TestContext.Current.CancellationToken),
            f => Assert.Empty(f.Examples));
    }

    private async Task PlayAsync(List<Step> steps, int first)
    {
        var world = await DotationWorld.CreateAsync(database.Source);
        var play = new Play(world, first);
        foreach (var step in steps)
            await play.DoAsync(step);
        await world.MatchAsync();
        await world.CreditAsync();
        await world.VerifyAsync();
    }

    private sealed class Play(DotationWorld world, int first)
    {
        private readonly List<(Guid Order, string Label, long Cents)> _orders = [];
        private readonly List<(string Line, string Label)> _lines = [];
        private readonly List<(int Person, Guid Booking)> _bookings = [];
        private readonly Lock _gate = new();
        private int _number;

        public async Task DoAsync(Step step)
        {
            try
            {
                await TryAsync(step);
            }
            catch (Exception refusal) when (refusal is InsufficientBalanceException or UnusableRightsException or ProcessRefusedException)
            {
                // As in life: somebody else was first, or has retired.
            }
        }

        private Task TryAsync(Step step) => step.Kind switch
        {
            Kind.Order => OrderAsync(step),
            Kind.Cancel => Any(_orders, step) is { Label: not null } o ? world.CancelAsync(o.Order) : Task.CompletedTask,
            Kind.Pay => Any(_orders, step) is { Label: not null } o ? PayAsync(o.Cents, o.Label) : Task.CompletedTask,
            Kind.PayWrong => Any(_orders, step) is { Label: not null } o
            ? PayAsync(step.Cents, step.A == 0 ? "rien" : o.Label) : PayAsync(step.Cents, "rien"),
            Kind.PayAgain => Any(_lines, step) is { Line: not null } l ? world.StatementAsync(l.Line) : Task.CompletedTask,
            Kind.Match => world.MatchAsync(),
            Kind.Credit => world.CreditAsync(),
            Kind.Reserve => ReserveAsync(step),
            Kind.Debit => Any(_bookings, step) is { Person: > 0 } b
            ? world.DebitAsync(b.Person, b.Booking, $"d{step.Cents}") : Task.CompletedTask,
            Kind.Release => Any(_bookings, step) is { Person: > 0 } b
            ? world.ReleaseAsync(b.Person, b.Booking, $"r{step.Cents}") : Task.CompletedTask,
            Kind.Expire => world.ExpireAsync(),
            Kind.Day => DayAsync(step),
            Kind.Retire => world.RetireAsync(Person(step), world.Today),
            Kind.Attach => AttachAsync(step),
            _ => ReturnAsync(),
        };

        private int Person(Step step) => first + step.A + 1;

        private T? Any<T>(List<T> list, Step step)
        {
            lock (_gate)
                return list.Count == 0 ? default : list[step.Cents % list.Count];
        }

        private async Task OrderAsync(Step step)
        {
            var until = world.Today.AddDays(1 + step.A).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var euros = (step.Cents / 100m).ToString("0.00", CultureInfo.InvariantCulture);
            var lines = string.Concat(Enumerable.Range(0, 1 + step.A).Select(n =>
                $"{DotationWorld.Nir(first + n + 1)};{euros};{(step.Cents % 3 == 0 ? ";;" : $"RNCP37805;{until};{(step.Cents % 3 == 1 ? "oui" : "non")}")}\n"));
            var (draft, _) = await world.DraftAsync(lines);
            // Another side may have moved the clock past a last day.
            if (draft is not { } order || await world.ConfirmAsync(order) != OrderChange.Done)
                return;
            var label = (await world.FindAsync(order)).Order.Label!;
            lock (_gate)
                _orders.Add((order, label, step.Cents * (1L + step.A)));
        }

        private async Task PayAsync(long cents, string label)
        {
            var line = $"{world.Organisation:N}/{Interlocked.Increment(ref _number)};2026-11-26;{(cents / 100m).ToString("0.00", CultureInfo.InvariantCulture)};{label};\n";
            lock (_gate)
                _lines.Add((line, label));
            await world.StatementAsync(line);
        }

        private async Task ReserveAsync(Step step)
        {
            var booking = Guid.NewGuid();
            if (await world.ReserveAsync(Person(step), booking, step.Cents))
            {
                lock (_gate)
                    _bookings.Add((Person(step), booking));
            }
        }

        private Task DayAsync(Step step)
        {
            world.Clock.Now = world.Clock.Now.AddDays(step.A);
            return Task.CompletedTask;
        }

        private async Task AttachAsync(Step step)
        {
            if (Any(_orders, step) is { Label: not null } order
                && (await world.Decisions.WaitingAsync(CancellationToken.None)).Entries is { Count: > 0 } entries)
            {
                var entry = entries.FirstOrDefault(e => e.Cents == order.Cents) ?? entries[0];
                await world.Decisions.AttachAsync(entry.Id, entry.Version, order.Label, world.Operator, CancellationToken.None);
            }
        }

        private async Task ReturnAsync()
        {
            if ((await world.Decisions.WaitingAsync(CancellationToken.None)).Entries is [BankEntryView entry, ..])
                await world.Decisions.ReturnAsync(entry.Id, entry.Version, world.Operator, CancellationToken.None);
        }
    }
}
