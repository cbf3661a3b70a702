using Marketplace.People.Access;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Operations;

/// <summary><c>/gestion</c>: what one's missions give access to, read from the table of rights.</summary>
public static class OperationsHome
{
    private static readonly IReadOnlyList<(string Action, string Href, string Label, string Text)> Rooms =
    [
        (Rights.IdentityChecksList, OperationsAddresses.Identities, "Identités à contrôler",
            "Comptes créés sans FranceConnect+, numéros qui ne correspondent pas"),
        (Rights.RecoveriesList, OperationsAddresses.Recoveries, "Seconds facteurs perdus",
        "Titulaires qui n’ont plus leur appareil ni leurs codes de secours"),
        (Rights.ContestationsList, OperationsAddresses.Contestations, "Contestations",
        "Titulaires qui contestent le montant de leurs droits"),
        (Rights.BookingsOperateView, OperatorBookingAddresses.Desk, "Inscriptions",
        "Chercher un dossier, réclamations, messages signalés, délais"),
        (Rights.ReferencingDecide, ProviderDeskAddresses.Applications, "Référencement des organismes",
        "Demandes à instruire ; suspendre, déréférencer ou réintégrer"),
        (Rights.ModerationView, ModerationAddresses.Desk, "Offres signalées",
        "Par des visiteurs ou par les règles : classer, retirer, rétablir"),
        (Rights.HoldersSearch, OperationsAddresses.Holders, "Chercher un titulaire", "Par adresse, identité ou numéro de sécurité sociale"),
        (Rights.BankEntriesView, OperationsAddresses.BankEntries, "Virements mis de côté", "Rattacher à une commande de droits, ou rendre"),
        (Rights.CardPaymentsView, OperationsAddresses.CardPayments, "Paiements par carte",
        "Rapprochement de chaque jour, remboursements mis de côté, contestations"),
        (Rights.PayoutsView, PayoutAddresses.Desk, "Versements", "Lots de virements aux organismes, réponses de la banque, incidents"),
        (Rights.AccountsView, PayoutAddresses.Accounts, "Comptes du fonds", "Balance, banque et cartes rapprochées du grand livre"),
        (Rights.BookingsOperateView, ControlAddresses.Desk, "Contrôles du service fait", "Dossiers à contrôler, recouvrements"),
        (Rights.PaymentsSuspend, PayoutAddresses.Suspensions, "Suspensions de paiement", "À la demande des services de contrôle"),
        (Rights.OrganisationsManage, OperationsAddresses.Organisations, "Organisations",
        "Créer une organisation, inviter son gestionnaire des accès"),
        (Rights.OperatorsManage, OperationsAddresses.Operators, "Gestionnaires", "Accès et missions des agents"),
        (Rights.SearchReportView, OperationsAddresses.UnfruitfulSearches, "Recherches sans résultat",
        "Ce que les visiteurs cherchent sans le trouver"),
        (Rights.JobsView, OperationsAddresses.Jobs, "Travaux automatiques", "Ce qui tourne chaque nuit ou chaque minute, ce qui a échoué"),
        (Rights.AccessLogSearch, OperationsAddresses.AccessLog, "Journal des accès", "Qui a consulté ou changé quoi"),
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
