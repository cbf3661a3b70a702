using Marketplace.Core.Data;
using Marketplace.Core.Data.Migrations;
using Npgsql;

namespace Marketplace.Web.Hosting;

/// <summary>Puts the parts of the server together.</summary>
public static class ServerComposition
{
    /// <summary>Services of the server beyond those that commands have too.</summary>
    public static void ConfigureServer(this WebApplicationBuilder builder, ServerRole role, MarketplaceDatabase database)
    {
        builder.Services.AddHostedService<ClockListener>();
        if (database.Cluster is not null)
            builder.Services.AddHostedService<ClusterWatch>();
        builder.ConfigureLogging();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1024 * 1024;
            kestrel.Limits.MaxRequestLineSize = 8 * 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        });
    }

    /// <summary>Routes and middleware.</summary>
    public static void MapServer(this WebApplication app, ServerRole role)
    {
        app.MapGet("/health/live", () => Results.Json(new { status = "ok" }));
        app.MapGet("/health/ready", ReadyAsync);
    }

    private static async Task<IResult> ReadyAsync(NpgsqlDataSource database, CancellationToken cancel)
    {
        try
        {
            var missing = await MigrationRunner.MissingAsync(database, cancel);
            return Results.Json(new { status = missing.Count == 0 ? "ok" : "failed", database = "ok", migrations = missing.Count == 0 ? "ok" : "missing" },
                statusCode: missing.Count == 0 ? 200 : 503);
        }
        catch (Exception failure) when (failure is NpgsqlException or SetupException)
        {
            return Results.Json(new { status = "failed", database = "failed" }, statusCode: 503);
        }
    }
}
