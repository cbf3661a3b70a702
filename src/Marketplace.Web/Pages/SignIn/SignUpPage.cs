using Marketplace.People.Accounts.Local;
using Marketplace.Web.Pages.Forms;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.SignIn;

/// <summary><c>/connexion/inscription</c>: an account for who cannot use FranceConnect+. The answer is the same whether the address is known or not.</summary>
public static class SignUpPage
{
    private const string Title = "Créer un compte sans FranceConnect+";

    public static IResult Show(HttpRequest request, PageRenderer renderer) => Page(request, renderer, "", null);

    public static async Task<IResult> PostAsync(HttpRequest request, LocalAccounts accounts, PageRenderer renderer, CancellationToken cancel)
    {
        var form = await PostedForm.ReadAsync(request, cancel);
        var email = form.Text("email");
        if (!MailAddress.IsValid(email))
            return Page(request, renderer, email, "Écrivez une adresse électronique, par exemple nom@domaine.fr.");
        await accounts.SignUpAsync(email, renderer.SiteUrl(request), cancel);
        return Sent(request, renderer);
    }

    internal static IResult Sent(HttpRequest request, PageRenderer renderer) =>
        renderer.Private(request, "sign-in/sent", new { }, "Consultez votre messagerie", [new Crumb("Se connecter", "/connexion")]);

    private static IResult Page(HttpRequest request, PageRenderer renderer, string email, string? error) =>
        renderer.Private(request, "sign-in/sign-up", new AddressModel(request.Path, EmailField(email, error)), Title, [new Crumb("Se connecter", "/connexion")]);

    internal static Field EmailField(string email, string? error) =>
        new("email", "Adresse électronique") { Type = "email", Autocomplete = "email", Hint = "Format attendu : nom@domaine.fr", Value = email, Error = error };
}

/// <summary>Model of <c>pages/sign-in/sign-up</c> and <c>pages/sign-in/forgotten</c>.</summary>
public sealed record AddressModel(string Action, Field Email);
