using System.Threading.Channels;
using Marketplace.Catalogue.QueryLog;
using Marketplace.Platform.Telemetry;

namespace Marketplace.Web.Searching.Log;

/// <summary>Between searches and the table: bounded, so that a slow database costs rows of the log and nothing else.</summary>
public sealed class QueryLogQueue
{
    public const int Capacity = 20_000;

    private readonly Channel<LoggedQuery> channel = Channel.CreateBounded<LoggedQuery>(
        new BoundedChannelOptions(Capacity) { SingleReader = true });

    public ChannelReader<LoggedQuery> Reader => channel.Reader;

    /// <summary>Never waits; a full queue drops the row and counts it.</summary>
    public void Offer(LoggedQuery query)
    {
        if (!channel.Writer.TryWrite(query))
            CountDropped(1);
    }

    public static void CountDropped(int rows) =>
        MarketplaceTelemetry.LoggedSearches.Add(rows, new KeyValuePair<string, object?>("outcome", "dropped"));

    public static void CountWritten(int rows) =>
        MarketplaceTelemetry.LoggedSearches.Add(rows, new KeyValuePair<string, object?>("outcome", "written"));
}
