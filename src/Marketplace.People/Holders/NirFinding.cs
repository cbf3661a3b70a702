namespace Marketplace.People.Holders;

/// <summary>One difference between a NIR and the identity of its holder, for the operator who decides.</summary>
/// <param name="Code">Stable: stored with the decision, and read by rules.</param>
/// <param name="Text">A French sentence; it holds neither the NIR nor any part of it.</param>
public sealed record NirFinding(string Code, string Text)
{
    public static readonly NirFinding Temporary = new("temporary",
        "Le numéro est provisoire : l’état civil de la personne est encore en cours de vérification. Demandez le numéro définitif ou une attestation de droits récente.");

    public static readonly NirFinding Sex = new("sex", "Le sexe inscrit dans le numéro n’est pas celui de l’identité.");

    public static readonly NirFinding Year = new("year", "L’année de naissance inscrite dans le numéro n’est pas celle de l’identité.");

    public static readonly NirFinding Month = new("month", "Le mois de naissance inscrit dans le numéro n’est pas celui de l’identité.");

    public static readonly NirFinding Department = new(
        "place", "Le département de naissance inscrit dans le numéro n’est pas celui de l’identité.");

    public static readonly NirFinding Commune = new("place",
        "La commune de naissance inscrite dans le numéro n’est pas celle de l’identité, alors que le département est le même.");

    public static readonly NirFinding PlaceUnknown = new(
        "place", "L’identité n’indique pas de commune de naissance : le numéro ne peut pas être comparé.");

    public static readonly NirFinding Country = new(
        "country", "Le pays de naissance inscrit dans le numéro n’est pas celui de l’identité.");

    public static readonly NirFinding BornAbroad = new(
        "country", "Le numéro est celui d’une personne née à l’étranger, alors que l’identité indique une naissance en France.");

    public static readonly NirFinding BornInFrance = new(
        "country", "Le numéro est celui d’une personne née en France, alors que l’identité indique une naissance à l’étranger.");

    public static readonly NirFinding Name = new(
        "name", "Le nom de naissance de la carte ou de l’attestation n’est pas celui de l’identité.");

    public static readonly NirFinding GivenNames = new(
        "given-names", "Les prénoms de la carte ou de l’attestation ne correspondent pas à ceux de l’identité.");
}
