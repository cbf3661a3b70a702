using Marketplace.Bookings.Dossiers;
using Marketplace.People.Access;

namespace Marketplace.Web.Pages.Bookings.Dossiers;

/// <summary>What happened in a dossier, told to its learner.</summary>
public static class HistoryWords
{
    private static readonly Dictionary<string, string> Words = new()
    {
        [BookingProcess.Open] = "Vous avez commencé la demande.",
        [BookingProcess.Send] = "Vous avez envoyé la demande.",
        [BookingProcess.Acknowledge] = "L’organisme a accusé réception de la demande et vérifie les prérequis.",
        [BookingProcess.Propose] = "L’organisme a fait une proposition.",
        [BookingProcess.Refuse] = "L’organisme a refusé.",
        [BookingProcess.ProviderSilent] = "L’organisme n’a pas répondu dans son délai : le dossier est clos.",
        [BookingProcess.Decline] = "Vous avez renoncé.",
        [BookingProcess.AskFunder] = "Vous avez demandé un financement.",
        [BookingProcess.FunderGrants] = "Le financeur a accordé un financement.",
        [BookingProcess.FunderRefuses] = "Le financeur a refusé.",
        [BookingProcess.FunderSilent] = "Le financeur n’a pas répondu dans son délai : la proposition est revenue.",
        [BookingProcess.Accept] = "Vous avez accepté la proposition : l’inscription est confirmée.",
        [BookingProcess.Settle] = "Votre paiement est arrivé : l’inscription est confirmée.",
        [BookingProcess.LearnerSilent] = "Vous n’avez pas répondu dans le délai : le dossier est clos.",
        [BookingProcess.Cancel] = "Vous avez annulé l’inscription.",
        [BookingProcess.ProviderCancels] = "L’organisme a annulé l’inscription.",
        [BookingProcess.FunderCancels] = "Le financeur a annulé l’inscription.",
        [BookingProcess.DeclareEntry] = "L’organisme a déclaré votre entrée en formation.",
        [BookingProcess.TakeBackEntry] = "L’organisme a repris sa déclaration d’entrée.",
        [BookingProcess.EntryCounts] = "L’entrée en formation compte : l’organisme ne peut plus la reprendre.",
        [BookingProcess.EntryMissed] = "L’entrée n’a pas été déclarée dans le délai : l’inscription est annulée, tout vous revient.",
        [BookingProcess.DeclareExit] = "La sortie de formation est déclarée.",
        [BookingProcess.Validate] = "Le service fait est validé.",
    };

    private static readonly Dictionary<string, (string Mine, string Theirs)> Moves = new()
    {
        [BookingProcess.AskMove] = ("Vous avez demandé une autre session.", "L’organisme a proposé une autre session."),
        [BookingProcess.AgreeMove] = ("Vous avez accepté l’autre session.", "L’organisme a accepté l’autre session."),
        [BookingProcess.RefuseMove] = ("Vous avez gardé la session de l’inscription.", "L’organisme garde la session de l’inscription."),
    };

    /// <summary>A whole sentence.</summary>
    public static string Of(DossierEvent happened) => Moves.TryGetValue(happened.Event, out var move)
        ? happened.Role == Roles.Holder ? move.Mine : move.Theirs : Words[happened.Event];
}

/// <summary>A line of the history.</summary>
/// <param name="At">UTC.</param>
public sealed record HistoryLine(DateTime At, string Text);
