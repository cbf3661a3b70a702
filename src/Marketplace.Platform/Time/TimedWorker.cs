using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Marketplace.Platform.Time;

/// <summary>
/// Does something at the start and again every so often, in each process: what concerns all processes together is a job
/// instead. An error is logged, and the next time comes as if nothing had happened.
/// </summary>
public abstract partial class TimedWorker(TimeSpan every, TimeProvider clock, ILogger log) : BackgroundService
{
    /// <inheritdoc />
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(every, clock);
        try
        {
            do
                await TryAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process ends.
        }
    }

    /// <summary>Once.</summary>
    public abstract Task RunAsync(CancellationToken cancel);

    private async Task TryAsync(CancellationToken cancel)
    {
        try
        {
            await RunAsync(cancel);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            Failed(log, failure, GetType().Name, every);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Worker} did not succeed; next try in {Pause}")]
    private static partial void Failed(ILogger log, Exception failure, string worker, TimeSpan pause);
}
