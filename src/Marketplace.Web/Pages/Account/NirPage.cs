using Marketplace.People.Holders;
using Marketplace.Web.Access;
using Marketplace.Web.Pages.Forms;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Account;

/// <summary><c>/mon-compte/numero</c>: the NIR, entered once. What was typed is never written back into the page.</summary>
public static class NirPage
{
    public static async Task<IResult> ShowAsync(HttpContext context, HolderStore holders, PageRenderer renderer, CancellationToken cancel) =>
        await holders.FindAsync(context.Person()!.AccountId, cancel) is { } holder ? Page(context.Request, renderer, holder, null) : Results.NotFound();

    public static async Task<IResult> PostAsync(HttpContext context, HolderStore holders, HolderNir numbers, PageRenderer renderer, CancellationToken cancel)
    {
        var form = await PostedForm.ReadAsync(context.Request, cancel);
        var account = context.Person()!.AccountId;
        if (await holders.FindAsync(account, cancel) is not { } holder)
            return Results.NotFound();
        var (name, given) = (form.Text("cardName", 100), form.Text("cardGivenNames", 100));
        if (!Nir.TryParse(form.Text("nir", 40), out var nir, out var problem))
            return Page(context.Request, renderer, holder, problem, name, given);
        if (name.Length == 0 || given.Length == 0)
            return Page(context.Request, renderer, holder, "Écrivez aussi vos nom et prénoms tels qu’ils figurent sur votre attestation.", name, given);
        await numbers.TieAsync(account, nir, name, given, context.Actor(), cancel);
        return Results.Redirect("/mon-compte");
    }

    private static IResult Page(HttpRequest request, PageRenderer renderer, HolderRecord holder, string? error, string name = "", string given = "")
    {
        var open = holder.IdentityStatus == IdentityProcess.Verified && holder.NirStatus is "absent" or "refused";
        return renderer.Private(request, "account/nir", new NirModel(open, IdentityText.NirStatus(holder.NirStatus), holder.IdentityStatus == IdentityProcess.Verified,
            new Field("nir", "Numéro de sécurité sociale") { Hint = "15 chiffres, clé comprise. Il figure sur votre carte Vitale et sur votre attestation de droits.", Autocomplete = "off", MaxLength = 40, Error = error },
            new Field("cardName", "Nom de naissance sur l’attestation") { MaxLength = 100, Value = name },
            new Field("cardGivenNames", "Prénoms sur l’attestation") { MaxLength = 100, Value = given }),
            "Mon numéro de sécurité sociale", AccountPages.Trail, error is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }
}

/// <summary>Model of <c>pages/account/nir</c>.</summary>
public sealed record NirModel(bool Open, string Status, bool IdentityVerified, Field Nir, Field CardName, Field CardGivenNames);
