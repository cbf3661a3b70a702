using Marketplace.People.Accounts.Local;
using Marketplace.Web.Pages.Forms;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.SignIn;

/// <summary><c>/connexion/oubli</c>: a link by e-mail to choose another password; <c>?pour=gestion</c> for operator staff.</summary>
public static class ForgottenPage
{
    public static IResult Show(HttpRequest request, PageRenderer renderer) => Page(request, renderer, "", null);

    public static async Task<IResult> PostAsync(HttpRequest request, LocalAccounts accounts, PageRenderer renderer, CancellationToken cancel)
    {
        var form = await PostedForm.ReadAsync(request, cancel);
        var email = form.Text("email");
        if (!MailAddress.IsValid(email))
            return Page(request, renderer, email, "Écrivez une adresse électronique, par exemple nom@domaine.fr.");
        await accounts.ForgotAsync(ForOperators(request) ? "operator" : "holder", email, renderer.SiteUrl(request), cancel);
        return SignUpPage.Sent(request, renderer);
    }

    private static IResult Page(HttpRequest request, PageRenderer renderer, string email, string? error) =>
        renderer.Private(request, "sign-in/forgotten", new AddressModel(request.Path + (ForOperators(request) ? "?pour=gestion" : ""), SignUpPage.EmailField(email, error)),
            "Mot de passe oublié", [new Crumb("Se connecter", "/connexion")]);

    private static bool ForOperators(HttpRequest request) => request.Query["pour"] == "gestion";
}
