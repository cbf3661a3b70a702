using System.Globalization;
using Marketplace.Bookings.Waiting;
using Marketplace.People.Access;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Time;
using Marketplace.Web.Access;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Waiting;

/// <summary><c>/mes-listes-d-attente</c>: full sessions for which a holder waits, and seats that are offered.</summary>
public static class WaitingPages
{
    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["inscrit"] = "Vous êtes sur la liste d’attente. Si une place se libère pour vous, nous vous écrivons.",
        ["quitte"] = "Vous avez quitté la liste d’attente.",
        ["refuse"] = "Vous avez refusé la place : elle est proposée à la personne suivante.",
    };

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(WaitingAddresses.List, ShowAsync).RequireRight(Rights.WaitingView);
        var joins = routes.MapGroup("").RequireRight(Rights.WaitingJoin);
        joins.MapPost(WaitingAddresses.Join, JoinAsync);
        joins.MapPost(WaitingAddresses.Leave.Pattern, LeaveAsync);
        joins.MapPost(WaitingAddresses.Decline.Pattern, DeclineAsync);
    }

    private static Task<IResult> ShowAsync([AsParameters] PageContext context, WaitingReader reader) =>
        PageAsync(context, reader, Notice.Done(context.Request, Sentences), StatusCodes.Status200OK);

    private static async Task<IResult> JoinAsync([AsParameters] PageContext context, WaitingList list, WaitingReader reader)
    {
        var form = await context.FormAsync();
        return long.TryParse(form.Text("session", 19), NumberStyles.None, CultureInfo.InvariantCulture, out var session)
            ? await ChangedAsync(context, reader, () => list.JoinAsync(session, context.Actor, context.Cancel), "inscrit")
            : Results.NotFound();
    }

    private static Task<IResult> LeaveAsync([AsParameters] PageContext context, Guid id, WaitingList list, WaitingReader reader) =>
        ChangedAsync(context, reader, () => list.LeaveAsync(id, context.Actor, context.Cancel), "quitte");

    private static Task<IResult> DeclineAsync([AsParameters] PageContext context, Guid id, WaitingList list, WaitingReader reader) =>
        ChangedAsync(context, reader, () => list.DeclineAsync(id, context.Actor, context.Cancel), "refuse");

    private static async Task<IResult> ChangedAsync(
        PageContext context, WaitingReader reader, Func<Task<WaitingChange>> change, string done)
    {
        try
        {
            return await change() == WaitingChange.Done ? Results.Redirect($"{WaitingAddresses.List}?fait={done}") : Results.NotFound();
        }
        catch (ProcessRefusedException refused)
        {
            return await PageAsync(context, reader, Notice.Error(refused.Message), StatusCodes.Status409Conflict);
        }
    }

    private static async Task<IResult> PageAsync(PageContext context, WaitingReader reader, Notice? notice, int status)
    {
        var entries = await reader.OfAccountAsync(context.Person.AccountId, context.Cancel);
        var role = context.Actor.Role;
        return context.Private("waiting/lists",
            new WaitingListsModel(notice, [.. entries.Select(entry => WaitingLine.Of(entry, role))]), "Mes listes d’attente",
            status: status);
    }
}

/// <summary>Model of <c>pages/waiting/lists</c>.</summary>
public sealed record WaitingListsModel(Notice? Notice, IReadOnlyList<WaitingLine> Lines);

/// <param name="Position">Among those who wait; null: does not wait any more.</param>
/// <param name="Until">The exact end of the offer; null: no seat is offered.</param>
/// <param name="AcceptHref">Null: no seat is offered.</param>
/// <param name="LeaveHref">Null: the entry has ended.</param>
public sealed record WaitingLine(
    string Title, string Href, string Provider, string When, string State, string Badge, string? Position, string? Until,
    string? AcceptHref, string? DeclineHref, string? LeaveHref)
{
    public static WaitingLine Of(WaitingView entry, string role)
    {
        bool Allows(string @event) => WaitingProcess.Table.Allows(entry.State, @event, role);
        var offered = entry.State == WaitingProcess.Offered;
        return new(
            entry.Title, SearchAddresses.Action.Of(entry.PublicId), entry.Provider, WhenOf(entry), WaitingProcess.Label(entry.State),
            entry.State switch
            {
                WaitingProcess.Offered => "new",
                WaitingProcess.Waiting => "info",
                WaitingProcess.Accepted => "success",
                _ => "no-icon",
            },
            entry.State == WaitingProcess.Waiting ? FrenchFormat.Number(entry.Position) : null,
            offered ? ParisTime.InWords(new DateTimeOffset(entry.OfferedUntil!.Value, TimeSpan.Zero)) : null,
            offered ? WaitingAddresses.Accept(entry.Session) : null,
            Allows(WaitingProcess.Decline) ? WaitingAddresses.Decline.Of(entry.Id) : null,
            Allows(WaitingProcess.Leave) ? WaitingAddresses.Leave.Of(entry.Id) : null);
    }

    private static string WhenOf(WaitingView entry) => entry switch
    {
        { Starts: { } start, Ends: { } end } => $"Du {FrenchFormat.Date(start)} au {FrenchFormat.Date(end)}",
        { Starts: { } start } => "À partir du " + FrenchFormat.Date(start),
        { Ends: { } end } => "Entrée à tout moment, jusqu’au " + FrenchFormat.Date(end),
        _ => "Entrée à tout moment",
    };
}
