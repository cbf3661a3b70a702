using Marketplace.Platform.Mail;
using Npgsql;

namespace Marketplace.Web.Mailing;

/// <summary>
/// Sends mails as long as the server lives: woken when one is queued, and every few seconds for those whose pause or
/// lease is over. Errors are logged and never end the server.
/// </summary>
public sealed partial class MailWorker(NpgsqlDataSource database, MailDelivery delivery, MailBatch batch, MailBacklog backlog, MailSettings settings, ILogger<MailWorker> log)
    : BackgroundService
{
    /// <summary>How long a missed notification can delay a mail.</summary>
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Upkeep = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private long? upkeptAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var pause = TimeSpan.FromMilliseconds(200);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(() => pause = TimeSpan.FromMilliseconds(200), stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                Interrupted(error, pause);
                await Task.Delay(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    private async Task ListenAsync(Action succeeded, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using (var listen = new NpgsqlCommand("LISTEN mail", connection))
            await listen.ExecuteNonQueryAsync(cancel);
        while (true)
        {
            await batch.RunAsync(cancel);
            backlog.Count = await delivery.CountWaitingAsync(cancel);
            await KeepUpAsync(cancel);
            succeeded();
            await connection.WaitAsync(Sweep, cancel);
        }
    }

    private async Task KeepUpAsync(CancellationToken cancel)
    {
        if (upkeptAt is { } last && TimeProvider.System.GetElapsedTime(last) < Upkeep)
            return;
        upkeptAt = TimeProvider.System.GetTimestamp();
        if (settings is { Smtp: null, Catch: false })
            NoServer(backlog.Count);
        await delivery.PurgeAsync(cancel);
    }

    [LoggerMessage(LogLevel.Warning, "No mail server is set (Mail__Smtp__Host): {Count} mails wait.")]
    private partial void NoServer(long count);

    [LoggerMessage(LogLevel.Error, "Mails cannot be read from the database; next try in {Pause}")]
    private partial void Interrupted(Exception error, TimeSpan pause);
}

/// <summary>Mails that have not left yet, as last counted; for the metric.</summary>
public sealed class MailBacklog
{
    private long count;

    /// <summary>Read and written by several threads.</summary>
    public long Count { get => Interlocked.Read(ref count); set => Interlocked.Exchange(ref count, value); }
}
