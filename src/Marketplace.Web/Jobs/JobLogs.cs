using Hangfire.Logging;
using LogLevel = Hangfire.Logging.LogLevel;

namespace Marketplace.Web.Jobs;

/// <summary>
/// Hangfire's words in this host's log. Hangfire keeps one log for the whole process; where a process has had several
/// hosts, as tests do, one that has ended is silent.
/// </summary>
public sealed class JobLogs(ILoggerFactory loggers) : ILogProvider
{
    public ILog GetLogger(string name)
    {
        try
        {
            return new Log(loggers.CreateLogger(name));
        }
        catch (ObjectDisposedException)
        {
            return new Silence();
        }
    }

    private sealed class Log(ILogger logger) : ILog
    {
        bool ILog.Log(LogLevel level, Func<string>? message, Exception? exception)
        {
            var ours = level switch
            {
                LogLevel.Trace => Microsoft.Extensions.Logging.LogLevel.Trace,
                LogLevel.Debug => Microsoft.Extensions.Logging.LogLevel.Debug,
                LogLevel.Info => Microsoft.Extensions.Logging.LogLevel.Information,
                LogLevel.Warn => Microsoft.Extensions.Logging.LogLevel.Warning,
                LogLevel.Error => Microsoft.Extensions.Logging.LogLevel.Error,
                _ => Microsoft.Extensions.Logging.LogLevel.Critical,
            };
            // Without a message it is the question whether it would be written.
            if (message is not null && logger.IsEnabled(ours))
                logger.Log(ours, exception, "{Text}", message());
            return logger.IsEnabled(ours);
        }
    }

    private sealed class Silence : ILog
    {
        bool ILog.Log(LogLevel level, Func<string>? message, Exception? exception) => false;
    }
}
