using System.Globalization;
using Hangfire;
using Hangfire.Dashboard;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Web.Access;

namespace Marketplace.Web.Jobs;

/// <summary>
/// Hangfire's dashboard at <see cref="OperationsAddresses.Jobs"/>. The gates of every route decide who comes here and check the form's
/// token; Hangfire checks the token again, and offers nothing to who may only look.
/// </summary>
public static class JobsDashboard
{
    private const string View = Rights.JobsView;
    private const string Act = Rights.JobsAct;

    /// <summary>Of the object in the access log.</summary>
    private const int LongestObject = 200;

    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    public static void Map(IEndpointRouteBuilder routes)
    {
        var dashboard = Build(routes, logChanges: false);
        // Its own files, which are nobody's data: a look at a page is one line in the log, not five.
        foreach (var file in new[] { "/css{version}", "/js{version}", "/fonts/{**file}" })
            routes.MapMethods(OperationsAddresses.Jobs + file, [HttpMethods.Get], dashboard).RequireRight(Rights.OperationsView);
        routes.MapMethods(OperationsAddresses.Jobs + "/{**page}", [HttpMethods.Get], dashboard).RequireRight(View);
        // Reads, though it is posted.
        routes.MapMethods(OperationsAddresses.Jobs + "/stats", [HttpMethods.Post], dashboard).RequireRight(View);
        routes.MapMethods(OperationsAddresses.Jobs + "/{**command}", [HttpMethods.Post], Build(routes, logChanges: true)).RequireRight(Act);
    }

    private static RequestDelegate Build(IEndpointRouteBuilder routes, bool logChanges)
    {
        var app = routes.CreateApplicationBuilder();
        app.UsePathBase(OperationsAddresses.Jobs);
        app.Use((context, next) =>
        {
            CultureInfo.CurrentUICulture = French;
            return next(context);
        });
        app.Use(RefuseOddNumbersAsync);
        if (logChanges)
            app.Use(LogAsync);
        app.UseMiddleware<AspNetCoreDashboardMiddleware>(
            routes.ServiceProvider.GetRequiredService<JobStorage>(), Options(), DashboardRoutes.Routes);
        app.Run(NotFound);
        return app.Build();
    }

    private static DashboardOptions Options() => new()
    {
        // RightsGate has decided.
        Authorization = [],
        IsReadOnlyFunc = context => !RightsTable.Current.Of(Act).Any(right => context.GetHttpContext().Person()!.Has(right.Role)),
        DashboardTitle = "Travaux automatiques",
        AppPath = OperationsAddresses.Home,
        DisplayStorageConnectionString = false,
        DisplayNameFunc = (_, job) => JobCalendar.LabelOf(job.Type) ?? job.ToString(),
        // Asking every few seconds would keep the session of somebody who left open; the page is loaded anew to see more.
        StatsPollingInterval = (int)TimeSpan.FromHours(1).TotalMilliseconds,
    };

    /// <summary>Numbers of jobs in an address are read without a check.</summary>
    private static async Task RefuseOddNumbersAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception failure) when (failure is FormatException or OverflowException && !context.Response.HasStarted)
        {
            await NotFound(context);
        }
    }

    private static Task NotFound(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    /// <summary>Before the command, so that nothing is done that is not in the log.</summary>
    private static async Task LogAsync(HttpContext context, RequestDelegate next)
    {
        var command = context.Request.Path.Value ?? "";
        if (DashboardRoutes.Routes.FindDispatcher(command) is not null)
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var about = $"job:{command} {string.Join(", ", form["jobs[]"].AsEnumerable())}".TrimEnd();
            await context.RequestServices.GetRequiredService<AccessLog>().WriteAsync(context.Actor(),
                new AccessEntry(Act, AccessOperation.Change, null, about.Length > LongestObject ? about[..LongestObject] : about),
                context.RequestAborted);
        }
        await next(context);
    }
}
