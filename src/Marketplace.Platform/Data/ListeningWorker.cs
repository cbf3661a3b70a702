using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Marketplace.Platform.Data;

/// <summary>
/// Works on what the database announces, as long as the process lives: listens, looks for work, waits until it is woken,
/// and looks again. It looks first once it listens, for what came before was not announced to it. An error, a lost
/// connection too, is logged and followed by growing pauses; it never ends the server.
/// </summary>
/// <param name="channels">Names of the notifications.</param>
public abstract partial class ListeningWorker(NpgsqlDataSource database, IReadOnlyList<string> channels, ILogger log) : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <inheritdoc />
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var pause = FirstPause;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!await BeginAsync(stoppingToken))
                    return;
                await ListenAsync(() => pause = FirstPause, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception error)
            {
                var wait = Interrupted(error, pause);
                await Task.Delay(wait.Now, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = wait.Next;
            }
        }
        await EndAsync();
    }

    /// <summary>Before it listens, each time; false: there is nothing to listen for in this process.</summary>
    protected virtual Task<bool> BeginAsync(CancellationToken cancel) => Task.FromResult(true);

    /// <summary>Does what there is to do.</summary>
    protected abstract Task LookAsync(CancellationToken cancel);

    /// <summary>What a notification carries, while it waits.</summary>
    protected virtual void Heard(string payload)
    {
    }

    /// <summary>Until the next look: by default until a notification comes.</summary>
    protected virtual Task WaitAsync(NpgsqlConnection connection, CancellationToken cancel) => connection.WaitAsync(cancel);

    /// <summary>The process ends.</summary>
    protected virtual Task EndAsync() => Task.CompletedTask;

    /// <summary>Logs an error.</summary>
    /// <param name="pause">Twice as long as after the error before, when nothing has gone well since.</param>
    /// <returns>How long to wait now, and after the next error.</returns>
    protected virtual (TimeSpan Now, TimeSpan Next) Interrupted(Exception error, TimeSpan pause)
    {
        Interrupted(log, error, channels[0], pause);
        return (pause, Longer(pause, LongestPause));
    }

    /// <summary>Twice a pause, within a limit.</summary>
    protected static TimeSpan Longer(TimeSpan pause, TimeSpan longest) => pause * 2 < longest ? pause * 2 : longest;

    private async Task ListenAsync(Action succeeded, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        connection.Notification += (_, notification) => Heard(notification.Payload);
        await using (var listen = new NpgsqlCommand(string.Join(';', channels.Select(channel => $"LISTEN {channel}")), connection))
            await listen.ExecuteNonQueryAsync(cancel);
        while (true)
        {
            await LookAsync(cancel);
            succeeded();
            await WaitAsync(connection, cancel);
        }
    }

    [LoggerMessage(LogLevel.Error, "What the database announces on {Channel} cannot be worked on; next try in {Pause}")]
    private static partial void Interrupted(ILogger log, Exception error, string channel, TimeSpan pause);
}
