using Marketplace.People.Holders;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Account;

/// <summary><c>/mon-compte/numero</c>: the NIR, entered once. What was typed is never written back into the page.</summary>
public static class NirPage
{
    public static async Task<IResult> ShowAsync([AsParameters] PageContext context, HolderStore holders) =>
        await holders.FindAsync(context.Person.AccountId, context.Cancel) is { } holder
            ? Page(context, holder, new NirForm()) : Results.NotFound();

    public static async Task<IResult> PostAsync([AsParameters] PageContext context, HolderStore holders, HolderNir numbers)
    {
        var form = await context.ReadAsync(new NirForm());
        var account = context.Person.AccountId;
        if (await holders.FindAsync(account, context.Cancel) is not { } holder)
            return Results.NotFound();
        if (!form.IsValid)
            return Page(context, holder, form);
        await numbers.TieAsync(account, form.Nir.Value, form.CardName.Value, form.CardGivenNames.Value, context.Actor, context.Cancel);
        return Results.Redirect(AccountAddresses.Account);
    }

    private static IResult Page(PageContext context, HolderRecord holder, NirForm form)
    {
        var open = holder.IdentityStatus == IdentityProcess.Verified && holder.NirStatus is "absent" or "refused";
        return context.Private(
            "account/nir", new NirModel(
            open, IdentityText.NirStatus(holder.NirStatus), holder.IdentityStatus == IdentityProcess.Verified, form),
            "Mon numéro de sécurité sociale", AccountPages.Trail, form.Status);
    }
}

/// <summary>The number, and the names that the card has beside it.</summary>
public sealed class NirForm : Form
{
    private const string NamesMissing = "Écrivez aussi vos nom et prénoms tels qu’ils figurent sur votre attestation.";

    public InputField<Nir> Nir { get; } = new("nir", "Numéro de sécurité sociale", Marketplace.People.Holders.Nir.TryParse)
    {
        Hint = "15 chiffres, clé comprise. Il figure sur votre carte Vitale et sur votre attestation de droits.", Autocomplete = "off",
            MaxLength = 40, Keeps = false,
    };

    public TextField CardName { get; } = new("cardName", "Nom de naissance sur l’attestation", NamesMissing) { MaxLength = 100 };
    public TextField CardGivenNames { get; } = new("cardGivenNames", "Prénoms sur l’attestation", NamesMissing) { MaxLength = 100 };
}

/// <summary>Model of <c>pages/account/nir</c>.</summary>
public sealed record NirModel(bool Open, string Status, bool IdentityVerified, NirForm Form);
