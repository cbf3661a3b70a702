using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.SignIn;

/// <summary><c>/connexion/refus</c>: an identity provider's answer could not be used. Says what to do, not what was in it.</summary>
public static class RefusalPage
{
    private static readonly Dictionary<string, RefusalModel> Causes = new()
    {
        ["cancelled"] = new("Vous avez arrêté la connexion.", "Vous pouvez recommencer quand vous le souhaitez."),
        ["pivot"] = new("Votre identité n’a pas pu être lue en entier.",
            "Il manque une information, par exemple une date de naissance complète. Créez un compte avec votre adresse électronique : un agent vérifiera votre identité sur pièces."),
        ["email"] = new("Votre fournisseur d’identité n’a pas transmis d’adresse électronique.",
        "Demandez à votre organisation de corriger votre fiche, puis recommencez."),
        ["disabled"] = new("Ce compte est fermé.", "Si c’est une erreur, écrivez-nous depuis la page « Aide et contact »."),
        ["email-taken"] = new(
            "Votre adresse appartient déjà à un autre compte.",
            "Écrivez-nous depuis la page « Aide et contact » : nous vérifierons à qui est ce compte."),
        ["unavailable"] = new(
        "Le fournisseur d’identité ne répond pas pour le moment.",
        "Réessayez dans quelques minutes. Le reste du service fonctionne normalement."),
        ["technique"] = new("La réponse du fournisseur d’identité n’a pas pu être vérifiée.",
            "Par sécurité, vous n’avez pas été connecté. Recommencez depuis cette page ; n’utilisez ni lien gardé, ni retour arrière."),
    };

    public static IResult Show([AsParameters] PageContext context)
    {
        var cause = context.Request.Query["cause"] is [{ } code] && Causes.TryGetValue(code, out var known) ? known : Causes["technique"];
        return context.Private("sign-in/refusal", cause, "Connexion refusée", [new Crumb("Se connecter", SignInAddresses.Choice)]);
    }
}

/// <summary>Model of <c>pages/sign-in/refusal</c>.</summary>
public sealed record RefusalModel(string Text, string Advice);
