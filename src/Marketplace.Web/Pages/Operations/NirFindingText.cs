using Marketplace.People.Holders;

namespace Marketplace.Web.Pages.Operations;

/// <summary>What does not fit between a number and an identity, in words; the number itself is never shown.</summary>
public static class NirFindingText
{
    private static readonly Dictionary<string, string> Texts = new()
    {
        ["sex"] = "Le sexe n’est pas celui de l’identité.",
        ["year"] = "L’année de naissance n’est pas celle de l’identité.",
        ["month"] = "Le mois de naissance n’est pas celui de l’identité.",
        ["place"] = "Le lieu de naissance n’est pas celui de l’identité.",
        ["country"] = "Le pays de naissance n’est pas celui de l’identité.",
        ["name"] = "Le nom de l’attestation n’est pas celui de l’identité.",
        ["given-names"] = "Les prénoms de l’attestation ne sont pas ceux de l’identité.",
        ["temporary"] = "C’est un numéro d’attente.",
        [HolderNir.UsedElsewhere] = "Ce numéro est déjà rattaché à un autre compte.",
    };

    public static string Of(string code) => Texts.TryGetValue(code, out var text) ? text : code;
}
