using Marketplace.People.Holders;
using Marketplace.Platform.Scanning;

namespace Marketplace.Web.Scanning;

/// <summary>Has uploads scanned as long as the server lives. Errors are logged and never end the server.</summary>
public sealed partial class ScanWorker(DocumentScans scans, ILogger<ScanWorker> log) : BackgroundService
{
    /// <summary>How long an upload waits for its turn when nothing else is under way.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var pause = Pause;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await scans.ScanNextAsync(stoppingToken))
                    pause = Pause;
                pause = Pause;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (ScannerUnavailableException away)
            {
                pause = Longer(pause);
                Away(away.Message, pause);
            }
            catch (Exception error)
            {
                // One document that cannot be read waits for the end of its lease; the others go on.
                pause = Longer(pause);
                Failed(error, pause);
            }
            await Task.Delay(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;

    [LoggerMessage(LogLevel.Warning, "The scanner cannot tell ({Reason}); uploads wait, next try in {Pause}")]
    private partial void Away(string reason, TimeSpan pause);

    [LoggerMessage(LogLevel.Error, "An upload could not be scanned; next try in {Pause}")]
    private partial void Failed(Exception error, TimeSpan pause);
}
