using Marketplace.Demo.History;
using Marketplace.Statistics.Editions;
using Marketplace.Statistics.Facts;
using Marketplace.Statistics.OpenData;

namespace Marketplace.Web.Hosting;

/// <summary>
/// A past for the demo, so that a newcomer sees living statistics: made in the background of the first start, with its progress.
/// </summary>
public sealed class StatisticsSeeding(
    DemoHistory history, FactFeed feed, OtherFacts others, EditionPublishing editions, OpenDataEditions files,
    ILogger<StatisticsSeeding> log)
{
    private const int Step = 5_000;

    /// <param name="bookings">How many dossiers; zero: none.</param>
    public async Task RunAsync(int bookings, CancellationToken cancel)
    {
        if (bookings <= 0)
            return;
        var made = await history.EnsureAsync(bookings, DemoHistory.UsualYears, new Steps(written =>
        {
            if (written % Step == 0)
                log.LogInformation("Demo history: {Written} of {Wanted} dossiers", written, bookings);
        }), cancel);
        if (made == 0)
            return;
        await feed.RunAsync(cancel);
        await others.RefreshAsync(cancel);
        if (await editions.PublishDueAsync(cancel) is { } edition)
            log.LogInformation("Demo history: {Made} dossiers over {Years} years, first edition of statistics up to {Month} (/statistiques)",
                made, DemoHistory.UsualYears, edition.Month);
        await files.PublishDueAsync(cancel);
    }

    /// <summary>Reports at once, in the writer's thread.</summary>
    private sealed class Steps(Action<int> tell) : IProgress<int>
    {
        public void Report(int value) => tell(value);
    }
}
