using Marketplace.Web.Pages.Layout;
using Marketplace.Web.SignIn;
using Marketplace.Web.Site;

namespace Marketplace.Web.Pages.SignIn;

/// <summary><c>/connexion</c>: which way in.</summary>
public static class ChoicePage
{
    public static IResult Show([AsParameters] PageContext context, SignInWays ways, IHostEnvironment environment) =>
        context.Private("sign-in/choice",
            new ChoiceModel(ways.FranceConnect, ways.ProConnect, environment.IsDevelopment(), ReturnQuery(context.Request)),
            "Se connecter");

    /// <summary>The return address as a query to pass on; empty when there is none that is ours.</summary>
    internal static string ReturnQuery(HttpRequest request) =>
        LocalPath.Checked(request.Query["retour"]) is { } back ? QueryString.Create("retour", back).ToUriComponent() : "";
}

/// <summary>Model of <c>pages/sign-in/choice</c>.</summary>
public sealed record ChoiceModel(bool FranceConnect, bool ProConnect, bool Development, string ReturnQuery);
