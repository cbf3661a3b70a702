namespace Marketplace.People.Access;

/// <summary>The roles that the table of rights knows, with their names on screen.</summary>
public static class Roles
{
    public const string Public = "public";
    public const string Program = "program";
    public const string SignedIn = "signed-in";
    public const string Holder = "holder";
    public const string Professional = "professional";
    public const string AccessManager = "access-manager";

    /// <summary>Roles that a member of an organisation can have, by kind of organisation. Every kind has an access manager.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> OfOrganisation = new Dictionary<string, IReadOnlyList<string>>
    {
        ["provider"] = [AccessManager, "catalogue-editor", "bookings", "billing"],
        ["funder"] = [AccessManager, "funder-staff"],
        ["cep"] = [AccessManager, "cep-advisor"],
        ["certifier"] = [AccessManager, "certifier-staff"],
        ["employer"] = [AccessManager, "employer-staff"],
        ["analyst"] = [AccessManager, "analyst"],
    };

    /// <summary>Missions of operator staff, each a role named <c>operator-</c> and the mission.</summary>
    public static readonly IReadOnlyList<string> Missions = [
        "rights", "control", "support", "fraud", "moderation", "administrator", "payments"];

    public const string OperatorPrefix = "operator-";
    public const string Administrator = "administrator";

    /// <summary>Every role, with its name on screen.</summary>
    public static readonly IReadOnlyDictionary<string, string> Labels = new Dictionary<string, string>
    {
        [Public] = "Tout public",
        [Program] = "Le service lui-même",
        [SignedIn] = "Toute personne connectée",
        [Holder] = "Titulaire",
        [Professional] = "Professionnel connecté",
        [AccessManager] = "Gestionnaire des accès",
        ["catalogue-editor"] = "Organisme de formation : catalogue",
        ["bookings"] = "Organisme de formation : inscriptions",
        ["billing"] = "Organisme de formation : facturation",
        ["funder-staff"] = "Financeur",
        ["cep-advisor"] = "Conseil en évolution professionnelle",
        ["certifier-staff"] = "Certificateur",
        ["employer-staff"] = "Employeur",
        ["analyst"] = "Études et statistiques",
        ["operator-rights"] = "Gestionnaire : droits",
        ["operator-control"] = "Gestionnaire : inscriptions et contrôle du service fait",
        ["operator-support"] = "Gestionnaire : assistance",
        ["operator-fraud"] = "Gestionnaire : lutte contre la fraude",
        ["operator-moderation"] = "Gestionnaire : modération du catalogue",
        ["operator-payments"] = "Gestionnaire : versements aux organismes",
        ["operator-administrator"] = "Gestionnaire : administration",
    };

    /// <summary>Kinds of organisation, with their names on screen.</summary>
    public static readonly IReadOnlyDictionary<string, string> KindLabels = new Dictionary<string, string>
    {
        ["provider"] = "Organisme de formation",
        ["funder"] = "Financeur",
        ["cep"] = "Opérateur du conseil en évolution professionnelle",
        ["certifier"] = "Certificateur",
        ["employer"] = "Employeur",
        ["analyst"] = "Service d’études",
    };

    /// <summary>The role of an operator with a mission.</summary>
    public static string OfMission(string mission) => OperatorPrefix + mission;
}
