namespace Marketplace.Platform.Data.Private;

/// <summary>How a private server runs.</summary>
/// <param name="Durable">False only for tests: a power cut may lose everything.</param>
/// <param name="MaxConnections">Connections at a time, all processes together.</param>
public sealed record PrivateServerSettings(bool Durable = true, int MaxConnections = 100)
{
    /// <summary>Server options (<c>-c name=value</c>), given at each start so that they follow the program's version.</summary>
    public IEnumerable<string> Options(int port)
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024 * 1024);
        var settings = new Dictionary<string, string>
        {
            ["listen_addresses"] = "127.0.0.1",
            ["port"] = Text(port),
            ["unix_socket_directories"] = "",
            ["max_connections"] = Text(MaxConnections),
            ["shared_buffers"] = Text(Math.Clamp(memory / 8, 64, 1024)) + "MB",
            ["effective_cache_size"] = Text(Math.Clamp(memory / 2, 256, 16384)) + "MB",
            ["maintenance_work_mem"] = "128MB",
            ["work_mem"] = "16MB",
            ["max_wal_size"] = "2GB",
            ["checkpoint_timeout"] = "15min",
            ["wal_compression"] = "lz4",
            ["random_page_cost"] = "1.1",
            ["jit"] = "off",
            ["timezone"] = "UTC",
            ["log_timezone"] = "UTC",
            ["log_checkpoints"] = "off",
            // Values of statements and rows may be personal data: they stay out of the server's log.
            ["log_error_verbosity"] = "terse",
            ["log_min_error_statement"] = "panic",
        };
        if (!Durable)
        {
            settings["fsync"] = "off";
            settings["synchronous_commit"] = "off";
            settings["full_page_writes"] = "off";
        }
        return settings.SelectMany(setting => new[] { "-c", $"{setting.Key}={setting.Value}" });
    }

    private static string Text(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
