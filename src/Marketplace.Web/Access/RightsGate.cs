using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Web.Site;

namespace Marketplace.Web.Access;

/// <summary>
/// Between routing and the routes: asks the table of rights, and writes the look-up into the access log before anything
/// is answered. An object of somebody else's does not exist for the one who asks (404, not 403).
/// </summary>
public sealed partial class RightsGate(RequestDelegate next, AccessCheck check, AccessLog log, ILogger<RightsGate> logger)
{
    /// <summary>The action of everything public: not worth a question.</summary>
    public const string Open = Rights.SiteRead;

    public async Task InvokeAsync(HttpContext context)
    {
        // What is no route of ours is the framework's refusal of a method (405), which reaches nothing.
        if (context.GetEndpoint() is not RouteEndpoint endpoint)
        {
            await next(context);
            return;
        }
        // Made by routing itself, when an address takes no such method: nobody's route, so no mistake of ours to log.
        if (endpoint is not RouteEndpoint)
        {
            await endpoint.RequestDelegate!(context);
            return;
        }
        if (endpoint.Metadata.GetMetadata<RequiredRight>() is not { } required)
        {
            RouteWithoutRight(endpoint.DisplayName);
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        if (required.Action == Open)
        {
            context.SetActor(Actor.Visitor);
            await next(context);
            return;
        }
        // Nothing personal stays in the browser's or a proxy's memory. As form tokens want it too: they warn of anything less.
        context.Response.Headers.CacheControl = "no-cache, no-store";
        var person = context.Person();
        // A key is its organisation's: what it does is done for that one.
        var target = new AccessObject(
            RouteId(context, "organisation") ?? person?.ProgramOf, RouteId(context, "holder"));
        var decision = await check.DecideAsync(required.Action, person, target, context.RequestAborted);
        if (decision.Outcome == AccessOutcome.Allowed)
        {
            context.SetActor(decision.Actor!);
            await LogLookUpAsync(context, required.Action, decision, person, target);
            await next(context);
            return;
        }
        if (person is not null && decision.Outcome != AccessOutcome.ReasonFirst)
            await log.WriteAsync(person.As(Roles.SignedIn), new AccessEntry(required.Action, AccessOperation.Refusal, target.Holder,
                target.Organisation is { } of ? $"organisation:{of}" : null), context.RequestAborted);
        Refuse(context, decision.Outcome, target);
    }

    private async Task LogLookUpAsync(HttpContext context, string action, AccessDecision decision, Person? person, AccessObject target)
    {
        // Changes are logged by the command itself, in its transaction.
        if (person is null || decision.Right is not { Logged: true } right || right.Relation == Relation.None
            || !HttpMethods.IsGet(context.Request.Method))
            return;
        var subject = target.Holder ?? (right.Relation == Relation.Self ? person.AccountId : null);
        await log.WriteAsync(decision.Actor!, new AccessEntry(action, AccessOperation.LookUp, subject,
            target.Organisation is { } organisation ? $"organisation:{organisation}" : null), context.RequestAborted);
    }

    private static void Refuse(HttpContext context, AccessOutcome outcome, AccessObject target)
    {
        var back = HttpMethods.IsGet(context.Request.Method) ? LocalPath.Of(context.Request) : null;
        switch (outcome)
        {
            case AccessOutcome.SignInFirst when back is not null && !context.Request.Path.StartsWithSegments("/api"):
                context.Response.Redirect(
                    QueryString.Create("retour", back).ToUriComponent()
                    .Insert(0, context.Request.Path.StartsWithSegments(OperationsAddresses.Home)
                    ? SignInAddresses.Operator : SignInAddresses.Choice));
                break;
            case AccessOutcome.SignInFirst:
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                break;
            case AccessOutcome.ReasonFirst when target.Holder is { } holder:
                context.Response.Redirect(
                    OperationsAddresses.Reason.Of(holder) + (back is null ? "" : QueryString.Create("retour", back).ToUriComponent()));
                break;
            default:
                context.Response.StatusCode = outcome == AccessOutcome.NotTheirRole
                    ? StatusCodes.Status403Forbidden : StatusCodes.Status404NotFound;
                break;
        }
    }

    private static Guid? RouteId(HttpContext context, string name) =>
        context.Request.RouteValues.TryGetValue(name, out var value) && Guid.TryParse(value?.ToString(), out var id) ? id : null;

    [LoggerMessage(LogLevel.Error, "The route {Route} names no right and answers nobody.")]
    private partial void RouteWithoutRight(string? route);
}
