using System.Globalization;
using System.Net;
using Marketplace.Demo;
using Marketplace.People.Access;
using Marketplace.Platform.Time;
using Marketplace.Web.Access;
using Marketplace.Web.Bookings;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.SignIn;

namespace Marketplace.Web.Pages.Development;

/// <summary>
/// <c>/dev</c>, for trying the program out: signs in as a demo person, shows caught e-mails, moves the clock of all
/// processes forward. Mapped in Development only; elsewhere the address does not exist.
/// </summary>
public static class DevelopmentPages
{
    private const int MaxDays = 3650;

    /// <returns>Where other tools of Development are mapped: asked on this machine alone.</returns>
    public static IEndpointRouteBuilder Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").ExcludeFromDescription().RequireRight(Rights.DevelopmentUse);
        // One setting away from everybody being an administrator: only who sits at this machine.
        group.AddEndpointFilter(
            (context, next) => IsOfThisMachine(context.HttpContext) ? next(context) : ValueTask.FromResult<object?>(Results.NotFound()));
        group.MapGet(DevelopmentAddresses.Tools, Show);
        group.MapPost(DevelopmentAddresses.Clock, MoveAsync);
        group.MapPost(DevelopmentAddresses.SignIn, SignInAsync);
        CaughtMailPages.Map(group);
        return group;
    }

    /// <summary>
    /// Asked on this machine, by its own name. Another name is a page elsewhere that had its name led here (DNS rebinding), and
    /// whatever a proxy adds means that somebody may sit behind it.
    /// </summary>
    private static bool IsOfThisMachine(HttpContext context) =>
        (context.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address))
        && (context.Request.Host.Host is "localhost" or "[::1]" || IPAddress.TryParse(context.Request.Host.Host, out var host)
            && IPAddress.IsLoopback(host))
        && !context.Request.Headers.Keys.Any(name => name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase)
            || name.Equals("Forwarded", StringComparison.OrdinalIgnoreCase) || name.Equals("X-Real-IP", StringComparison.OrdinalIgnoreCase)
                || name.Equals("Via", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("X-Original-", StringComparison.OrdinalIgnoreCase));

    private static IResult Show([AsParameters] PageContext context, MarketplaceClock clock)
    {
        var ahead = clock.Offset == TimeSpan.Zero ? "heure réelle" : $"en avance de {clock.Offset.TotalDays:0.##} jours sur l’heure réelle";
        return context.Private(
            "development/tools", new ToolsModel(DemoPeople.All, ParisTime.InWords(clock.GetUtcNow()), ahead, MaxDays),
            "Outils de développement");
    }

    private static async Task<IResult> SignInAsync(HttpContext context, DemoPeople people, SignInFlow flow, CancellationToken cancel)
    {
        var form = await PostedForm.ReadAsync(context.Request, cancel);
        var key = form.Text("person", 60);
        if (DemoPeople.All.FirstOrDefault(person => person.Key == key) is not { } chosen)
            return Results.BadRequest();
        await people.EnsureAsync(cancel);
        return Results.Redirect(await flow.CompleteAsync(context, chosen.Id, "development"));
    }

    private static async Task<IResult> MoveAsync(HttpContext context, MarketplaceClock clock, DueWork due, CancellationToken cancel)
    {
        var form = await PostedForm.ReadAsync(context.Request, cancel);
        if (form.Text("action", 10) == "reset")
            await clock.ResetAsync(cancel);
        else if (int.TryParse(form.Text("days", 10), NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            && days is >= 1 and <= MaxDays
            && clock.CanMoveTo(clock.Offset + TimeSpan.FromDays(days)))
        {
            await clock.MoveForwardAsync(TimeSpan.FromDays(days), cancel);
            await due.RunAsync(cancel);
        }
        else
            return Results.Text($"Le nombre de jours va de 1 à {MaxDays}, et l’horloge n’avance pas de plus de 50 ans en tout.",
                "text/plain; charset=utf-8", statusCode: StatusCodes.Status400BadRequest);
        return Results.Redirect(DevelopmentAddresses.Tools);
    }
}

/// <summary>Model of <c>pages/development/tools</c>.</summary>
public sealed record ToolsModel(IReadOnlyList<DemoPerson> People, string Now, string Ahead, int MaxDays);
