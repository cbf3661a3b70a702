using Marketplace.People.Holders;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Account;

/// <summary>An identity and its state in words.</summary>
public static class IdentityText
{
    public static string Of(HolderRecord holder) => (holder.IdentityStatus, holder.IdentitySource) switch
    {
        (IdentityProcess.Verified, "franceconnect") => "Votre identité est vérifiée par FranceConnect+.",
        (IdentityProcess.Verified, _) => "Votre identité est vérifiée sur pièces.",
        (IdentityProcess.Submitted, _) => "Votre identité est en cours de vérification par un agent.",
        (IdentityProcess.Refused, _) => "Votre identité n’a pas pu être vérifiée. Vous pouvez recommencer.",
        _ => "Votre identité n’est pas encore déclarée.",
    };

    /// <summary>The same for who looks at somebody else's.</summary>
    public static string Status(HolderRecord holder) => IdentityProcess.Table.Label(holder.IdentityStatus)
        + (holder.IdentityStatus != IdentityProcess.Verified ? "" : holder.IdentitySource == "franceconnect"
            ? " par FranceConnect+" : " sur pièces");

    public static string NirStatus(string status) => status switch
    {
        "tied" => "Rattaché",
        "mismatch" => "En cours de vérification",
        "refused" => "Refusé",
        _ => "Pas encore saisi",
    };

    public static IReadOnlyList<FactRow> Facts(PivotIdentity identity) =>
    [
        new("Nom de naissance", identity.BirthName),
        new("Prénoms", identity.GivenNames),
        new("Date de naissance", FrenchFormat.Date(identity.BirthDate)),
        new("Sexe", identity.Sex == Sex.Female ? "Féminin" : "Masculin"),
        new("Commune de naissance (code INSEE)", identity.BirthPlace ?? "née ou né à l’étranger"),
        new("Pays de naissance (code INSEE)", identity.BirthCountry),
    ];
}
