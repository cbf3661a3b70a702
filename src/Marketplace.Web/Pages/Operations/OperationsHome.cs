using Marketplace.People.Access;
using Marketplace.Web.Jobs;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Operations;

/// <summary><c>/gestion</c>: what one's missions give access to, read from the table of rights.</summary>
public static class OperationsHome
{
    private static readonly IReadOnlyList<(string Action, string Href, string Label, string Text)> Rooms =
    [
        ("identity-checks.list", "/gestion/identites", "Identités à contrôler", "Comptes créés sans FranceConnect+, numéros qui ne correspondent pas"),
        ("recoveries.list", RecoveryPages.Path, "Seconds facteurs perdus", "Titulaires qui n’ont plus leur appareil ni leurs codes de secours"),
        ("contestations.list", ContestationQueuePage.Path, "Contestations", "Titulaires qui contestent le montant de leurs droits"),
        ("holders.search", "/gestion/titulaires", "Chercher un titulaire", "Par adresse, identité ou numéro de sécurité sociale"),
        ("bank-entries.view", "/gestion/virements", "Virements mis de côté", "Rattacher à une commande de droits, ou rendre"),
        ("organisations.manage", "/gestion/organisations", "Organisations", "Créer une organisation, inviter son gestionnaire des accès"),
        ("operators.manage", "/gestion/agents", "Gestionnaires", "Accès et missions des agents"),
        ("search-report.view", "/gestion/recherches-sans-resultat", "Recherches sans résultat", "Ce que les visiteurs cherchent sans le trouver"),
        ("jobs.view", JobsDashboard.Path, "Travaux automatiques", "Ce qui tourne chaque nuit ou chaque minute, ce qui a échoué"),
        ("access-log.search", "/gestion/journal", "Journal des accès", "Qui a consulté ou changé quoi"),
    ];

    public static IResult Show([AsParameters] PageContext context)
    {
        var person = context.Person;
        var open = Rooms.Where(room => RightsTable.Current.Of(room.Action).Any(right => person.Has(right.Role)));
        return context.Private("operations/home", new OperationsModel(
            string.Join(", ", person.Missions.Select(MissionText.Of)),
            [.. open.Select(room => new OperationsRoom(room.Href, room.Label, room.Text))]), "Espace des gestionnaires");
    }
}

/// <summary>Model of <c>pages/operations/home</c>.</summary>
public sealed record OperationsModel(string Missions, IReadOnlyList<OperationsRoom> Rooms);

public sealed record OperationsRoom(string Href, string Label, string Text);
