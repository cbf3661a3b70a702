using System.Globalization;
using Marketplace.Bookings.Dossiers;
using Marketplace.Money.Regulation;
using Marketplace.Money.Regulation.Keys;

namespace Marketplace.Bookings.Requests;

/// <summary>One of the conditions of an enrolment.</summary>
/// <param name="Title">What it is about, in a few words.</param>
/// <param name="Text">French, whole sentences.</param>
public sealed record BookingTerm(string Title, string Text);

/// <summary>The conditions that a learner reads and accepts: written from the rules, so that they say what the program does.</summary>
/// <param name="Version">Stamp of the rules.</param>
public sealed record BookingTerms(string Version, IReadOnlyList<BookingTerm> Terms)
{
    private static readonly NumberFormatInfo Numbers = new() { NumberDecimalSeparator = "," };

    /// <summary>The conditions under given rules.</summary>
    public static BookingTerms Of(RulesInForce rules) =>
        new(rules.Stamp, [.. BeforeAcceptance(rules), .. Cancelling(rules), .. Training(rules)]);

    private static IEnumerable<BookingTerm> BeforeAcceptance(RulesInForce rules)
    {
        yield return new("La demande", "Envoyer une demande n’engage à rien : rien n’est réservé ni débité. "
            + $"Pour une même formation, vous pouvez envoyer {rules.Get(BookingRules.RequestsPerAction)} demandes au plus.");
        yield return new("La réponse de l’organisme", $"L’organisme répond dans les {Days(BookingRules.ProviderAnswer)}. "
            + $"S’il doit vérifier des prérequis, il en accuse réception et dispose de {Days(BookingRules.Prerequisites)}. Sans réponse, la demande est close.");
        var start = rules.Get(BookingRules.StartAfter) is { } delay
            ? $" La formation commence au plus tôt {DelayText.Of(delay)} après {From(rules.Get(BookingRules.StartAfterCountedFrom))}." : "";
        yield return new("La proposition",
            $"L’organisme peut ajuster les dates et la durée ; le prix ne peut pas dépasser celui de l’offre{Increase()}.{start}");
        yield return new("Votre réponse", $"Vous avez {Days(BookingRules.LearnerAnswer)} pour accepter la proposition, en payant en une fois par carte ce qui reste à votre charge, ou y renoncer. Sans réponse, la demande est close. "
            + $"Pendant que votre page de paiement est ouverte, {rules.Get(BookingRules.CardPage)}\u00A0minutes au plus, vos droits et votre place sont gardés.");
        yield return new("Un financement complémentaire", $"Vous pouvez demander un abondement à un financeur. France Travail répond dans les {Days(BookingRules.FranceTravailAnswer)} ; la proposition vous revient ensuite.");

        string Days(RuleKey<Delay> key) => DelayText.Of(rules.Get(key));
        string Increase() => rules.Get(BookingRules.ProposalPriceIncrease) is > 0 and var share ? $" de plus de {Percent(share)}" : "";
    }

    private static IEnumerable<BookingTerm> Cancelling(RulesInForce rules)
    {
        yield return new("Rétractation", $"Vous pouvez annuler sans frais et sans donner de raison pendant {DelayText.Of(rules.Get(BookingRules.Withdrawal))} après l’acceptation, au plus tard la veille du début de la formation"
            + (rules.Get(BookingRules.WithdrawalMovedOn)
                ? " ; un délai qui finit un samedi, un dimanche ou un jour férié va jusqu’au jour ouvré qui suit." : "."));
        yield return new("Annulation sans frais", $"Ensuite encore, vous pouvez annuler sans frais tant que {DelayText.Of(rules.Get(BookingRules.FreeCancellation))} vous séparent du début de la formation.");
        yield return new("Annulation tardive",
            $"Après, {Percent(rules.Get(BookingRules.LateCancellationFee))} du prix sont dus à l’organisme. Du reste, "
            + $"vos droits sont {Fate(BookingRules.LateCancellationRights)}, les dotations sont {Fate(BookingRules.LateCancellationDotations, "es")}, les abondements sont {Fate(BookingRules.LateCancellationTopUps)}, "
            + $"et ce que vous avez payé par carte {Card(rules.Get(PaymentRules.LateCancellationRefund))}."
            + (rules.Get(BookingRules.LateCancellationForceMajeure) ? " En cas de force majeure, tout vous est rendu." : ""));
        yield return new("Annulation par l’organisme ou le financeur", $"Avant le début de la formation, tout vous est rendu. Ce qui a été payé par carte revient sur la même carte dans les {DelayText.Of(rules.Get(PaymentRules.LearnerRefund))}.");

        string Fate(RuleKey<string> key, string ending = "s") =>
            rules.Get(key) == RuleWords.Kept ? $"perdu{ending}" : $"rendu{ending}";
    }

    private static IEnumerable<BookingTerm> Training(RulesInForce rules)
    {
        yield return new("L’entrée en formation", $"L’organisme déclare votre entrée dans les {Days(BookingRules.EntryDeclaration)} ; elle compte après {rules.Get(BookingRules.EntryTakeBack)}\u00A0heures. "
            + $"Si elle n’est pas déclarée, ni dans ce délai ni dans les {Days(BookingRules.EntryGrace)} qui suivent, l’inscription est annulée et tout vous est rendu.");
        yield return new("Les débits", $"Rien n’est débité avant l’entrée. Si la formation dure plus de {DelayText.Of(rules.Get(PaymentRules.DepositDuration))}, un acompte de {Percent(rules.Get(PaymentRules.DepositShare))} est débité à l’entrée ; le reste l’est quand le service fait est validé.");
        yield return new("Une formation suivie en partie", "Si la formation s’arrête de votre fait : "
            + $"en dessous de {Percent(rules.Get(BookingRules.PartialProportionalFrom))} de réalisation, {Percent(rules.Get(BookingRules.PartialMinimumPaid))} du prix sont dus ; ensuite la part réalisée ; à partir de {Percent(rules.Get(BookingRules.PartialFullFrom))}, tout le prix. "
            + $"Du reste, vos droits sont {(rules.Get(BookingRules.PartialRestRights) == RuleWords.Kept ? "perdus" : "rendus")}. En cas de force majeure, ou si la formation s’arrête du fait de l’organisme, le reste vous est rendu.");
        yield return new("La sortie de formation", $"L’organisme déclare votre sortie et le service fait dans les {Days(BookingRules.ExitDeclaration)}. Le service fait est validé après {Days(BookingRules.ServiceValidation)} ; une réclamation arrête ce délai.");
        yield return new("Vos données", "L’organisme reçoit votre demande dès son envoi, et vos coordonnées quand vous acceptez sa proposition. Votre classe d’âge, votre sexe, votre situation et votre commune sont gardés à l’acceptation pour les statistiques.");

        string Days(RuleKey<Delay> key) => DelayText.Of(rules.Get(key));
    }

    private static string From(string moment) => moment switch
    {
        StartDelay.Request => "votre demande",
        StartDelay.Proposal => "la proposition",
        _ => "votre acceptation",
    };

    private static string Card(string fate) => fate switch
    {
        RuleWords.Returned => "est remboursé",
        RuleWords.Kept => "est perdu",
        _ => "devient un avoir, qui sert pour une autre inscription",
    };

    private static string Percent(decimal share) => (share * 100).ToString("0.##", Numbers) + "\u00A0%";
}
