using Marketplace.Core.Holders;
using Marketplace.Web.Access;
using Marketplace.Web.Pages.Account;
using Marketplace.Web.Pages.Forms;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Operations;

/// <summary><c>/gestion/identites/{holder}</c>: the declared identity beside its documents, or the number's findings, and the decision.</summary>
public static class IdentityCheckPage
{
    private const string NoteNeeded = "Dites au titulaire pourquoi, et comment corriger.";
    private const string Duplicate = "Un autre compte a déjà cette identité ou ce numéro : il ne peut pas être accepté ici.";

    public static async Task<IResult> ShowAsync(HttpContext context, Guid holder, HolderStore holders, IdentityDocuments documents, PageRenderer renderer, CancellationToken cancel) =>
        await PageAsync(context.Request, holder, holders, documents, renderer, null, StatusCodes.Status200OK, cancel);

    public static async Task<IResult> DocumentAsync(HttpContext context, Guid holder, Guid document, HolderStore holders, IdentityDocuments documents, CancellationToken cancel) =>
        await holders.FindAsync(holder, cancel) is { } waiting && Waits(waiting) && await documents.OpenAsync(holder, document, cancel) is { } found
            // As a download: a document is the holder's, and is not opened as a page of ours.
            ? Results.File(found.Content.ToArray(), found.MediaType, $"piece.{found.MediaType[(found.MediaType.IndexOf('/') + 1)..]}")
            : Results.NotFound();

    public static Task<IResult> DecideIdentityAsync(
        HttpContext context, Guid holder, HolderStore holders, IdentityDocuments documents, IdentityChecks checks, PageRenderer renderer, CancellationToken cancel) =>
        DecideAsync(context, holder, holders, documents, renderer,
            (accept, note) => checks.DecideAsync(holder, accept, note, renderer.SiteUrl(context.Request), context.Actor(), cancel), cancel);

    public static Task<IResult> DecideNirAsync(
        HttpContext context, Guid holder, HolderStore holders, IdentityDocuments documents, HolderNir numbers, PageRenderer renderer, CancellationToken cancel) =>
        DecideAsync(context, holder, holders, documents, renderer,
            (accept, note) => numbers.DecideAsync(holder, accept, note, renderer.SiteUrl(context.Request), context.Actor(), cancel), cancel);

    /// <summary>The task is the reason to look: without one, a holder's file is opened where the reason is asked.</summary>
    private static bool Waits(HolderRecord holder) => holder.IdentityStatus == IdentityProcess.Submitted || holder.NirStatus == "mismatch";

    private static async Task<IResult> DecideAsync(
        HttpContext context, Guid holder, HolderStore holders, IdentityDocuments documents, PageRenderer renderer, Func<bool, string?, Task<CheckOutcome>> decide, CancellationToken cancel)
    {
        var form = await PostedForm.ReadAsync(context.Request, cancel);
        var note = form.Text("note", 500);
        var accept = form.Text("decision", 10) switch { "accepter" => true, "refuser" => false, _ => throw new BadHttpRequestException("A decision is expected.") };
        return await decide(accept, note.Length == 0 ? null : note) switch
        {
            CheckOutcome.Done => Results.Redirect("/gestion/identites"),
            CheckOutcome.NoteMissing => await PageAsync(context.Request, holder, holders, documents, renderer, Notice.Error(NoteNeeded), StatusCodes.Status422UnprocessableEntity, cancel),
            CheckOutcome.Duplicate => await PageAsync(context.Request, holder, holders, documents, renderer, Notice.Error(Duplicate), StatusCodes.Status409Conflict, cancel),
            _ => Results.Redirect("/gestion/identites"),
        };
    }

    private static async Task<IResult> PageAsync(
        HttpRequest request, Guid holder, HolderStore holders, IdentityDocuments documents, PageRenderer renderer, Notice? notice, int status, CancellationToken cancel)
    {
        if (await holders.FindAsync(holder, cancel) is not { Identity: { } identity } found || !Waits(found))
            return Results.NotFound();
        var files = await documents.ListAsync(holder, cancel);
        return renderer.Private(request, "operations/identity-check", new IdentityCheckModel(
            holder, notice, IdentityText.Facts(identity), [.. files.Select((id, i) => new DocumentLink($"/gestion/identites/{holder}/pieces/{id}", $"Pièce {i + 1}"))],
            found.IdentityStatus == IdentityProcess.Submitted, found.NirStatus == "mismatch", [.. found.NirFindings.Select(NirFindingText.Of)]),
            "Contrôle d’identité", [.. OperationsPages.Trail, new Crumb("Identités à contrôler", "/gestion/identites")], status);
    }
}

/// <summary>Model of <c>pages/operations/identity-check</c>.</summary>
public sealed record IdentityCheckModel(
    Guid Holder, Notice? Notice, IReadOnlyList<FactRow> Facts, IReadOnlyList<DocumentLink> Documents, bool IdentityWaits, bool NirWaits, IReadOnlyList<string> Findings);

public sealed record DocumentLink(string Href, string Label);
