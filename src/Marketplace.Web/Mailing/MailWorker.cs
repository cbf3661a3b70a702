using Marketplace.Platform.Data;
using Marketplace.Platform.Mail;
using Npgsql;

namespace Marketplace.Web.Mailing;

/// <summary>
/// Sends mails as long as the server lives: woken when one is queued, and every few seconds for those whose pause or
/// lease is over.
/// </summary>
public sealed partial class MailWorker(
    NpgsqlDataSource database, MailDelivery delivery, MailBatch batch, MailBacklog backlog, MailSettings settings, ILogger<MailWorker> log)
    : ListeningWorker(database, ["mail"], log)
{
    /// <summary>How long a missed notification can delay a mail.</summary>
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Upkeep = TimeSpan.FromHours(1);

    private readonly ILogger log = log;
    private long? upkeptAt;

    protected override async Task LookAsync(CancellationToken cancel)
    {
        await batch.RunAsync(cancel);
        backlog.Count = await delivery.CountWaitingAsync(cancel);
        await KeepUpAsync(cancel);
    }

    protected override Task WaitAsync(NpgsqlConnection connection, CancellationToken cancel) => connection.WaitAsync(Sweep, cancel);

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
}

/// <summary>Mails that have not left yet, as last counted; for the metric.</summary>
public sealed class MailBacklog
{
    private long count;

    /// <summary>Read and written by several threads.</summary>
    public long Count { get => Interlocked.Read(ref count); set => Interlocked.Exchange(ref count, value); }
}
