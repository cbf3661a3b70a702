using Marketplace.Statistics.Editions;
using Marketplace.Statistics.Facts;
using Marketplace.Statistics.OpenData;

namespace Marketplace.Web.Statistics;

/// <summary>Each minute: facts of the bookings that changed. Idempotent.</summary>
public sealed partial class StatisticsFeedJob(FactFeed feed, ILogger<StatisticsFeedJob> log)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        if ((await feed.RunAsync(cancel)).Rebuilt)
            Rebuilt();
    }

    [LoggerMessage(LogLevel.Information, "Statistics: facts were made anew")]
    private partial void Rebuilt();
}

/// <summary>Each night: searches and offers of the month, and the edition of the month that ended, once.</summary>
public sealed partial class StatisticsEditionJob(
    OtherFacts facts, EditionPublishing editions, OpenDataEditions files, ILogger<StatisticsEditionJob> log)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        await facts.RefreshAsync(cancel);
        if (await editions.PublishDueAsync(cancel) is { } edition)
            Published(edition.Number, edition.Month, edition.Withheld);
        await files.PublishDueAsync(cancel);
    }

    [LoggerMessage(LogLevel.Information, "Statistics: edition {Number} up to {Month}, {Withheld} cells withheld")]
    private partial void Published(int number, DateOnly month, int withheld);
}
