using Marketplace.Bookings.Dossiers;

namespace Marketplace.Web.Pages.ProviderBookings;

/// <summary>States and steps of dossiers as providers and operators read them.</summary>
internal static class StateWords
{
    /// <summary>What happened, for histories.</summary>
    private static readonly Dictionary<string, string> Past = new()
    {
        [BookingProcess.Open] = "Demande commencée", [BookingProcess.Send] = "Demande envoyée",
        [BookingProcess.Acknowledge] = "Accusé de réception", [BookingProcess.Propose] = "Proposition envoyée",
        [BookingProcess.Refuse] = "Demande refusée ou proposition reprise",
            [BookingProcess.ProviderSilent] = "Close faute de réponse de l’organisme",
        [BookingProcess.Decline] = "Abandonnée par la personne", [BookingProcess.AskFunder] = "Financement demandé",
        [BookingProcess.FunderGrants] = "Financement accordé", [BookingProcess.FunderRefuses] = "Financement refusé",
        [BookingProcess.FunderSilent] = "Financeur sans réponse", [BookingProcess.Accept] = "Proposition acceptée",
        [BookingProcess.Settle] = "Proposition acceptée et payée", [BookingProcess.LearnerSilent] = "Close faute de réponse de la personne",
        [BookingProcess.Cancel] = "Inscription annulée par la personne",
            [BookingProcess.ProviderCancels] = "Inscription annulée par l’organisme",
        [BookingProcess.FunderCancels] = "Inscription annulée pour le financeur",
            [BookingProcess.AskMove] = "Changement de session demandé",
        [BookingProcess.AgreeMove] = "Session changée", [BookingProcess.RefuseMove] = "Changement de session refusé",
        [BookingProcess.DeclareEntry] = "Entrée en formation déclarée", [BookingProcess.TakeBackEntry] = "Déclaration d’entrée reprise",
        [BookingProcess.EntryCounts] = "Entrée acquise", [BookingProcess.EntryMissed] = "Formation non réalisée : aucune entrée déclarée",
        [BookingProcess.DeclareExit] = "Sortie et service fait déclarés", [BookingProcess.Validate] = "Service fait validé",
    };

    public static string Label(string state) => BookingProcess.Table.Label(state);

    /// <summary>DSFR colour of the state's badge.</summary>
    public static string Badge(string state) => state switch
    {
        BookingProcess.Requested => "new",
        BookingProcess.Acknowledged or BookingProcess.Proposed or BookingProcess.AwaitingFunder => "info",
        BookingProcess.Accepted or BookingProcess.InTraining or BookingProcess.ServiceDeclared or BookingProcess.ServiceValidated =>
        "success",
        _ => "error",
    };

    /// <summary>What a step was; one that is newer than these words by its own name.</summary>
    public static string Event(string @event) => Past.GetValueOrDefault(@event, @event);

    /// <summary>All states that a list may be narrowed to.</summary>
    public static IEnumerable<KeyValuePair<string, string>> All =>
        BookingProcess.Table.StateLabels.Where(s => s.State != BookingProcess.Draft).Select(s => KeyValuePair.Create(s.State, s.Label));
}
