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
    /// <summary>Rétractation : reportée au premier jour ouvré qui suit.</summary>
    public static readonly RuleKey<bool> WithdrawalMovedOn = RuleType.Flag("booking.withdrawal.moved-on");
    /// <summary>Annulation sans frais, jusqu’à tant de jours avant le début.</summary>
    public static readonly RuleKey<Delay> FreeCancellation = RuleType.Delay("booking.free-cancellation");
    /// <summary>Annulation sans frais : le délai finit au plus tard.</summary>
    public static readonly RuleKey<string> FreeCancellationEnds = RuleType.Choice(
        "booking.free-cancellation.ends", ["before-start", "on-start"]);
    /// <summary>Annulation tardive : part du prix due à l’organisme.</summary>
    public static readonly RuleKey<decimal> LateCancellationFee = RuleType.Percentage("booking.late-cancellation-fee");
    /// <summary>Annulation tardive : le reste des droits acquis et d’engagement citoyen.</summary>
    public static readonly RuleKey<string> LateCancellationRights = Rest("booking.late-cancellation.rights");
    /// <summary>Annulation tardive : le reste des dotations.</summary>
    public static readonly RuleKey<string> LateCancellationDotations = Rest("booking.late-cancellation.dotations");
    /// <summary>Annulation tardive : le reste des abondements.</summary>
    public static readonly RuleKey<string> LateCancellationTopUps = Rest("booking.late-cancellation.top-ups");
    /// <summary>Annulation tardive : tout est rendu en cas de force majeure.</summary>
    public static readonly RuleKey<bool> LateCancellationForceMajeure = RuleType.Flag("booking.late-cancellation.force-majeure");
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
    /// <summary>Financement accordé pour un dossier : ce qui n’a pas servi revient au financeur après la fin de la formation.</summary>
    public static readonly RuleKey<Delay> GrantRest = RuleType.Delay("booking.grant-rest");
    /// <summary>Entrée non déclarée : délai supplémentaire avant que l’inscription soit dite non réalisée.</summary>
    public static readonly RuleKey<Delay> EntryGrace = RuleType.Delay("booking.entry-grace");
    /// <summary>Réalisation partielle du fait du titulaire : le reste des droits acquis et d’engagement citoyen.</summary>
    public static readonly RuleKey<string> PartialRestRights = Rest("booking.partial.rest.rights");
    /// <summary>Réalisation partielle du fait du titulaire : le reste des dotations.</summary>
    public static readonly RuleKey<string> PartialRestDotations = Rest("booking.partial.rest.dotations");
    /// <summary>Réalisation partielle du fait du titulaire : le reste des abondements.</summary>
    public static readonly RuleKey<string> PartialRestTopUps = Rest("booking.partial.rest.top-ups");
    /// <summary>Réalisation partielle du fait du titulaire : le reste de ce qu’il a payé.</summary>
    public static readonly RuleKey<string> PartialRestCard = RuleType.Choice("booking.partial.rest.card", RuleWords.CardRests);
    /// <summary>Réalisation partielle du fait de l’organisme : ce qui lui est payé.</summary>
    public static readonly RuleKey<string> PartialProviderLiable = RuleType.Choice(
        "booking.partial.provider-liable", ["done-part", "nothing"]);
    /// <summary>Participation forfaitaire payée par l’employeur ou l’opérateur de compétences : à la fin, traitée comme.</summary>
    public static readonly RuleKey<string> ThirdPartyParticipation = RuleType.Choice(
        "booking.third-party-participation", ["top-up", "card"]);
    /// <summary>Arrondi de ce qui est dû à l’organisme.</summary>
    public static readonly RuleKey<string> DueRounding = RuleType.Choice("booking.due-rounding", ["cent-half-up", "cent-down"]);
    /// <summary>Partage de ce qui est dû entre les financements.</summary>
    public static readonly RuleKey<string> DueSharing = RuleType.Choice("booking.due-sharing", ["largest-remainder", "in-order"]);
    /// <summary>Place d’une session complète proposée à qui attend : gardée pour cette personne.</summary>
    public static readonly RuleKey<Delay> WaitingOffer = RuleType.Delay("booking.waiting-offer");
    /// <summary>Formation sur le temps de travail de moins de six mois : demande à l’employeur.</summary>
    public static readonly RuleKey<Delay> AbsenceRequestShort = RuleType.Delay("booking.absence-request-short");
    /// <summary>Formation sur le temps de travail de six mois ou plus : demande à l’employeur.</summary>
    public static readonly RuleKey<Delay> AbsenceRequestLong = RuleType.Delay("booking.absence-request-long");
    /// <summary>L’employeur répond (son silence vaut accord).</summary>
    public static readonly RuleKey<Delay> AbsenceAnswer = RuleType.Delay("booking.absence-answer");

    private static RuleKey<string> Rest(string name) => RuleType.Choice(name, [RuleWords.Kept, RuleWords.Returned]);
}
