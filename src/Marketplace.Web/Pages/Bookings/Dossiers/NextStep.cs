using Marketplace.Bookings.Agenda;
using Marketplace.Bookings.Dossiers;
using Marketplace.Money.Regulation.Keys;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Bookings.Dossiers;

/// <summary>What happens next in a dossier, who has to act, until when, and what is at stake.</summary>
/// <param name="Who">Who has to act; null: nobody.</param>
/// <param name="Until">Null: nothing runs.</param>
/// <param name="Stake">What happens otherwise.</param>
public sealed record NextStep(string What, string? Who, MomentView? Until, string Stake)
{
    private const string You = "Vous";
    private const string Provider = "L’organisme";

    /// <summary>Null: the dossier has ended.</summary>
    public static NextStep? Of(DossierAgenda agenda, DateTimeOffset now, DateOnly today)
    {
        var row = agenda.Row;
        return row.State switch
        {
            BookingProcess.Draft =>
                new("Terminez votre demande, puis envoyez-la", You, null,
                "Rien n’est réservé ni débité tant que la demande n’est pas envoyée."),
            BookingProcess.Requested => new("L’organisme répond à votre demande", Provider, At(BookingProcess.ProviderSilent),
                "Sans réponse, la demande est close. Rien n’est débité."),
            BookingProcess.Acknowledged =>
            new("L’organisme vérifie les prérequis, puis répond", Provider, At(BookingProcess.ProviderSilent),
                "Sans réponse, la demande est close. Rien n’est débité."),
            BookingProcess.Proposed when row.PaymentId is not null
            && row.PaymentUntil > now => new("Terminez votre paiement par carte, ou abandonnez-le", You,
                At(BookingProcess.LearnerSilent),
                $"Vos droits et votre place sont gardés jusqu’au {Platform.Time.ParisTime.InWords(row.PaymentUntil.Value)}."),
            BookingProcess.Proposed => new("Acceptez la proposition, ou renoncez", You, At(BookingProcess.LearnerSilent),
                $"Sans réponse, la demande est close et la place va à quelqu’un d’autre. Prix proposé : {FrenchFormat.Price(row.Price)}."),
            BookingProcess.AwaitingFunder => new("Le financeur examine votre demande", "Le financeur", At(BookingProcess.FunderSilent),
                "S’il ne répond pas, la proposition vous revient. Rien n’est débité."),
            BookingProcess.Accepted when row.Starts <= today => new("L’organisme déclare votre entrée en formation", Provider,
                At(BookingDues.EntryDeclaration) ?? At(BookingProcess.EntryMissed),
                "Si elle n’est pas déclarée, l’inscription est annulée et tout vous revient."),
            BookingProcess.Accepted => BeforeStart(),
            BookingProcess.InTraining => new("Vous suivez la formation ; l’organisme déclare ensuite votre sortie", Provider,
                At(BookingDues.ExitDeclaration) ?? At(DossierMoment.Ends),
                $"{FrenchFormat.Price(row.Price)} sont réservés ; ce qui est dû dépend de ce qui est réalisé."),
            BookingProcess.ServiceDeclared when row.ControlState == "in-control" =>
            new("Votre réclamation, ou un contrôle, est examiné", "Le service", null,
                "La validation attend : rien de plus n’est débité d’ici là."),
            BookingProcess.ServiceDeclared => new("Le service fait est validé", null, At(BookingProcess.Validate),
                "Dites avant si ce que l’organisme a déclaré est exact, ou contestez-le."),
            _ => null,
        };

        MomentView? At(string name) =>
            agenda.Moments.FirstOrDefault(m => m.Name == name) is { } moment ? MomentView.Of(moment, row, today) : null;

        NextStep BeforeStart()
        {
            var fee = FrenchFormat.Price((long)decimal.Round(
                row.Price * agenda.Rules.Get(BookingRules.LateCancellationFee), MidpointRounding.AwayFromZero));
            var what = $"La formation commence le {DossierWords.Day(row.Starts!.Value)}";
            var free = agenda.Moments.Where(m =>
                m.Name is DossierMoment.Withdrawal or DossierMoment.FreeCancellation && m.At > now).MaxBy(m => m.At);
            return free is null
                ? new(what, null, null, $"Annuler n’est plus sans frais : {fee} seraient dus à l’organisme, et une partie du reste perdue.")
                : new(what, null, MomentView.Of(free, row, today),
                    $"Après ce délai, {fee} seraient dus à l’organisme, et une partie du reste perdue.");
        }
    }
}
