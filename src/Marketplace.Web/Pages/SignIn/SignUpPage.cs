using Marketplace.People.Holders;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.SignIn;

/// <summary>
/// <c>/connexion/inscription</c>: an account for who cannot use FranceConnect+. The answer is the same whether the address is known or not.
/// </summary>
public static class SignUpPage
{
    private const string Title = "Créer un compte sans FranceConnect+";

    public static IResult Show([AsParameters] PageContext context) => Page(context, new AddressForm());

    public static async Task<IResult> PostAsync([AsParameters] PageContext context, HolderSignUp signUp)
    {
        var form = await context.ReadAsync(new AddressForm());
        if (!form.IsValid)
            return Page(context, form);
        await signUp.SignUpAsync(form.Email.Value, context.SiteUrl, context.Cancel);
        return Sent(context);
    }

    internal static IResult Sent(PageContext context) =>
        context.Private("sign-in/sent", new { }, "Consultez votre messagerie", [new Crumb("Se connecter", SignInAddresses.Choice)]);

    private static IResult Page(PageContext context, AddressForm form) =>
        context.Private("sign-in/sign-up", new AddressModel(context.Request.Path, form), Title,
            [new Crumb("Se connecter", SignInAddresses.Choice)]);
}

/// <summary>Model of <c>pages/sign-in/sign-up</c> and <c>pages/sign-in/forgotten</c>.</summary>
public sealed record AddressModel(string Action, AddressForm Form);
