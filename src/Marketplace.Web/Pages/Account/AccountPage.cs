using Marketplace.People.Access;
using Marketplace.People.Holders;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Account;

/// <summary><c>/mon-compte</c>: who is signed in, and what is still to be done.</summary>
public static class AccountPage
{
    public static async Task<IResult> ShowAsync([AsParameters] PageContext context, HolderStore holders)
    {
        var person = context.Person;
        var holder = person.AccountKind == Roles.Holder ? await holders.FindAsync(person.AccountId, context.Cancel) : null;
        return context.Private("account/account", new AccountModel(
            person.Name, holder is not null, holder is null ? [] : Steps(holder), holder is { MayUseRights: true }), "Mon compte");
    }

    internal static IReadOnlyList<AccountStep> Steps(HolderRecord holder) =>
    [
        holder.IdentityStatus switch
        {
            IdentityProcess.Verified => new AccountStep("Votre identité est vérifiée.", true, null, null),
            IdentityProcess.Submitted => new("Un agent vérifie votre identité. Vous recevrez sa réponse par courriel.", false, null, null),
            IdentityProcess.Refused => new("Votre identité n’a pas pu être vérifiée.", false, AccountAddresses.Identity, "Recommencer"),
            _ => new("Votre identité est à déclarer.", false, AccountAddresses.Identity, "Déclarer mon identité"),
        },
        holder.NirStatus switch
        {
            "tied" => new("Votre numéro de sécurité sociale est rattaché à votre compte.", true, null, null),
            "mismatch" => new("Un agent vérifie votre numéro de sécurité sociale.", false, null, null),
            _ when holder.IdentityStatus != IdentityProcess.Verified =>
            new("Votre numéro de sécurité sociale sera demandé ensuite.", false, null, null),
            "refused" => new("Le numéro de sécurité sociale saisi n’a pas été accepté.", false, AccountAddresses.Nir, "Recommencer"),
            _ => new("Votre numéro de sécurité sociale est à rattacher.", false, AccountAddresses.Nir, "Rattacher mon numéro"),
        },
    ];
}

/// <summary>Model of <c>pages/account/account</c>.</summary>
/// <param name="Name">Empty while it is not known.</param>
/// <param name="Complete">Rights may be shown.</param>
public sealed record AccountModel(string Name, bool IsHolder, IReadOnlyList<AccountStep> Steps, bool Complete);

public sealed record AccountStep(string Text, bool Done, string? Href, string? Label);
