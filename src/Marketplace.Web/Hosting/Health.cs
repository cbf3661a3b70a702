using Marketplace.Indexing.Outbox;
using Marketplace.Platform.Data;
using Marketplace.Platform.Data.Migrations;
using Marketplace.Web.Access;
using Npgsql;

namespace Marketplace.Web.Hosting;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: it can do its work; 503 with the part that fails
/// otherwise. A shared engine that is away makes no process unready: all of them share it, and all else works.
/// </summary>
public static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(SiteAddresses.Live, () => Results.Json(new { status = "ok" })).ExcludeFromDescription().RequireRight(RightsGate.Open);
        routes.MapGet(SiteAddresses.Ready, ReadyAsync).ExcludeFromDescription().RequireRight(RightsGate.Open);
    }

    private static async Task<IResult> ReadyAsync(NpgsqlDataSource database, IndexReadiness index, CancellationToken cancel)
    {
        var (reachable, migrated) = await CheckDatabaseAsync(database, cancel);
        var ready = reachable && migrated && index.Ready;
        return Results.Json(new
        {
            status = ready ? "ok" : "failed",
            database = reachable ? "ok" : "failed",
            migrations = migrated ? "ok" : "failed",
            index = !index.Ready ? "starting" : index.Available ? "ok" : "unavailable",
        }, statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<(bool Reachable, bool Migrated)> CheckDatabaseAsync(NpgsqlDataSource database, CancellationToken cancel)
    {
        try
        {
            return (true, (await MigrationRunner.MissingAsync(database, cancel)).Count == 0);
        }
        catch (NpgsqlException)
        {
            return (false, false);
        }
        catch (SetupException)
        {
            return (true, false);
        }
    }
}
