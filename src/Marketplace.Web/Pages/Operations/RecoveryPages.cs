using Marketplace.People.Audit;
using Marketplace.People.Holders;
using Marketplace.People.Recovery;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Time;
using Marketplace.Web.Access;
using Marketplace.Web.Pages.Account;
using Marketplace.Web.Pages.Forms;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.SignIn;

namespace Marketplace.Web.Pages.Operations;

/// <summary><c>/gestion/secours</c>: holders who lost their second factor; the verified identity beside new documents, and the decision.</summary>
public static class RecoveryPages
{
    public const string Path = "/gestion/secours";

    private const string Title = "Seconds facteurs perdus";
    private const string State = "État";

    public static async Task<IResult> ListAsync(HttpContext context, FactorRecoveries recoveries, HolderStore holders, AccessLog log, PageRenderer renderer, CancellationToken cancel)
    {
        var rows = new List<IdentityQueueRow>();
        foreach (var waiting in await recoveries.WaitingAsync(cancel))
        {
            var identity = (await holders.FindAsync(waiting.AccountId, cancel))?.Identity;
            rows.Add(new IdentityQueueRow($"{Path}/{waiting.AccountId}", $"{identity?.GivenNames} {identity?.BirthName}".Trim(), $"Demandé le {ParisTime.InWords(waiting.AskedAt)}"));
            await log.WriteAsync(context.Actor(), [new AccessEntry("recoveries.list", AccessOperation.LookUp, waiting.AccountId)], cancel);
        }
        return renderer.Private(context.Request, "operations/identity-queue", new IdentityQueueModel(Title, rows), Title, OperationsPages.Trail);
    }

    public static Task<IResult> ShowAsync(
        HttpContext context, Guid holder, FactorRecoveries recoveries, HolderStore holders, IdentityDocuments documents, PageRenderer renderer, CancellationToken cancel) =>
        PageAsync(context, holder, recoveries, holders, documents, renderer, null, StatusCodes.Status200OK, cancel);

    public static async Task<IResult> DocumentAsync(HttpContext context, Guid holder, Guid document, FactorRecoveries recoveries, IdentityDocuments documents, CancellationToken cancel) =>
        await recoveries.OfAccountAsync(holder, cancel) is { } recovery && Waits(recovery, context) ? await IdentityCheckPage.DownloadAsync(holder, document, documents, cancel) : Results.NotFound();

    public static async Task<IResult> DecideAsync(
        HttpContext context, Guid holder, FactorRecoveries recoveries, HolderStore holders, IdentityDocuments documents, RecoveryStopKey keys, PageRenderer renderer, CancellationToken cancel)
    {
        var form = await PostedForm.ReadAsync(context.Request, cancel);
        var (note, seen) = (form.Text("note", 500), Shown.Of(form));
        var accept = form.Text("decision", 10) switch { "accepter" => true, "refuser" => false, _ => throw new BadHttpRequestException("A decision is expected.") };
        try
        {
            switch (await recoveries.DecideAsync(holder, seen.Version, accept, note.Length == 0 ? null : note, id => keys.Address(renderer.SiteUrl(context.Request), id), context.Actor(), cancel))
            {
                case CheckOutcome.Done:
                    return Results.Redirect(Path);
                case CheckOutcome.NoteMissing:
                    return await PageAsync(context, holder, recoveries, holders, documents, renderer, Notice.Error(IdentityCheckPage.NoteNeeded), StatusCodes.Status422UnprocessableEntity, cancel);
            }
        }
        catch (ProcessRefusedException refused)
        {
            if (await recoveries.OfAccountAsync(holder, cancel) is { } waiting && Waits(waiting, context))
                return await PageAsync(context, holder, recoveries, holders, documents, renderer, Notice.Error(refused.Message), StatusCodes.Status409Conflict, cancel);
        }
        var now = await recoveries.OfAccountAsync(holder, cancel);
        return StaleDecision.Page(context.Request, renderer, seen.OnlyOf(State), [new FactRow(State, now is null ? "N’est plus en cours" : RecoveryProcess.Table.Label(now.State))],
            now is not null && Waits(now, context) ? new Crumb("Relire, puis décider de nouveau", $"{Path}/{holder}") : Trail[^1], Trail, note);
    }

    private static bool Waits(FactorRecovery recovery, HttpContext context) => RecoveryProcess.Table.Allows(recovery.State, RecoveryProcess.Accept, context.Actor().Role);

    private static IReadOnlyList<Crumb> Trail => [.. OperationsPages.Trail, new Crumb(Title, Path)];

    private static async Task<IResult> PageAsync(
        HttpContext context, Guid holder, FactorRecoveries recoveries, HolderStore holders, IdentityDocuments documents, PageRenderer renderer, Notice? notice, int status, CancellationToken cancel)
    {
        if (await recoveries.OfAccountAsync(holder, cancel) is not { } recovery || !Waits(recovery, context) || await holders.FindAsync(holder, cancel) is not { Identity: { } identity } found)
            return Results.NotFound();
        IReadOnlyList<FactRow> facts = [.. IdentityText.Facts(identity), new("Identité", IdentityText.Status(found)), new("Demandé le", ParisTime.InWords(recovery.AskedAt))];
        var files = await documents.ListAsync(holder, cancel);
        return renderer.Private(context.Request, "operations/recovery", new RecoveryCheckModel(
            $"{Path}/{holder}", notice, facts, [.. files.Select((file, i) => DocumentLink.Of($"{Path}/{holder}", file, i + 1))],
            new Shown(recovery.Version(found), [.. facts, new(State, RecoveryProcess.Table.Label(recovery.State))]), context.ConfirmFirst($"{Path}/{holder}")), "Second facteur perdu", Trail, status);
    }
}

/// <summary>Model of <c>pages/operations/recovery</c>.</summary>
/// <param name="ConfirmFirst">Where to give the second factor anew; null: no need.</param>
public sealed record RecoveryCheckModel(string Action, Notice? Notice, IReadOnlyList<FactRow> Facts, IReadOnlyList<DocumentLink> Documents, Shown Shown, string? ConfirmFirst);
