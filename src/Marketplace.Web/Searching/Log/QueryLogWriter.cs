using Marketplace.Catalogue.QueryLog;
using Npgsql;

namespace Marketplace.Web.Searching.Log;

/// <summary>Writes what is queued, a batch at a time. A batch that the database does not take is dropped and counted.</summary>
public sealed partial class QueryLogWriter(QueryLogQueue queue, QueryLogTable table, ILogger<QueryLogWriter> log) : BackgroundService
{
    private const int Batch = 1_000;

    /// <summary>How long rows gather, and how long the writer rests after a failure.</summary>
    private static readonly TimeSpan Gather = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await queue.Reader.WaitToReadAsync(stoppingToken))
            {
                await Task.Delay(Gather, stoppingToken);
                await WriteAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was searched in the last second.
            await WriteAsync(CancellationToken.None);
        }
    }

    private async Task WriteAsync(CancellationToken cancel)
    {
        var rows = new List<LoggedQuery>(Batch);
        while (rows.Count < Batch && queue.Reader.TryRead(out var row))
            rows.Add(row);
        if (rows.Count == 0)
            return;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        try
        {
            await table.AddAsync(rows, limit.Token);
            QueryLogQueue.CountWritten(rows.Count);
        }
        catch (Exception failure) when (failure is NpgsqlException or IOException or TimeoutException or OperationCanceledException)
        {
            QueryLogQueue.CountDropped(rows.Count);
            Dropped(rows.Count, failure.Message);
            cancel.ThrowIfCancellationRequested();
        }
    }

    [LoggerMessage(LogLevel.Warning, "Query log: {Rows} searches dropped, the database does not take them ({Reason})")]
    private partial void Dropped(int rows, string reason);
}
