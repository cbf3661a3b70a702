using Marketplace.People.Access;
using Marketplace.People.Holders;
using Marketplace.Platform.Processes;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Web.Pages.Account;

/// <summary>
/// <c>/mon-compte/identite</c>: the identity of the account; without FranceConnect+, declared with documents for an operator to check.
/// </summary>
public static class IdentityPage
{
    /// <summary>Two documents and some text.</summary>
    internal static readonly RequestSizeLimitAttribute Size = new((IdentityDocument.MaxCount * IdentityDocument.MaxLength) + (64 * 1024));

    public static async Task<IResult> ShowAsync([AsParameters] PageContext context, HolderStore holders, IdentityDocuments documents) =>
        await holders.FindAsync(context.Person.AccountId, context.Cancel) is { } holder
            ? Page(context, holder, new IdentityForm(), await documents.ListAsync(holder.AccountId, context.Cancel))
            : Results.NotFound();

    public static async Task<IResult> PostAsync([AsParameters] PageContext context, HolderStore holders, IdentityChecks checks)
    {
        var form = await context.ReadAsync(new IdentityForm());
        if (await holders.FindAsync(context.Person.AccountId, context.Cancel) is not { } holder)
            return Results.NotFound();
        try
        {
            // What may not be declared at all is refused whatever the fields say.
            IdentityProcess.Table.Take(holder.IdentityStatus, IdentityProcess.Submit, Roles.Holder, new IdentityFacts());
            if (!form.IsValid)
                return Page(context, holder, form, []);
            return await checks.SubmitAsync(
                holder.AccountId, form.Identity, form.Documents.Documents, context.Actor, context.Cancel) == CheckOutcome.Done
                ? Results.Redirect(AccountAddresses.Account)
                : Results.NotFound();
        }
        catch (ProcessRefusedException refused)
        {
            form.Refuse(refused);
            return Page(context, await holders.FindAsync(holder.AccountId, context.Cancel) ?? holder, form, []);
        }
    }

    private static IResult Page(PageContext context, HolderRecord holder, IdentityForm form, IReadOnlyList<StoredDocument> waiting) =>
        context.Private("account/identity", new IdentityModel(
            IdentityText.Of(holder), holder.Identity is { } identity ? IdentityText.Facts(identity) : null, holder.IdentityNote,
            IsOpen(holder),
            [.. waiting.Where(document => document.Scan != DocumentScan.NotScanned).Select((document, i) => DocumentText(document, i + 1))],
            form),
            "Mon identité", AccountPages.Trail, form.Status);

    private static bool IsOpen(HolderRecord holder) =>
        IdentityProcess.Table.Allows(holder.IdentityStatus, IdentityProcess.Submit, Roles.Holder);

    private static string DocumentText(StoredDocument document, int number) => document.Scan switch
    {
        DocumentScan.Clean => $"Pièce {number} : reçue et analysée.",
        DocumentScan.Infected => $"Pièce {number} : écartée et supprimée, car notre antivirus y a trouvé un logiciel malveillant. L’agent vous demandera un autre fichier.",
        _ => $"Pièce {number} : reçue, analyse par notre antivirus en cours.",
    };
}

/// <summary>Model of <c>pages/account/identity</c>.</summary>
/// <param name="Open">It may be declared now.</param>
/// <param name="Documents">What the scanner says of what was sent.</param>
public sealed record IdentityModel(
    string Status, IReadOnlyList<FactRow>? Facts, string? Note, bool Open, IReadOnlyList<string> Documents, IdentityForm Form);
