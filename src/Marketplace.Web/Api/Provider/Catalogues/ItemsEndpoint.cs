using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.Catalogue.Actions;
using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Seats;
using Marketplace.Platform.Data.Editing;
using Marketplace.ProviderSpace.Catalogues;
using Marketplace.Web.Api.Actions;
using Marketplace.Web.Problems;
using Microsoft.Net.Http.Headers;

namespace Marketplace.Web.Api.Provider.Catalogues;

/// <summary>
/// <c>/api/v1/provider/actions/{id}</c> and <c>sessions/{id}</c>: one item of the catalogue. Their version is that of their offer, which is
/// judged and written whole.
/// </summary>
internal sealed class ItemsEndpoint(ProviderCatalogues catalogues, ActionPageQuery actions)
{
    private static readonly DateOnly First = new(2000, 1, 1);
    private static readonly DateOnly Last = new(2100, 12, 31);
    private const int MostSeats = 100_000;

    internal static Task<IResult> ShowActionAsync(HttpContext context, string id, ItemsEndpoint items, CancellationToken cancel) =>
        items.WithAsync(context, id, 3, cancel, found => Task.FromResult(Answer(context, found.Version, ActionOf(id, found))));

    internal static Task<IResult> ShowSessionAsync(HttpContext context, string id, ItemsEndpoint items, CancellationToken cancel) =>
        items.WithAsync(context, id, 4, cancel, async found =>
            Answer(context, found.Version, await items.SessionOfAsync(context, found, cancel)));

    internal static async Task<IResult> PatchActionAsync(HttpContext context, string id, ItemsEndpoint items, CancellationToken cancel)
    {
        var (patch, refusal) = await BoundedBody.ReadPatchAsync(context.Request, cancel);
        return patch is null ? refusal! : await items.WithAsync(context, id, 3, cancel, async found =>
        {
            var (changed, problem) = WantedJson.Patched(found.Action.Action, patch);
            if (changed is null)
                return ApiProblem.Parameters([new(problem!.Path, problem.Text)]);
            if (changed.Number != found.Action.Action.Number)
                return ApiProblem.Unprocessable([new("number", "Le numéro d’une action ne change pas.")]);
            return await items.SaveAsync(context, found, found.Action with { Action = changed }, null, cancel)
                ?? await ShowActionAsync(context, id, items, cancel);
        });
    }

    internal static async Task<IResult> PatchSessionAsync(HttpContext context, string id, ItemsEndpoint items, CancellationToken cancel)
    {
        var (patch, refusal) = await BoundedBody.ReadPatchAsync(context.Request, cancel);
        return patch is null ? refusal! : await items.WithAsync(context, id, 4, cancel, async found =>
        {
            var fields = new JsonFields();
            var wanted = Change(found.Session!, patch, fields);
            if (fields.Problems.Count > 0)
                return ApiProblem.Parameters(fields.Problems);
            var action = found.Action with
            {
                Sessions = [.. found.Action.Sessions.Select(session => session == found.Session ? wanted : session)],
            };
            var seats = patch.ContainsKey("capacity")
                ? new WantedSeats(action.Action.Number, wanted.Session.Number, wanted.Capacity) : null;
            return await items.SaveAsync(context, found, action, seats, cancel) ?? await ShowSessionAsync(context, id, items, cancel);
        });
    }

    private sealed record Found(WantedOffer Offer, string Version, WantedAction Action, WantedSession? Session);

    /// <summary>Does something with an item of the establishment's; what is another's does not exist.</summary>
    /// <param name="parts">Of its id: three of an action, four of a session.</param>
    private async Task<IResult> WithAsync(
        HttpContext context, string id, int parts, CancellationToken cancel, Func<Found, Task<IResult>> work)
    {
        if (context.Request.Query.Count > 0)
            return ApiProblem.Parameters(context.Request.Query.Keys.Select(ActionsEndpoint.UnknownParameter));
        var siret = context.Caller().Siret;
        if (id.Length > 1_000 || PublicId.PartsOf(id) is not { } named || named.Count != parts || named[0] != siret
            || named.Any(part => part.Contains('\0', StringComparison.Ordinal))
            || await catalogues.Of(context.Caller()).FindAsync(siret, named[1], cancel) is not { } offer
            || offer.Offer.Actions.FirstOrDefault(one => one.Action.Number == named[2]) is not { } action)
            return Unknown;
        var session = parts == 4 ? action.Sessions.FirstOrDefault(one => one.Session.Number == named[3]) : null;
        return parts == 4 && session is null ? Unknown : await work(new(offer.Offer, offer.Version, action, session));
    }

    /// <returns>Null: it is written.</returns>
    private async Task<IResult?> SaveAsync(
        HttpContext context, Found found, WantedAction action, WantedSeats? seats, CancellationToken cancel)
    {
        if (!Preconditions.Of(context.Request).Hold(found.Version))
            return Preconditions.Changed("L’offre a changé");
        var siret = context.Caller().Siret;
        var offer = found.Offer with { Actions = [.. found.Offer.Actions.Select(one => one == found.Action ? action : one)] };
        try
        {
            var outcome = await catalogues.Of(context.Caller()).SaveAsync(siret, offer, found.Version, seats, cancel);
            return outcome.Changes is null ? WantedAnswers.Refused(siret, outcome) : null;
        }
        catch (StaleChangeException)
        {
            return Preconditions.Changed("L’offre a changé");
        }
        catch (SeatRefusedException refused)
        {
            return ApiProblem.Of(StatusCodes.Status409Conflict, "Les places ne le permettent pas", refused.Message);
        }
    }

    private static WantedSession Change(WantedSession session, JsonObject patch, JsonFields fields)
    {
        using var document = JsonDocument.Parse(patch.ToJsonString());
        var json = document.RootElement;
        fields.IsObject(json, "", "state", "start", "end", "guaranteed", "capacity");
        var own = session.Session;
        return session with
        {
            Session = own with
            {
                Open = patch.ContainsKey("state") ? fields.Word(json, "", "state", ["open", "closed"]) == "open" : own.Open,
                Start = Day("start", own.Start), End = Day("end", own.End),
                Guaranteed = patch.ContainsKey("guaranteed") ? fields.Flag(json, "", "guaranteed") : own.Guaranteed,
            },
            Capacity = patch.ContainsKey("capacity") ? fields.Whole(json, "", "capacity", 0, MostSeats) : session.Capacity,
        };

        DateOnly? Day(string name, DateOnly? before) => !patch.ContainsKey(name) ? before
            : JsonFields.IsMissing(json, name, out _) ? null : fields.Day(json, "", name, First, Last);
    }

    private static ProviderAction ActionOf(string id, Found found) =>
        new(id, found.Offer.Offer.Number, found.Action.Action, found.Action.Sessions);

    private async Task<ProviderSession> SessionOfAsync(HttpContext context, Found found, CancellationToken cancel)
    {
        var session = found.Session!;
        var taken = context.Caller().Sandbox ? null : (await actions.FindAsync(found.Action.Id!, cancel))?.Sessions
            .FirstOrDefault(one => one.Session.Number == session.Session.Number)?.SeatsTaken;
        return new(session.Id!, found.Action.Id!, session.Session.Number, session.Session.Open ? "open" : "closed", session.Session.Start,
            session.Session.End, session.Session.Guaranteed, session.Capacity, taken);
    }

    private static IResult Answer<T>(HttpContext context, string version, T item)
    {
        context.Response.Headers[HeaderNames.ETag] = $"\"{version}\"";
        return Results.Json(item, WantedJson.Options);
    }

    private static IResult Unknown => ApiProblem.Of(StatusCodes.Status404NotFound, "Non trouvé",
        "Le catalogue de cet établissement n’a rien sous cet identifiant.");
}
