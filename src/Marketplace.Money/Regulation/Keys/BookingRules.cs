namespace Marketplace.Money.Regulation.Keys;

/// <summary>Delays and shares of a booking: terms of use, D6323-4.</summary>
public static class BookingRules
{
    /// <summary>Demandes pour une même action, au plus.</summary>
    public static readonly RuleKey<int> RequestsPerAction = RuleType.Count("booking.requests-per-action");
    /// <summary>L’organisme répond à une demande.</summary>
    public static readonly RuleKey<Delay> ProviderAnswer = RuleType.Delay("booking.provider-answer");
    /// <summary>L’organisme vérifie les prérequis.</summary>
    public static readonly RuleKey<Delay> Prerequisites = RuleType.Delay("booking.prerequisites");
    /// <summary>France Travail instruit une demande de financement.</summary>
    public static readonly RuleKey<Delay> FranceTravailAnswer = RuleType.Delay("booking.france-travail-answer");
    /// <summary>Le titulaire accepte la proposition et paie.</summary>
    public static readonly RuleKey<Delay> LearnerAnswer = RuleType.Delay("booking.learner-answer");
    /// <summary>Début de la session, au plus tôt après.</summary>
    public static readonly RuleKey<Delay?> StartAfter = RuleType.OptionalDelay("booking.start-after");
    /// <summary>Le délai avant le début se compte à partir de.</summary>
    public static readonly RuleKey<string> StartAfterCountedFrom = RuleType.Choice(
        "booking.start-after-counted-from", ["proposal", "request", "acceptance"]);
    /// <summary>Rétractation après acceptation.</summary>
    public static readonly RuleKey<Delay> Withdrawal = RuleType.Delay("booking.withdrawal");
    /// <summary>Annulation sans frais, jusqu’à tant de jours avant le début.</summary>
    public static readonly RuleKey<Delay> FreeCancellation = RuleType.Delay("booking.free-cancellation");
    /// <summary>Annulation tardive : part du prix due à l’organisme.</summary>
    public static readonly RuleKey<decimal> LateCancellationFee = RuleType.Percentage("booking.late-cancellation-fee");
    /// <summary>L’organisme déclare l’entrée en formation.</summary>
    public static readonly RuleKey<Delay> EntryDeclaration = RuleType.Delay("booking.entry-declaration");
    /// <summary>L’organisme déclare la sortie et le service fait.</summary>
    public static readonly RuleKey<Delay> ExitDeclaration = RuleType.Delay("booking.exit-declaration");
    /// <summary>Validation du service fait.</summary>
    public static readonly RuleKey<Delay> ServiceValidation = RuleType.Delay("booking.service-validation");
    /// <summary>Arrondi du taux de réalisation.</summary>
    public static readonly RuleKey<string> CompletionRounding = RuleType.Choice("booking.completion-rounding", ["half-up"]);
    /// <summary>Réalisation partielle du fait du titulaire : part payée au moins.</summary>
    public static readonly RuleKey<decimal> PartialMinimumPaid = RuleType.Percentage("booking.partial.minimum-paid");
    /// <summary>Réalisation partielle du fait du titulaire : taux à partir duquel on paie à proportion.</summary>
    public static readonly RuleKey<decimal> PartialProportionalFrom = RuleType.Percentage("booking.partial.proportional-from");
    /// <summary>Réalisation partielle du fait du titulaire : taux à partir duquel on paie tout.</summary>
    public static readonly RuleKey<decimal> PartialFullFrom = RuleType.Percentage("booking.partial.full-from");
    /// <summary>Proposition de l’organisme : hausse du prix publié, au plus.</summary>
    public static readonly RuleKey<decimal> ProposalPriceIncrease = RuleType.Percentage("booking.proposal-price-increase");
    /// <summary>Proposition de l’organisme : écart à la durée publiée, au plus.</summary>
    public static readonly RuleKey<decimal> ProposalHoursChange = RuleType.Percentage("booking.proposal-hours-change");
    /// <summary>Proposition de l’organisme : décalage du début publié, au plus.</summary>
    public static readonly RuleKey<Delay> ProposalDateShift = RuleType.Delay("booking.proposal-date-shift");
    /// <summary>Page de paiement par carte : minutes pendant lesquelles droits et place sont tenus.</summary>
    public static readonly RuleKey<int> CardPage = RuleType.Count("booking.card-page");
    /// <summary>Entrée déclarée par erreur : heures pour la reprendre avant qu’elle compte.</summary>
    public static readonly RuleKey<int> EntryTakeBack = RuleType.Count("booking.entry-take-back");
    /// <summary>Entrée non déclarée : délai supplémentaire avant que l’inscription soit dite non réalisée.</summary>
    public static readonly RuleKey<Delay> EntryGrace = RuleType.Delay("booking.entry-grace");
    /// <summary>Formation sur le temps de travail de moins de six mois : demande à l’employeur.</summary>
    public static readonly RuleKey<Delay> AbsenceRequestShort = RuleType.Delay("booking.absence-request-short");
    /// <summary>Formation sur le temps de travail de six mois ou plus : demande à l’employeur.</summary>
    public static readonly RuleKey<Delay> AbsenceRequestLong = RuleType.Delay("booking.absence-request-long");
    /// <summary>L’employeur répond (son silence vaut accord).</summary>
    public static readonly RuleKey<Delay> AbsenceAnswer = RuleType.Delay("booking.absence-answer");
}
