using Marketplace.Indexing.Upkeep;
using Marketplace.Testing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Marketplace.IntegrationTests.Indexing;

/// <summary>What each process does by itself for its own index.</summary>
public sealed class OwnIndexNightTests
{
    private const string F1 = $"{CatalogueFixture.Siret}_F1_A1";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("2026-11-30T02:39:59Z", "2026-11-29")]
    [InlineData("2026-11-30T02:40:00Z", "2026-11-30")]
    [InlineData("2026-07-14T01:39:59Z", "2026-07-13")]
    [InlineData("2026-07-14T01:40:00Z", "2026-07-14")]
    [InlineData("2026-07-14T22:30:00Z", "2026-07-14")]
    [InlineData("2026-03-29T01:40:00Z", "2026-03-29")]
    [InlineData("2026-10-25T01:40:00Z", "2026-10-24")]
    [InlineData("2026-10-25T02:40:00Z", "2026-10-25")]
    public void LastNight_IsTheDayOf3H40InParis(string moment, string day) =>
        Assert.Equal(DateOnly.Parse(day, null), OwnIndexNight.LastNight(DateTimeOffset.Parse(moment, null)));

    [Fact]
    public async Task Night_WhenItComes_RepairsTheIndex_AndNotBefore()
    {
        await using var catalogue = await CatalogueFixture.CreateAsync();
        await catalogue.Feed.OpenAsync(Stop);
        await catalogue.PublishAsync(TestOffers.Tree("F1"));
        await catalogue.Feed.CatchUpAsync(Stop);
        await catalogue.ExecuteAsync("UPDATE action SET version = nextval('catalogue_version')");
        var clock = new QuickClock();
        var check = new NightlyDriftCheck(catalogue.Drift, catalogue.Index, catalogue.Tasks, null!, NullLogger<NightlyDriftCheck>.Instance);

        await RunAsync(new OwnIndexNight(check, catalogue.Index, clock, NullLogger<OwnIndexNight>.Instance), async () =>
        {
            await Eventually.BeAsync("the evening was looked at", () => Task.FromResult(clock.Looks > 3));
            Assert.True(await IsStaleAsync(catalogue));
            clock.Now = clock.Now.AddHours(12);
            await Eventually.BeAsync("the index is repaired", async () => !await IsStaleAsync(catalogue));
        });
    }

    [Fact]
    public async Task Sweep_WithoutANotification_AppliesWhatWaits()
    {
        await using var catalogue = await CatalogueFixture.CreateAsync();
        await catalogue.Feed.OpenAsync(Stop);
        await RunAsync(new OutboxSweep(catalogue.Feed, new QuickClock(), NullLogger<OutboxSweep>.Instance), async () =>
        {
            await catalogue.PublishAsync(TestOffers.Tree("F1"));
            await Eventually.BeAsync("the action is found", async () => (await catalogue.SearchableAsync()).SequenceEqual([F1]));
        });
    }

    private static async Task RunAsync(BackgroundService service, Func<Task> meanwhile)
    {
        using (service)
        {
            await service.StartAsync(Stop);
            await meanwhile();
            await service.StopAsync(Stop);
        }
    }

    private static async Task<bool> IsStaleAsync(CatalogueFixture catalogue)
    {
        var held = new List<long>();
        await foreach (var document in catalogue.Index.ListAsync(Stop))
            held.Add(document.Version);
        return held.Single() != await catalogue.ScalarAsync<long>("SELECT version FROM action");
    }

    /// <summary>Nine in the evening until it is moved; timers come at once, however long they were asked to wait.</summary>
    private sealed class QuickClock : TimeProvider
    {
        private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(20);

        private int looks;
        private long now = new DateTimeOffset(2026, 11, 29, 20, 0, 0, TimeSpan.Zero).UtcTicks;

        public DateTimeOffset Now
        {
            get => new(Interlocked.Read(ref now), TimeSpan.Zero);
            set => Interlocked.Exchange(ref now, value.UtcTicks);
        }

        /// <summary>How often it was asked.</summary>
        public int Looks => looks;

        public override DateTimeOffset GetUtcNow()
        {
            Interlocked.Increment(ref looks);
            return Now;
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, Soon, Soon);
    }
}
