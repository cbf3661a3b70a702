using System.Diagnostics;
using Marketplace.Platform.Data;
using Marketplace.Web.Site;

namespace Marketplace.Web.Hosting;

/// <summary>Runs the server from settings to clean stop.</summary>
public static class Server
{
    public const string DefaultUrl = "http://localhost:5080";

    /// <returns>Exit status.</returns>
    public static async Task<int> RunAsync(string[] args, ServerRole role, CancellationToken cancel)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = ContentRoot(args) });
        var directory = builder.Configuration.DataDirectory();
        using var telemetry = TelemetryExport.Start(builder.Configuration);
        using var single = ServerLock.Take(directory);
        TemporaryFiles.Sweep();
        await using var database = await ProcessServices.OpenAsync(builder.Configuration, cancel);
        await builder.Services.AddMarketplaceAsync(database, builder.Configuration, builder.Environment, cancel);
        if (builder.Configuration["urls"] is null && builder.Configuration["http_ports"] is null
            && builder.Configuration["Kestrel:Endpoints:Http:Url"] is null)
            builder.WebHost.UseUrls(DefaultUrl);
        builder.ConfigureServer(role, database);
        await using var app = builder.Build();
        app.MapServer(role);
        Announcement.Prepare(app, role);
        await app.RunAsync(cancel);
        return 0;
    }

    /// <summary>
    /// The folder of appsettings.json and wwwroot: the program's own, whatever the caller's folder is,
    /// except where the host is told otherwise.
    /// </summary>
    private static string? ContentRoot(string[] args) =>
        args.Any(argument => argument.StartsWith("--contentRoot", StringComparison.OrdinalIgnoreCase)) ? null : AppContext.BaseDirectory;
}
