using Marketplace.People.Holders;
using Marketplace.Platform.Processes;
using Marketplace.Web.Access;
using Marketplace.Web.Pages.Account;
using Marketplace.Web.Pages.Forms;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Operations;

/// <summary><c>/gestion/identites/{holder}</c>: the declared identity beside its documents, or the number's findings, and the decision.</summary>
public static class IdentityCheckPage
{
    internal const string NoteNeeded = "Dites au titulaire pourquoi, et comment corriger.";
    private const string Duplicate = "Un autre compte a déjà ce numéro : il ne peut pas être accepté ici.";

    public static async Task<IResult> ShowAsync(HttpContext context, Guid holder, HolderStore holders, IdentityDocuments documents, PageRenderer renderer, CancellationToken cancel) =>
        await PageAsync(context.Request, holder, holders, documents, renderer, null, StatusCodes.Status200OK, cancel);

    public static async Task<IResult> DocumentAsync(HttpContext context, Guid holder, Guid document, HolderStore holders, IdentityDocuments documents, CancellationToken cancel) =>
        await holders.FindAsync(holder, cancel) is { } waiting && Waits(waiting, context) ? await DownloadAsync(holder, document, documents, cancel) : Results.NotFound();

    /// <summary>As a download: a document is the holder's, and is not opened as a page of ours.</summary>
    internal static async Task<IResult> DownloadAsync(Guid holder, Guid document, IdentityDocuments documents, CancellationToken cancel) =>
        await documents.OpenAsync(holder, document, cancel) is { } found
            ? Results.File(found.Content.ToArray(), found.MediaType, $"piece.{found.MediaType[(found.MediaType.IndexOf('/') + 1)..]}")
            : Results.NotFound();

    public static Task<IResult> DecideIdentityAsync(
        HttpContext context, Guid holder, HolderStore holders, IdentityDocuments documents, IdentityChecks checks, PageRenderer renderer, CancellationToken cancel) =>
        DecideAsync(context, holder, holders, documents, renderer, aboutIdentity: true,
            (seen, accept, note) => checks.DecideAsync(holder, seen, accept, note, renderer.SiteUrl(context.Request), context.Actor(), cancel), cancel);

    public static Task<IResult> DecideNirAsync(
        HttpContext context, Guid holder, HolderStore holders, IdentityDocuments documents, HolderNir numbers, PageRenderer renderer, CancellationToken cancel) =>
        DecideAsync(context, holder, holders, documents, renderer, aboutIdentity: false,
            (seen, accept, note) => numbers.DecideAsync(holder, seen, accept, note, renderer.SiteUrl(context.Request), context.Actor(), cancel), cancel);

    /// <summary>The task is the reason to look: without one, a holder's file is opened where the reason is asked.</summary>
    private static bool Waits(HolderRecord holder, HttpContext context) => IdentityWaits(holder, context) || holder.NirStatus == "mismatch";

    /// <summary>Who looks may decide on the identity.</summary>
    internal static bool IdentityWaits(HolderRecord holder, HttpContext context) => IdentityProcess.Table.Allows(holder.IdentityStatus, IdentityProcess.Verify, context.Actor().Role);

    private static async Task<IResult> DecideAsync(
        HttpContext context, Guid holder, HolderStore holders, IdentityDocuments documents, PageRenderer renderer, bool aboutIdentity, Func<string, bool, string?, Task<CheckOutcome>> decide, CancellationToken cancel)
    {
        var form = await PostedForm.ReadAsync(context.Request, cancel);
        var note = form.Text("note", 500);
        var accept = form.Text("decision", 10) switch { "accepter" => true, "refuser" => false, _ => throw new BadHttpRequestException("A decision is expected.") };
        var seen = Shown.Of(form);
        try
        {
            return await decide(seen.Version, accept, note.Length == 0 ? null : note) switch
            {
                CheckOutcome.Done => Results.Redirect("/gestion/identites"),
                CheckOutcome.NoteMissing => await SaidAsync(NoteNeeded, StatusCodes.Status422UnprocessableEntity),
                CheckOutcome.Duplicate => await SaidAsync(Duplicate, StatusCodes.Status409Conflict),
                _ => await StaleAsync(context.Request, holder, seen, aboutIdentity, holders, documents, renderer, note, cancel),
            };
        }
        catch (ProcessRefusedException refused)
        {
            return await SaidAsync(refused.Message, StatusCodes.Status409Conflict);
        }

        Task<IResult> SaidAsync(string why, int status) => AgainAsync(context.Request, holder, seen, aboutIdentity, holders, documents, renderer, Notice.Error(why), status, note, cancel);
    }

    /// <summary>The page once more with a word about the decision, or, when it would show something else than was decided on, what changed.</summary>
    private static async Task<IResult> AgainAsync(
        HttpRequest request, Guid holder, Shown seen, bool aboutIdentity, HolderStore holders, IdentityDocuments documents, PageRenderer renderer, Notice notice, int status, string note,
        CancellationToken cancel) =>
        await holders.FindAsync(holder, cancel) is { Identity: not null } found && Waits(found, request.HttpContext) && seen.Version == (aboutIdentity ? found.IdentityVersion : found.NirVersion)
            ? await PageAsync(request, holder, holders, documents, renderer, notice, status, cancel)
            : await StaleAsync(request, holder, seen, aboutIdentity, holders, documents, renderer, note, cancel);

    /// <summary>What changed, as far as the task still lets it be looked at.</summary>
    private static async Task<IResult> StaleAsync(
        HttpRequest request, Guid holder, Shown seen, bool aboutIdentity, HolderStore holders, IdentityDocuments documents, PageRenderer renderer, string note, CancellationToken cancel)
    {
        if (await holders.FindAsync(holder, cancel) is not { } found)
            return Results.NotFound();
        var waits = Waits(found, request.HttpContext) && (aboutIdentity ? IdentityWaits(found, request.HttpContext) : found.NirStatus == "mismatch");
        var now = aboutIdentity ? IdentityCheckText.Identity(found, (await documents.ListAsync(holder, cancel)).Count) : IdentityCheckText.Number(found);
        return StaleDecision.Page(request, renderer, waits ? seen : seen.OnlyOf(IdentityCheckText.State), waits ? now : [now[^1]],
            waits ? new Crumb("Relire, puis décider de nouveau", $"/gestion/identites/{holder}") : Trail[^1], Trail, note);
    }

    private static IReadOnlyList<Crumb> Trail => [.. OperationsPages.Trail, new Crumb("Identités à contrôler", "/gestion/identites")];

    private static async Task<IResult> PageAsync(
        HttpRequest request, Guid holder, HolderStore holders, IdentityDocuments documents, PageRenderer renderer, Notice? notice, int status, CancellationToken cancel)
    {
        if (await holders.FindAsync(holder, cancel) is not { Identity: { } identity } found || !Waits(found, request.HttpContext))
            return Results.NotFound();
        var files = await documents.ListAsync(holder, cancel);
        return renderer.Private(request, "operations/identity-check", new IdentityCheckModel(
            holder, notice, [.. IdentityText.Facts(identity), .. IdentityCheckText.Since(found)], [.. files.Select((file, i) => DocumentLink.Of($"/gestion/identites/{holder}", file, i + 1))],
            IdentityWaits(found, request.HttpContext), found.NirStatus == "mismatch", [.. found.NirFindings.Select(NirFindingText.Of)],
            new Shown(found.IdentityVersion, IdentityCheckText.Identity(found, files.Count)), new Shown(found.NirVersion, IdentityCheckText.Number(found))),
            "Contrôle d’identité", Trail, status);
    }
}

/// <summary>Model of <c>pages/operations/identity-check</c>.</summary>
public sealed record IdentityCheckModel(
    Guid Holder, Notice? Notice, IReadOnlyList<FactRow> Facts, IReadOnlyList<DocumentLink> Documents, bool IdentityWaits, bool NirWaits, IReadOnlyList<string> Findings,
    Shown ShownIdentity, Shown ShownNumber);

/// <param name="Href">Null: it may not be opened.</param>
/// <param name="State">What the scanner says.</param>
public sealed record DocumentLink(string? Href, string Label, string State)
{
    /// <summary>A document as an operator sees it.</summary>
    /// <param name="folder">Address of the page that shows it.</param>
    public static DocumentLink Of(string folder, StoredDocument document, int number) => new(
        document.MayBeOpened ? $"{folder}/pieces/{document.Id}" : null, $"Pièce {number}",
        document.Scan switch
        {
            DocumentScan.Clean => "analysée, aucun logiciel malveillant trouvé",
            DocumentScan.Waiting => "analyse en cours : rechargez la page dans quelques instants",
            DocumentScan.Infected => "logiciel malveillant trouvé, fichier supprimé : refusez en demandant un autre fichier",
            _ => "non analysée : ce service n’a pas d’antivirus",
        });
}
