using Marketplace.People.Accounts.Local;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.SignIn;

/// <summary><c>/connexion/oubli</c>: a link by e-mail to choose another password; <c>?pour=gestion</c> for operator staff.</summary>
public static class ForgottenPage
{
    public static IResult Show([AsParameters] PageContext context) => Page(context, new AddressForm());

    public static async Task<IResult> PostAsync([AsParameters] PageContext context, LocalAccounts accounts)
    {
        var form = await context.ReadAsync(new AddressForm());
        if (!form.IsValid)
            return Page(context, form);
        await accounts.ForgotAsync(
            ForOperators(context.Request) ? "operator" : "holder", form.Email.Value, context.SiteUrl, context.Cancel);
        return SignUpPage.Sent(context);
    }

    private static IResult Page(PageContext context, AddressForm form) =>
        context.Private("sign-in/forgotten",
            new AddressModel(context.Request.Path + (ForOperators(context.Request) ? "?pour=gestion" : ""), form),
            "Mot de passe oublié", [new Crumb("Se connecter", SignInAddresses.Choice)]);

    private static bool ForOperators(HttpRequest request) => request.Query["pour"] == "gestion";
}
