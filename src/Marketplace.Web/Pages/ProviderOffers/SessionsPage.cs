using System.Globalization;
using Marketplace.Platform.Data.Editing;
using Marketplace.ProviderSpace.Drafts;
using Marketplace.ProviderSpace.SessionGrid;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.Search;

namespace Marketplace.Web.Pages.ProviderOffers;

/// <summary><c>…/actions/{action}/sessions</c>: the sessions of an action in a grid, many changed by one save.</summary>
public static class SessionsPage
{
    /// <summary>Rows of a page: eight values each stay far below what one form may send.</summary>
    public const int PageSize = 40;

    private static readonly Dictionary<string, string> Sentences = new() { [
        "enregistre"] = "Les sessions sont enregistrées dans le brouillon." };

    public static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid organisation, Guid draft, Guid action, DraftServices services)
    {
        if (await services.OpenAsync(context, organisation, draft) is not { } open || open.Draft.Content.Action(action) is not { } found)
            return Results.NotFound();
        var verify = context.Request.Query["verifier"] == "oui";
        var report = verify ? await services.Check.RunAsync(open.Draft, context.Cancel) : null;
        var page = report is null ? PageOf(context.Request.Query["page"].ToString(), found) : FirstWithMistakes(open, found, report);
        return Page(context, open, found, page, report, Notice.Done(context.Request, Sentences));
    }

    public static async Task<IResult> PostAsync(
        [AsParameters] PageContext context, Guid organisation, Guid draft, Guid action, DraftServices services)
    {
        if (await services.OpenAsync(context, organisation, draft) is not { } open || open.Draft.Content.Action(action) is not { } found)
            return Results.NotFound();
        var posted = await context.FormAsync();
        var page = PageOf(posted.Text("page", 6), found);
        var rows = Rows(posted, page);
        Draft? saved;
        try
        {
            var more = new GridAdditions(
                Number(posted, "ajouter", GridAdditions.Most), Number(posted, "semaines", GridAdditions.MostWeeks));
            saved = await services.Drafts.ChangeAsync(draft, open.Scope.Sirets, posted.Text("vu", 100), (content, today) =>
                content.Action(action) is { } its && GridSave.Apply(its, rows, more, today), context.Actor, context.Cancel);
        }
        catch (StaleChangeException)
        {
            return context.Private("provider-offers/stale", new StaleDraftModel("Sessions",
                ProviderOfferAddresses.Sessions.Of(organisation, draft, action), [.. Differences(found, rows)]),
                "Brouillon modifié entre-temps",
                open.TrailOfPart(context.Person), StatusCodes.Status409Conflict);
        }
        if (saved?.Content.Action(action) is not { } now)
            return Results.NotFound();
        open = open with { Draft = saved };
        switch (posted.Text("suite", 20))
        {
            case "plus-tard":
                return Results.Redirect(ProviderOfferAddresses.Sessions.Of(organisation, draft, action) + "?fait=enregistre");
            case "publier":
                return await DraftPage.TryPublishAsync(context, open, services, saved.Version);
        }
        var report = await services.Check.RunAsync(saved, context.Cancel);
        return report.OfSessions(saved.Content.Actions.IndexOf(now)).Any(f => f.Blocks)
            ? Page(context, open, now, FirstWithMistakes(open, now, report), report, null)
            : Results.Redirect(open.Href + "?fait=enregistre");
    }

    private static IResult Page(PageContext context, OpenDraft open, DraftAction action, int page, DraftReport? report, Notice? notice)
    {
        var at = open.Draft.Content.Actions.IndexOf(action);
        var href = ProviderOfferAddresses.Sessions.Of(open.Organisation, open.Draft.Id, action.Key);
        var form = new SessionGridForm([.. action.Sessions.Select((session, i) => (session, i)).Skip((page - 1) * PageSize).Take(PageSize)
            .Select(s => new SessionRow(
                s.session, s.i, ProviderOfferAddresses.DraftSession.Of(open.Organisation, open.Draft.Id, s.session.Key)))]);
        if (report is not null)
            form.Show([.. report.OfSessions(at)]);
        return context.Private("provider-offers/sessions", new SessionsModel(
            notice, open.Name, ActionStep.NameOf(action, at), href, open.Draft.Version, page, form, GridAdditions.Most, open.Href,
            Paging.Of(action.Sessions.Count, PageSize, page, p => $"{href}?page={p}")), "Sessions", open.TrailOfPart(context.Person),
            form.Status);
    }

    private static int FirstWithMistakes(OpenDraft open, DraftAction action, DraftReport report) =>
        (report.OfSessions(open.Draft.Content.Actions.IndexOf(action)).Where(f => f.Blocks).Min(f => f.Session) ?? 0) / PageSize + 1;

    private static int PageOf(string text, DraftAction action) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var page)
        ? Math.Clamp(page, 1, Math.Max(1, (action.Sessions.Count + PageSize - 1) / PageSize)) : 1;

    private static int Number(PostedForm posted, string name, int most) =>
        int.TryParse(posted.Text(name, 10), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Min(number, most) : 0;

    /// <summary>Those that were sent: a draft that changed meanwhile has others.</summary>
    private static List<GridRow> Rows(PostedForm posted, int page) =>
    [
        .. Enumerable.Range((page - 1) * PageSize, PageSize).Select(SessionRow.PrefixOf)
            .Where(prefix => posted.Text(prefix + "cle", 36).Length > 0).Select(prefix => new GridRow(
                posted.Id(prefix + "cle"), DraftDay.Written(posted.Text(prefix + "debut", 30)),
                DraftDay.Written(posted.Text(prefix + "fin", 30)), posted.Text(prefix + "places", 30), Ticked(posted, prefix + "garantie"),
                Ticked(posted, prefix + "ouverte"), Ticked(posted, prefix + "retirer"), Ticked(posted, prefix + "dupliquer"))),
    ];

    private static bool Ticked(PostedForm posted, string name) => posted.Ticked(name, ["oui"]).Count > 0;

    private static IEnumerable<DraftChange> Differences(DraftAction stored, List<GridRow> rows) =>
        from row in rows
        let session = stored.Sessions.Find(s => s.Key == row.Key)
        from change in new[]
        {
            new DraftChange($"Session {session?.Number}, premier jour", session?.Fields.GetValueOrDefault("debut"), Given(row.Start)),
            new DraftChange($"Session {session?.Number}, dernier jour", session?.Fields.GetValueOrDefault("fin"), Given(row.End)),
            new DraftChange($"Session {session?.Number}, places", session?.Fields.GetValueOrDefault(DraftFields.Seats), Given(row.Seats)),
        }
        where change.Before != change.Now
        select change;

    private static string? Given(string text) => text.Length > 0 ? text : null;
}

/// <summary>Model of <c>pages/provider-offers/sessions</c>.</summary>
/// <param name="Most">Rows that can be added at a time.</param>
public sealed record SessionsModel(
    Notice? Notice, string OfferName, string ActionName, string Action, string Version, int Page, SessionGridForm Form, int Most,
    string Back,
    Paging? Paging);
