using System.Diagnostics.Metrics;
using Dapper;
using Marketplace.Catalogue.QueryLog;
using Marketplace.Testing;
using Marketplace.Web.Searching.Log;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace Marketplace.IntegrationTests.QueryLog;

/// <summary>The table, its nightly list and its report, with rows of the tests' own.</summary>
public sealed class QueryLogTableTests : IAsyncLifetime
{
    private static readonly DateOnly Today = new(2026, 11, 26);

    private readonly TestDatabase database = new();

    public ValueTask InitializeAsync() => database.InitializeAsync();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task Popular_FivePeopleOfOneCounting_AreEnough()
    {
        await AddAsync([.. Searches("soudeur", people: 5)]);
        Assert.Equal([new PopularQuery("soudeur", 5, 5)], await PopularAsync());
    }

    [Fact]
    public async Task Popular_OnePersonManyTimes_IsOnePerson()
    {
        await AddAsync([.. Enumerable.Repeat(Search("soudeur"), 50), .. Searches("soudeur", people: 4)]);
        Assert.Empty(await PopularAsync());
    }

    [Fact]
    public async Task Popular_SamePersonInTwoCountings_IsNotCountedTwice()
    {
        // Another week, another key: the marks of three people in each may be the same three.
        await AddAsync([.. Searches("soudeur", people: 3), .. Searches("soudeur", people: 4).Select(s => s with { Counting = 8 })]);
        Assert.Empty(await PopularAsync());
        await AddAsync([.. Searches("soudeur", people: 6).Select(s => s with { Counting = 9 })]);
        Assert.Equal([new PopularQuery("soudeur", 6, 13)], await PopularAsync());
    }

    [Fact]
    public async Task Popular_WhatFindsNothingOrOtherWordsOrIsOld_IsNotSuggested()
    {
        await AddAsync([.. Searches("vain", 9).Select(s => s with { Found = 0 }),
            .. Searches("vian", 9).Select(s => s with { Corrected = true }),
            .. Searches("vieux", 9).Select(s => s with { Day = Today.AddDays(-PopularQueries.Days - 1) }), .. Searches("bon", 9),
            Search(null)]);
        Assert.Equal(["bon"], (await PopularAsync()).Select(q => q.Text));
        Assert.Equal(["bon"], (await PopularAsync()).Select(q => q.Text));
    }

    [Fact]
    public async Task Unfruitful_FromFivePeopleOn_AreReportedByNumber()
    {
        await AddAsync([
            .. Searches("apiculture", 7).Select(s => s with { Found = 0 }),
            .. Searches("apicultuer", 6).Select(s => s with { Corrected = true }),
            .. Searches("apnee", 5).Select((s, i) => s with { WidenedKm = 60, Found = i == 0 ? 0 : 3 }),
            .. Searches("seul", 4).Select(s => s with { Found = 0 }),
            .. Searches("trouve", 9),
            .. Searches("ancien", 9).Select(s => s with { Found = 0, Day = Today.AddDays(-40) })]);
        var lines = await new UnfruitfulQueries(database.Source).ReadAsync(Today.AddDays(-30), TestContext.Current.CancellationToken);
        Assert.Equal([
            new UnfruitfulQuery("apiculture", 7, 7, 7, 0, 0),
            new UnfruitfulQuery("apnee", 5, 5, 1, 0, 4),
            new UnfruitfulQuery("apicultuer", 6, 6, 0, 6, 0)], lines);
    }

    [Fact]
    public async Task Purge_OldRows_GoAndTheOthersStay()
    {
        await AddAsync([Search("a") with { Day = Today.AddDays(-91) }, Search("b") with { Day = Today.AddDays(-90) }, Search("c")]);
        var table = new QueryLogTable(database.Source);
        Assert.Equal(1, await table.PurgeAsync(Today.AddDays(-90), TestContext.Current.CancellationToken));
        Assert.Equal(0, await table.PurgeAsync(Today.AddDays(-90), TestContext.Current.CancellationToken));
        await using var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["b", "c"], await connection.QueryAsync<string>("SELECT text FROM query_log ORDER BY text"));
    }

    [Fact]
    public void Queue_Full_NeverWaitsAndCountsWhatItDrops()
    {
        var dropped = 0L;
        using var listener = Listen(outcome => outcome == "dropped", n => dropped += n);
        var queue = new QueryLogQueue();
        for (var i = 0; i < QueryLogQueue.Capacity + 3; i++)
            queue.Offer(Search("a"));
        Assert.Equal(3, dropped);
    }

    [Fact]
    public async Task Writer_DatabaseAway_DropsAndGoesOn()
    {
        var dropped = new TaskCompletionSource();
        using var listener = Listen(outcome => outcome == "dropped", _ => dropped.TrySetResult());
        await using var nowhere = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1;Username=a;Password=b;Database=c;Timeout=2");
        var queue = new QueryLogQueue();
        using var writer = new QueryLogWriter(queue, new QueryLogTable(nowhere), NullLogger<QueryLogWriter>.Instance);
        await writer.StartAsync(TestContext.Current.CancellationToken);
        queue.Offer(Search("a"));
        await dropped.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.False(writer.ExecuteTask!.IsCompleted);
        await writer.StopAsync(TestContext.Current.CancellationToken);
    }

    private static MeterListener Listen(Func<string?, bool> outcome, Action<long> count)
    {
        var listener = new MeterListener { InstrumentPublished = (instrument, l) =>
            { if (instrument.Name == "marketplace.query_log.searches") l.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<long>((_, n, tags, _) =>
        {
            foreach (var tag in tags)
                if (tag.Key == "outcome" && outcome(tag.Value as string))
                    count(n);
        });
        listener.Start();
        return listener;
    }

    private static IEnumerable<LoggedQuery> Searches(string text, int people) =>
        Enumerable.Range(1, people).Select(visitor => Search(text) with { Visitor = visitor });

    private static LoggedQuery Search(string? text) => new(Today, 10, "page", text, null, "69", ["modality=remote"], 12, false, null, 7, 1);

    private Task AddAsync(IReadOnlyList<LoggedQuery> rows) =>
        new QueryLogTable(database.Source).AddAsync(rows, TestContext.Current.CancellationToken);

    private async Task<IReadOnlyList<PopularQuery>> PopularAsync()
    {
        var popular = new PopularQueries(database.Source);
        await popular.RefreshAsync(Today, TestContext.Current.CancellationToken);
        return await popular.ListAsync(TestContext.Current.CancellationToken);
    }
}
