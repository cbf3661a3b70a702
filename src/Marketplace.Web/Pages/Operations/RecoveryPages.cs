using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.People.Holders;
using Marketplace.People.Recovery;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Time;
using Marketplace.Web.Access;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Account;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.SignIn;

namespace Marketplace.Web.Pages.Operations;

/// <summary>
/// <c>/gestion/secours</c>: holders who lost their second factor; the verified identity beside new documents, and the decision.
/// </summary>
public static class RecoveryPages
{
    private const string Title = "Seconds facteurs perdus";
    private const string State = "État";

    public static async Task<IResult> ListAsync(
        [AsParameters] PageContext context, FactorRecoveries recoveries, HolderStore holders, AccessLog log)
    {
        var rows = new List<IdentityQueueRow>();
        foreach (var waiting in await recoveries.WaitingAsync(context.Cancel))
        {
            var identity = (await holders.FindAsync(waiting.AccountId, context.Cancel))?.Identity;
            rows.Add(new IdentityQueueRow(
                OperationsAddresses.Recovery.Of(waiting.AccountId), $"{identity?.GivenNames} {identity?.BirthName}".Trim(),
                $"Demandé le {ParisTime.InWords(waiting.AskedAt)}"));
            await log.WriteAsync(context.Actor, [new AccessEntry(Rights.RecoveriesList, AccessOperation.LookUp, waiting.AccountId)],
                context.Cancel);
        }
        return context.Private("operations/identity-queue", new IdentityQueueModel(Title, rows), Title, OperationsPages.Trail);
    }

    public static Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid holder, FactorRecoveries recoveries, HolderStore holders, IdentityDocuments documents) =>
        PageAsync(context, holder, recoveries, holders, documents, new DecisionForm());

    public static async Task<IResult> DocumentAsync(
        HttpContext context, Guid holder, Guid document, FactorRecoveries recoveries, IdentityDocuments documents,
        CancellationToken cancel) =>
        await recoveries.OfAccountAsync(holder, cancel) is { } recovery && Waits(recovery, context.Actor().Role)
            ? await IdentityCheckPage.DownloadAsync(holder, document, documents, cancel) : Results.NotFound();

    public static async Task<IResult> DecideAsync(
        [AsParameters] PageContext context, Guid holder, FactorRecoveries recoveries, HolderStore holders, IdentityDocuments documents,
        RecoveryStopKey keys)
    {
        var posted = await context.FormAsync();
        var (form, seen) = (new DecisionForm().Read(posted), Shown.Of(posted));
        try
        {
            switch (await recoveries.DecideAsync(
                holder, seen.Version, DecisionForm.IsAccepted(posted), form.Answer, id => keys.Address(context.SiteUrl, id), context.Actor,
                context.Cancel))
            {
                case CheckOutcome.Done:
                    return Results.Redirect(OperationsAddresses.Recoveries);
                case CheckOutcome.NoteMissing:
                    form.Note.Refuse(IdentityCheckPage.NoteNeeded);
                    return await PageAsync(context, holder, recoveries, holders, documents, form);
            }
        }
        catch (ProcessRefusedException refused)
        {
            form.Refuse(refused);
            if (await recoveries.OfAccountAsync(holder, context.Cancel) is { } waiting && Waits(waiting, context.Actor.Role))
                return await PageAsync(context, holder, recoveries, holders, documents, form);
        }
        var now = await recoveries.OfAccountAsync(holder, context.Cancel);
        return StaleDecision.Page(
            context, seen.OnlyOf(State), [new FactRow(State, now is null ? "N’est plus en cours" : RecoveryProcess.Table.Label(now.State))],
            now is not null && Waits(now, context.Actor.Role)
            ? new Crumb("Relire, puis décider de nouveau", OperationsAddresses.Recovery.Of(holder)) : Trail[^1], Trail, form.Note.Typed);
    }

    private static bool Waits(FactorRecovery recovery, string role) =>
        RecoveryProcess.Table.Allows(recovery.State, RecoveryProcess.Accept, role);

    private static IReadOnlyList<Crumb> Trail => [.. OperationsPages.Trail, new Crumb(Title, OperationsAddresses.Recoveries)];

    private static async Task<IResult> PageAsync(
        PageContext context, Guid holder, FactorRecoveries recoveries, HolderStore holders, IdentityDocuments documents, DecisionForm form)
    {
        if (await recoveries.OfAccountAsync(holder, context.Cancel) is not { } recovery || !Waits(recovery, context.Actor.Role)
            || await holders.FindAsync(holder, context.Cancel) is not { Identity: { } identity } found)
            return Results.NotFound();
        IReadOnlyList<FactRow> facts = [
            .. IdentityText.Facts(identity), new("Identité", IdentityText.Status(found)),
            new("Demandé le", ParisTime.InWords(recovery.AskedAt))];
        var files = await documents.ListAsync(holder, context.Cancel);
        return context.Private("operations/recovery", new RecoveryCheckModel(
            OperationsAddresses.Recovery.Of(holder), facts,
            [.. files.Select((file, i) => DocumentLink.Of(OperationsAddresses.RecoveryDocument.Of(holder, file.Id), file, i + 1))],
            new Shown(recovery.Version(found), [.. facts, new(State, RecoveryProcess.Table.Label(recovery.State))]),
                context.Http.ConfirmFirst(OperationsAddresses.Recovery.Of(holder)), form), "Second facteur perdu", Trail, form.Status);
    }
}

/// <summary>Model of <c>pages/operations/recovery</c>.</summary>
/// <param name="ConfirmFirst">Where to give the second factor anew; null: no need.</param>
public sealed record RecoveryCheckModel(
    string Action, IReadOnlyList<FactRow> Facts, IReadOnlyList<DocumentLink> Documents, Shown Shown, string? ConfirmFirst,
    DecisionForm Form);
