using Marketplace.Platform.Data;

namespace Marketplace.Web.Hosting;

/// <summary>Starts the private cluster again when something ended its server while we run.</summary>
public sealed partial class PrivateServerWatch(MarketplaceDatabase database, IHostApplicationLifetime host, ILogger<PrivateServerWatch> log)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (await database.PrivateServer!.EnsureAliveAsync(stoppingToken))
                    Restarted();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        catch (SetupException failure)
        {
            // Without a database there is nothing to serve: end clearly, so that a service manager starts us anew.
            Lost(failure.Message);
            Environment.ExitCode = 2;
            host.StopApplication();
        }
    }

    [LoggerMessage(LogLevel.Warning, "PostgreSQL had ended and was started again.")]
    private partial void Restarted();

    [LoggerMessage(LogLevel.Critical, "PostgreSQL ended and cannot be started again: {Reason}")]
    private partial void Lost(string reason);
}
