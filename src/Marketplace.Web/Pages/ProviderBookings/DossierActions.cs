using Marketplace.Bookings.Dossiers;

namespace Marketplace.Web.Pages.ProviderBookings;

/// <summary>What a provider may do with a dossier now, as the process says.</summary>
internal static class DossierActions
{
    /// <summary>Decisions with a page of their own, the most usual first.</summary>
    public static IReadOnlyList<DossierAction> Of(ProviderDossier dossier)
    {
        var (organisation, id) = (dossier.Scope.Organisation.Id, dossier.Row.Id);
        (string Event, string Href, string Label)[] all =
        [
            (BookingProcess.Propose, ProviderBookingAddresses.Propose.Of(organisation, id), "Faire une proposition"),
            (BookingProcess.Refuse, ProviderBookingAddresses.Refuse.Of(organisation, id),
                dossier.Row.State == BookingProcess.Proposed ? "Reprendre la proposition" : "Refuser la demande"),
            (BookingProcess.DeclareEntry, ProviderBookingAddresses.Enter.Of(organisation, id), "Déclarer l’entrée en formation"),
            (BookingProcess.DeclareExit, ProviderBookingAddresses.Exit.Of(organisation, id), "Déclarer la sortie de formation"),
            (BookingProcess.AskMove, ProviderBookingAddresses.Move.Of(organisation, id), "Proposer une autre session"),
            (BookingProcess.ProviderCancels, ProviderBookingAddresses.Cancel.Of(organisation, id), "Annuler l’inscription"),
        ];
        return
        [
            .. all.Where(action => dossier.May(action.Event)).Select(action => new DossierAction(action.Href, action.Label, "")),
            .. BookingProcess.Trained.Contains(dossier.Row.State)
                ? [new DossierAction(AttendanceAddresses.Provider.Of(organisation, id), "Présences", "")] : Array.Empty<DossierAction>(),
            .. dossier.Acts && BookingProcess.Trained.Contains(dossier.Row.State)
                ? [new DossierAction(ControlAddresses.Provider.Of(organisation, id), "Pièces et contrôle", "")]
                    : Array.Empty<DossierAction>(),
            .. dossier.Acts ? [new DossierAction(ProviderBookingAddresses.Messages.Of(organisation, id), "Messages", "")]
            : Array.Empty<DossierAction>(),
            .. dossier.Acts && dossier.Row.ControlState != "not-in-control"
                ? [new DossierAction(ProviderBookingAddresses.Complaint.Of(organisation, id), "Réclamation de la personne", "")]
                : Array.Empty<DossierAction>(),
        ];
    }

    /// <summary>Those that ask nothing more.</summary>
    public static IReadOnlyList<DossierAction> Inline(ProviderDossier dossier)
    {
        var (organisation, id) = (dossier.Scope.Organisation.Id, dossier.Row.Id);
        (string Event, string Href, string Label, string Hint)[] all =
        [
            (BookingProcess.Acknowledge, ProviderBookingAddresses.Acknowledge.Of(organisation, id), "Accuser réception",
                "Vous avez alors le temps de vérifier les prérequis, avant de proposer ou de refuser."),
            (BookingProcess.TakeBackEntry, ProviderBookingAddresses.TakeEntryBack.Of(organisation, id), "Reprendre la déclaration d’entrée",
                "Déclarée par erreur ? Rien n’est encore débité."),
        ];
        return [.. all.Where(action => dossier.May(action.Event))
            .Select(action => new DossierAction(action.Href, action.Label, action.Hint))];
    }
}

/// <summary>Something that may be done.</summary>
/// <param name="Hint">What comes of it; empty: its page says so.</param>
public sealed record DossierAction(string Href, string Label, string Hint);
