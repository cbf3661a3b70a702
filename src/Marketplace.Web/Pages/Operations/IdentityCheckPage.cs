using Marketplace.People.Holders;
using Marketplace.Platform.Processes;
using Marketplace.Web.Access;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Account;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Operations;

/// <summary>
/// <c>/gestion/identites/{holder}</c>: the declared identity beside its documents, or the number's findings, and the decision.
/// </summary>
public static class IdentityCheckPage
{
    internal const string NoteNeeded = "Dites au titulaire pourquoi, et comment corriger.";
    private const string Duplicate = "Un autre compte a déjà ce numéro : il ne peut pas être accepté ici.";

    public static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid holder, HolderStore holders, IdentityDocuments documents) =>
        await PageAsync(context, holder, holders, documents, aboutIdentity: true, FormOf(aboutIdentity: true));

    public static async Task<IResult> DocumentAsync(
        HttpContext context, Guid holder, Guid document, HolderStore holders, IdentityDocuments documents, CancellationToken cancel) =>
        await holders.FindAsync(holder, cancel) is { } waiting && Waits(waiting, context.Actor().Role)
            ? await DownloadAsync(holder, document, documents, cancel) : Results.NotFound();

    /// <summary>As a download: a document is the holder's, and is not opened as a page of ours.</summary>
    internal static async Task<IResult> DownloadAsync(Guid holder, Guid document, IdentityDocuments documents, CancellationToken cancel) =>
        await documents.OpenAsync(holder, document, cancel) is { } found
            ? Results.File(found.Content.ToArray(), found.MediaType, $"piece.{found.MediaType[(found.MediaType.IndexOf('/') + 1)..]}")
            : Results.NotFound();

    public static Task<IResult> DecideIdentityAsync(
        [AsParameters] PageContext context, Guid holder, HolderStore holders, IdentityDocuments documents, IdentityChecks checks) =>
        DecideAsync(context, holder, holders, documents, aboutIdentity: true,
            (seen, accept, note) => checks.DecideAsync(holder, seen, accept, note, context.SiteUrl, context.Actor, context.Cancel));

    public static Task<IResult> DecideNirAsync(
        [AsParameters] PageContext context, Guid holder, HolderStore holders, IdentityDocuments documents, HolderNir numbers) =>
        DecideAsync(context, holder, holders, documents, aboutIdentity: false,
            (seen, accept, note) => numbers.DecideAsync(holder, seen, accept, note, context.SiteUrl, context.Actor, context.Cancel));

    /// <summary>The task is the reason to look: without one, a holder's file is opened where the reason is asked.</summary>
    private static bool Waits(HolderRecord holder, string role) => IdentityWaits(holder, role) || holder.NirStatus == "mismatch";

    /// <summary>Who looks may decide on the identity.</summary>
    internal static bool IdentityWaits(HolderRecord holder, string role) =>
        IdentityProcess.Table.Allows(holder.IdentityStatus, IdentityProcess.Verify, role);

    private static async Task<IResult> DecideAsync(
        PageContext context, Guid holder, HolderStore holders, IdentityDocuments documents, bool aboutIdentity,
        Func<string, bool, string?, Task<CheckOutcome>> decide)
    {
        var posted = await context.FormAsync();
        var form = FormOf(aboutIdentity).Read(posted);
        var seen = Shown.Of(posted);
        try
        {
            switch (await decide(seen.Version, DecisionForm.IsAccepted(posted), form.Answer))
            {
                case CheckOutcome.Done:
                    return Results.Redirect(OperationsAddresses.Identities);
                case CheckOutcome.NoteMissing:
                    form.Note.Refuse(NoteNeeded);
                    break;
                case CheckOutcome.Duplicate:
                    form.Refuse(Duplicate, StatusCodes.Status409Conflict);
                    break;
            }
        }
        catch (ProcessRefusedException refused)
        {
            form.Refuse(refused);
        }
        // The page once more with a word about the decision, or, when it would show something else than was decided on, what changed.
        return !form.IsValid && await holders.FindAsync(holder, context.Cancel) is { Identity: not null } found
            && Waits(found, context.Actor.Role)
            && seen.Version == (aboutIdentity ? found.IdentityVersion : found.NirVersion)
            ? await PageAsync(context, holder, holders, documents, aboutIdentity, form)
            : await StaleAsync(context, holder, seen, aboutIdentity, holders, documents, form.Note.Typed);
    }

    /// <summary>Empty.</summary>
    private static DecisionForm FormOf(bool aboutIdentity) => new(aboutIdentity ? null : "numero");

    /// <summary>What changed, as far as the task still lets it be looked at.</summary>
    private static async Task<IResult> StaleAsync(
        PageContext context, Guid holder, Shown seen, bool aboutIdentity, HolderStore holders, IdentityDocuments documents, string note)
    {
        if (await holders.FindAsync(holder, context.Cancel) is not { } found)
            return Results.NotFound();
        var waits = Waits(found, context.Actor.Role)
            && (aboutIdentity ? IdentityWaits(found, context.Actor.Role) : found.NirStatus == "mismatch");
        var now = aboutIdentity
            ? IdentityCheckText.Identity(found, (await documents.ListAsync(holder, context.Cancel)).Count)
            : IdentityCheckText.Number(found);
        return StaleDecision.Page(context, waits ? seen : seen.OnlyOf(IdentityCheckText.State), waits ? now : [now[^1]],
            waits ? new Crumb("Relire, puis décider de nouveau", OperationsAddresses.Identity.Of(holder)) : Trail[^1], Trail, note);
    }

    private static IReadOnlyList<Crumb> Trail =>
        [.. OperationsPages.Trail, new Crumb("Identités à contrôler", OperationsAddresses.Identities)];

    /// <param name="form">Of one of the two decisions; the other is empty.</param>
    private static async Task<IResult> PageAsync(
        PageContext context, Guid holder, HolderStore holders, IdentityDocuments documents, bool aboutIdentity, DecisionForm form)
    {
        if (await holders.FindAsync(holder, context.Cancel) is not { Identity: { } identity } found || !Waits(found, context.Actor.Role))
            return Results.NotFound();
        var files = await documents.ListAsync(holder, context.Cancel);
        return context.Private("operations/identity-check", new IdentityCheckModel(
            holder, [.. IdentityText.Facts(identity), .. IdentityCheckText.Since(found)],
            [.. files.Select((file, i) => DocumentLink.Of(OperationsAddresses.IdentityDocument.Of(holder, file.Id), file, i + 1))],
            IdentityWaits(found, context.Actor.Role), found.NirStatus == "mismatch", [.. found.NirFindings.Select(NirFindingText.Of)],
            new Shown(found.IdentityVersion, IdentityCheckText.Identity(found, files.Count)),
            new Shown(found.NirVersion, IdentityCheckText.Number(found)),
            form, aboutIdentity ? form : FormOf(true), aboutIdentity ? FormOf(false) : form), "Contrôle d’identité", Trail, form.Status);
    }
}

/// <summary>Model of <c>pages/operations/identity-check</c>.</summary>
/// <param name="Form">The one of the two that came back.</param>
public sealed record IdentityCheckModel(
    Guid Holder, IReadOnlyList<FactRow> Facts, IReadOnlyList<DocumentLink> Documents, bool IdentityWaits, bool NirWaits,
    IReadOnlyList<string> Findings,
    Shown ShownIdentity, Shown ShownNumber, DecisionForm Form, DecisionForm IdentityDecision, DecisionForm NumberDecision);

/// <param name="Href">Null: it may not be opened.</param>
/// <param name="State">What the scanner says.</param>
public sealed record DocumentLink(string? Href, string Label, string State)
{
    /// <summary>A document as an operator sees it.</summary>
    /// <param name="href">Where it is opened, once it may be.</param>
    public static DocumentLink Of(string href, StoredDocument document, int number) => new(
        document.MayBeOpened ? href : null, $"Pièce {number}",
        document.Scan switch
        {
            DocumentScan.Clean => "analysée, aucun logiciel malveillant trouvé",
            DocumentScan.Waiting => "analyse en cours : rechargez la page dans quelques instants",
            DocumentScan.Infected => "logiciel malveillant trouvé, fichier supprimé : refusez en demandant un autre fichier",
            _ => "non analysée : ce service n’a pas d’antivirus",
        });
}
