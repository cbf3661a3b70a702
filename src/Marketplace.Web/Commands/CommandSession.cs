using System.CommandLine;
using Marketplace.Platform.Data;
using Marketplace.Web.Hosting;

namespace Marketplace.Web.Commands;

/// <summary>What a command works with: settings, a migrated database and the program's services, without a server.</summary>
public sealed class CommandSession : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly MarketplaceDatabase _database;
    private readonly TelemetryExport _telemetry;

    private CommandSession(ServiceProvider services, MarketplaceDatabase database, TelemetryExport telemetry) =>
        (_services, _database, _telemetry) = (services, database, telemetry);

    public IServiceProvider Services => _services;

    /// <summary>Opens the configured or private database, beside a running server or alone.</summary>
    /// <exception cref="SetupException">The database cannot be had.</exception>
    public static async Task<CommandSession> OpenAsync(ParseResult parseResult, CancellationToken cancel)
    {
        var builder = NewHost();
        var database = await ProcessServices.OpenAsync(builder.Configuration, cancel);
        try
        {
            var services = new ServiceCollection();
            services.AddSingleton<IConfiguration>(builder.Configuration);
            services.AddSingleton<IHostEnvironment>(builder.Environment);
            // A command speaks through its own output; only what went wrong is logged, to the error stream.
            services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning)
                .AddSimpleConsole(console => console.SingleLine = true)
                .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
            await services.AddMarketplaceAsync(database, builder.Configuration, builder.Environment, cancel);
            return new CommandSession(services.BuildServiceProvider(), database, TelemetryExport.Start(builder.Configuration));
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Settings as the server reads them, without arguments of the command line.</summary>
    internal static HostApplicationBuilder NewHost() => new(new HostApplicationBuilderSettings
    {
        Args = [],
        ContentRootPath = AppContext.BaseDirectory,
        // Plain hosts know DOTNET_ENVIRONMENT only; a command must agree with the server it works beside.
        EnvironmentName = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT"),
    });

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _database.DisposeAsync();
        _telemetry.Dispose();
    }
}
