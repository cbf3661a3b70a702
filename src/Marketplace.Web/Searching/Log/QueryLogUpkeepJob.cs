using Marketplace.Catalogue.QueryLog;
using Marketplace.Platform.Time;
using Microsoft.Extensions.Options;

namespace Marketplace.Web.Searching.Log;

/// <summary>Nightly: forgets old searches and makes the list of popular ones anew. Idempotent, bounded.</summary>
public sealed partial class QueryLogUpkeepJob(
    QueryLogTable table, PopularQueries popular, TimeProvider clock, IOptions<QueryLogSettings> settings, ILogger<QueryLogUpkeepJob> log)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        var today = clock.Today();
        var gone = await table.PurgeAsync(today.AddDays(-settings.Value.KeepDays), cancel);
        var texts = await popular.RefreshAsync(today, cancel);
        Done(gone, texts);
    }

    [LoggerMessage(LogLevel.Information, "Query log: {Gone} old searches deleted, {Texts} popular texts")]
    private partial void Done(int gone, int texts);
}
