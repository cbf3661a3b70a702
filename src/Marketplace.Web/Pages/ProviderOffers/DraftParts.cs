using Marketplace.ProviderSpace.Drafts;
using Marketplace.ProviderSpace.SessionGrid;
using Marketplace.Platform.Data.Editing;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.ProviderOffers;

/// <summary>The journeys of an offer, of an action and of a session; actions added, copied and taken out.</summary>
public static class DraftParts
{
    private const int MostActions = 500;

    public static Task<IResult> ShowOfferAsync([AsParameters] PageContext context, Guid organisation, Guid draft, DraftServices services) =>
        WithAsync(context, organisation, draft, services, open => PartPage.ShowAsync(context, open, services, Offer(open)));

    public static Task<IResult> PostOfferAsync([AsParameters] PageContext context, Guid organisation, Guid draft, DraftServices services) =>
        WithAsync(context, organisation, draft, services, open => PartPage.PostAsync(context, open, services, Offer(open)));

    public static Task<IResult> ShowActionAsync(
        [AsParameters] PageContext context, Guid organisation, Guid draft, Guid action, DraftServices services) =>
        WithAsync(context, organisation, draft, services, open => PartPage.ShowAsync(context, open, services, Action(open, action)));

    public static Task<IResult> PostActionAsync(
        [AsParameters] PageContext context, Guid organisation, Guid draft, Guid action, DraftServices services) =>
        WithAsync(context, organisation, draft, services, open => PartPage.PostAsync(context, open, services, Action(open, action)));

    public static Task<IResult> ShowSessionAsync(
        [AsParameters] PageContext context, Guid organisation, Guid draft, Guid session, DraftServices services) =>
        WithAsync(context, organisation, draft, services, async open => Session(open, session) is { } part
            ? await PartPage.ShowAsync(context, open, services, part) : Results.NotFound());

    public static Task<IResult> PostSessionAsync(
        [AsParameters] PageContext context, Guid organisation, Guid draft, Guid session, DraftServices services) =>
        WithAsync(context, organisation, draft, services, async open => Session(open, session) is { } part
            ? await PartPage.PostAsync(context, open, services, part) : Results.NotFound());

    /// <summary>An empty action with one empty session.</summary>
    public static Task<IResult> AddActionAsync([AsParameters] PageContext context, Guid organisation, Guid draft, DraftServices services)
    {
        var added = new DraftAction();
        return ChangeAsync(context, organisation, draft, services, (content, today) =>
        {
            foreach (var (name, text) in DraftFields.New("action", DraftFields.NewNumber('A'), today))
                added.Fields[name] = text;
            added.Fields["langue-formation"] = "fr";
            added.Sessions.Add(GridSave.New(today));
            content.Actions.Add(added);
            return content.Actions.Count <= MostActions;
        }, ProviderOfferAddresses.DraftAction.Of(organisation, draft, added.Key));
    }

    public static Task<IResult> CopyActionAsync(
        [AsParameters] PageContext context, Guid organisation, Guid draft, Guid action, DraftServices services)
    {
        var key = Guid.NewGuid();
        return ChangeAsync(context, organisation, draft, services, (content, today) =>
        {
            if (content.Action(action) is not { } of)
                return false;
            var copy = new DraftAction { Key = key, Fields = new(of.Fields) };
            foreach (var (name, text) in DraftFields.New("action", DraftFields.NewNumber('A'), today))
                copy.Fields[name] = text;
            foreach (var session in of.Sessions)
            {
                var its = new DraftSession { Fields = new(session.Fields) };
                foreach (var (name, text) in DraftFields.New("session", DraftFields.NewNumber('S'), today))
                    its.Fields[name] = text;
                copy.Sessions.Add(its);
            }
            content.Actions.Insert(content.Actions.IndexOf(of) + 1, copy);
            return content.Actions.Count <= MostActions;
        }, ProviderOfferAddresses.DraftAction.Of(organisation, draft, key));
    }

    public static Task<IResult> RemoveActionAsync(
        [AsParameters] PageContext context, Guid organisation, Guid draft, Guid action, DraftServices services) =>
        ChangeAsync(context, organisation, draft, services, (content, _) => content.Actions.RemoveAll(a => a.Key == action) > 0,
            ProviderOfferAddresses.Draft.Of(organisation, draft) + "?fait=retire");

    private static PartPage.Part Offer(OpenDraft open) =>
        new("L’offre", "formation", FieldGroups.Offer, ProviderOfferAddresses.DraftOffer.Of(open.Organisation, open.Draft.Id),
            content => content.Fields, (_, report) => report.OfOffer.Where(f => f.Column is not null), open.Href,
            open.Href + "?fait=enregistre");

    private static PartPage.Part Action(OpenDraft open, Guid key)
    {
        var at = open.Draft.Content.Actions.FindIndex(a => a.Key == key);
        return new(at < 0 ? "" : ActionStep.NameOf(open.Draft.Content.Actions[at], at), "action", FieldGroups.Action,
            ProviderOfferAddresses.DraftAction.Of(open.Organisation, open.Draft.Id, key), content => content.Action(key)?.Fields,
            (content, report) => report.OfAction(content.Actions.FindIndex(a => a.Key == key)), open.Href,
            ProviderOfferAddresses.Sessions.Of(open.Organisation, open.Draft.Id, key));
    }

    private static PartPage.Part? Session(OpenDraft open, Guid key)
    {
        if (open.Draft.Content.Session(key) is not { } found)
            return null;
        var grid = ProviderOfferAddresses.Sessions.Of(open.Organisation, open.Draft.Id, found.Action.Key);
        return new($"Session {found.Session.Number}", "session", FieldGroups.Session,
            ProviderOfferAddresses.DraftSession.Of(open.Organisation, open.Draft.Id, key), content => content.Session(key)?.Session.Fields,
            (content, report) => content.Session(key) is not { } now ? []
                : report.OfSessions(content.Actions.IndexOf(now.Action)).Where(f => f.Session == now.Action.Sessions.IndexOf(now.Session)),
            grid, grid + "?fait=enregistre");
    }

    private static Task<IResult> ChangeAsync(
        PageContext context, Guid organisation, Guid draft, DraftServices services, Func<DraftContent, DateOnly, bool> change,
        string next) =>
        WithAsync(context, organisation, draft, services, async open =>
        {
            try
            {
                return await services.Drafts.ChangeAsync(draft, open.Scope.Sirets, (await context.FormAsync()).Text("vu", 100), change,
                    context.Actor, context.Cancel) is null ? Results.NotFound() : Results.Redirect(next);
            }
            catch (StaleChangeException)
            {
                return context.Private(
                    "provider-offers/stale", new StaleDraftModel(open.Name, open.Href, []), "Brouillon modifié entre-temps",
                    open.TrailOfPart(context.Person), StatusCodes.Status409Conflict);
            }
        });

    private static async Task<IResult> WithAsync(
        PageContext context, Guid organisation, Guid draft, DraftServices services, Func<OpenDraft, Task<IResult>> work) =>
        await services.OpenAsync(context, organisation, draft) is { } open ? await work(open) : Results.NotFound();
}
