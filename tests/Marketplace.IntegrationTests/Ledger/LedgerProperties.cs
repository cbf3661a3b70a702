using FsCheck;
using FsCheck.Fluent;
using Marketplace.Money.Ledger;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Ledger;

/// <summary>Any interleaving of operations on a real database, against a few dictionaries that cannot be wrong.</summary>
public sealed class LedgerProperties(TestDatabase database) : IClassFixture<TestDatabase>
{
    /// <param name="Kind">0 credit, 1 withdraw, 2 and 3 reserve, 4 debit, 5 release, 6 credit again, 7 the last one once more.</param>
    public sealed record Operation(int Kind, int Bucket, int Booking, int Cents);

    private static readonly Gen<Operation> Operations =
        from kind in Gen.Choose(0, 7)
        from bucket in Gen.Choose(0, 2)
        from booking in Gen.Choose(0, 3)
        from cents in Gen.Choose(1, 3_000)
        select new Operation(kind, bucket, booking, cents);

    private static readonly BucketTerms[] Terms =
    [
        new(AccountKinds.Annual), new(AccountKinds.Dotation, "agreement", "employer:123456789", null, new DateOnly(2030, 1, 1)),
            new(AccountKinds.TopUp, "region", "region:84"),
    ];

    [Fact]
    public async Task Operations_InAnyOrder_KeepEveryInvariantAndReplayToTheSameBalances()
    {
        Prop.ForAll(Operations.ListOf().ToArbitrary(), operations =>
        {
            var (balances, model) = PlayAsync([.. operations]).GetAwaiter().GetResult();
            var (again, _) = PlayAsync([.. operations]).GetAwaiter().GetResult();
            Assert.Equal(model, balances);
            Assert.Equal(balances, again);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60).WithEndSize(40));
        Assert.All(await LedgerVerification.RunAsync(database.Source, cancel: TestContext.Current.CancellationToken),
            f => Assert.Empty(f.Examples));
    }

    /// <summary>Many sides at once: what is accepted depends on chance, the invariants do not.</summary>
    [Fact]
    public async Task Operations_FromManySidesAtOnce_KeepEveryInvariant()
    {
        var world = await LedgerWorld.CreateAsync(database.Source);
        var buckets = await OpenAsync(world);
        var bookings = Enumerable.Range(0, 4).Select(_ => Guid.NewGuid()).ToArray();
        var sample = Operations.ListOf(40).Sample(6, 1).Concat(Operations.ListOf(40).Sample(6, 1)).Select((list, side) => (list, side));
        await Task.WhenAll(sample.Select(async s =>
        {
            for (var i = 0; i < s.list.Count; i++)
                await ApplyAsync(world, buckets, bookings, s.list[i], $"{s.side}-{i}");
        }));
        Assert.All(await LedgerVerification.RunAsync(database.Source, cancel: TestContext.Current.CancellationToken),
            f => Assert.Empty(f.Examples));
    }

    private async Task<(List<(long, long)> Balances, List<(long, long)> Model)> PlayAsync(List<Operation> operations)
    {
        var world = await LedgerWorld.CreateAsync(database.Source);
        var buckets = await OpenAsync(world);
        var bookings = Enumerable.Range(0, 4).Select(_ => Guid.NewGuid()).ToArray();
        var model = new Model(3);
        for (var i = 0; i < operations.Count; i++)
        {
            // « Once more » repeats the operation before, under its key.
            var at = i;
            while (at > 0 && operations[at].Kind == 7)
                at--;
            if (operations[at].Kind == 7)
                continue;
            var moved = await ApplyAsync(world, buckets, bookings, operations[at], $"{at}");
            Assert.Equal(at == i && model.Apply(operations[at]), moved);
        }
        return ([.. (await world.BucketsAsync()).Select(b => (b.Available, b.Reserved))], model.Balances);
    }

    private static async Task<long[]> OpenAsync(LedgerWorld world)
    {
        var buckets = new List<long>();
        foreach (var terms in Terms)
            buckets.Add(await world.OpenAsync(terms));
        return [.. buckets];
    }

    private static async Task<bool> ApplyAsync(LedgerWorld world, long[] buckets, Guid[] bookings, Operation operation, string key)
    {
        var (bucket, booking, cents) = (buckets[operation.Bucket], bookings[operation.Booking], operation.Cents);
        try
        {
            return operation.Kind switch
            {
                0 => await world.CreditAsync(key, bucket, cents),
                1 => await world.WithdrawAsync(key, bucket, cents),
                2 => await world.ReserveAsync(booking, (bucket, cents)),
                3 => await world.ReserveAsync(booking, (bucket, cents), (buckets[(operation.Bucket + 1) % 3], (cents / 2) + 1)),
                4 => await world.DebitAsync(booking, key, cents),
                5 => await world.ReleaseAsync(booking, key, cents),
                6 => await world.RecreditAsync(booking, key, cents),
                _ => false,
            };
        }
        catch (Exception refusal) when (refusal is InsufficientBalanceException or ConflictingEventException)
        {
            return false;
        }
    }

    /// <summary>Balances by bucket, and each booking's lines in their order.</summary>
    private sealed class Model(int buckets)
    {
        private sealed class Line(int bucket, long cents)
        {
            public int Bucket { get; } = bucket;
            public long Left { get; set; } = cents;
        }

        private readonly long[] _free = new long[buckets];
        private readonly Dictionary<int, List<Line>> _reserved = [];
        private readonly Dictionary<int, List<Line>> _debited = [];

        public List<(long, long)> Balances =>
            [.. _free.Select((cents, bucket) =>
                (cents, _reserved.Values.SelectMany(l => l).Where(l => l.Bucket == bucket).Sum(l => l.Left)))];

        public bool Apply(Operation operation)
        {
            switch (operation.Kind)
            {
                case 0:
                    _free[operation.Bucket] += operation.Cents;
                    return true;
                case 1:
                    if (_free[operation.Bucket] < operation.Cents)
                        return false;
                    _free[operation.Bucket] -= operation.Cents;
                    return true;
                case 2 or 3:
                    return Reserve(operation);
                default:
                    return Settle(operation);
            }
        }

        private bool Reserve(Operation operation)
        {
            var shares = new List<(int Bucket, long Cents)> { (operation.Bucket, operation.Cents) };
            if (operation.Kind == 3)
                shares.Add(((operation.Bucket + 1) % 3, (operation.Cents / 2) + 1));
            if (_reserved.ContainsKey(operation.Booking) || shares.Any(s => _free[s.Bucket] < s.Cents))
                return false;
            foreach (var (bucket, cents) in shares)
                _free[bucket] -= cents;
            _reserved[operation.Booking] = [.. shares.Select(s => new Line(s.Bucket, s.Cents))];
            return true;
        }

        private bool Settle(Operation operation)
        {
            long left = operation.Cents;
            foreach (var line in (operation.Kind == 6 ? _debited : _reserved).GetValueOrDefault(operation.Booking, [])
                .Where(l => l.Left > 0))
            {
                var cents = Math.Min(left, line.Left);
                line.Left -= cents;
                left -= cents;
                if (cents == 0)
                    continue;
                if (operation.Kind == 4)
                {
                    if (!_debited.TryGetValue(operation.Booking, out var debited))
                        _debited[operation.Booking] = debited = [];
                    debited.Add(new Line(line.Bucket, cents));
                }
                else
                {
                    _free[line.Bucket] += cents;
                }
            }
            return left < operation.Cents;
        }
    }
}
