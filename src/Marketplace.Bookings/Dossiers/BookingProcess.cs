using Marketplace.People.Access;
using Marketplace.Platform.Processes;

namespace Marketplace.Bookings.Dossiers;

/// <summary>
/// The states of a dossier and how they follow each other; nothing else changes <c>booking.state</c>. Delays are those of
/// the conditions of use (rule book, family « inscription »).
/// </summary>
public static partial class BookingProcess
{
    public const string Draft = "draft";
    public const string Requested = "requested";
    public const string Acknowledged = "acknowledged";
    public const string Proposed = "proposed";
    public const string AwaitingFunder = "awaiting-funder";
    public const string Accepted = "accepted";
    public const string InTraining = "in-training";
    public const string ServiceDeclared = "service-declared";
    public const string ServiceValidated = "service-validated";
    public const string CancelledByLearner = "cancelled-by-learner";
    public const string CancelledByProvider = "cancelled-by-provider";
    public const string CancelledByFunder = "cancelled-by-funder";
    public const string NotRealised = "not-realised";
    public const string RefusedByLearner = "refused-by-learner";
    public const string RefusedByProvider = "refused-by-provider";
    public const string RefusedByFunder = "refused-by-funder";
    public const string Lapsed = "lapsed";

    public const string Open = "open";
    public const string Send = "send";
    public const string Acknowledge = "acknowledge";
    public const string Propose = "propose";
    public const string Refuse = "refuse";
    public const string ProviderSilent = "provider-silent";
    public const string Decline = "decline";
    public const string AskFunder = "ask-funder";
    public const string FunderGrants = "funder-grants";
    public const string FunderRefuses = "funder-refuses";
    public const string FunderSilent = "funder-silent";
    public const string Accept = "accept";
    public const string Settle = "settle";
    public const string LearnerSilent = "learner-silent";
    public const string Cancel = "cancel";
    public const string ProviderCancels = "provider-cancels";
    public const string FunderCancels = "funder-cancels";
    public const string AskMove = "ask-move";
    public const string AgreeMove = "agree-move";
    public const string RefuseMove = "refuse-move";
    public const string DeclareEntry = "declare-entry";
    public const string TakeBackEntry = "take-back-entry";
    public const string EntryCounts = "entry-counts";
    public const string EntryMissed = "entry-missed";
    public const string DeclareExit = "declare-exit";
    public const string Validate = "validate";
    public const string NeverBegan = "never-began";

    private const string Told = "un courriel à l’autre partie";
    private const string Freed = "la place est libérée pour le suivant";

    /// <summary>States in which nothing happens any more.</summary>
    public static readonly IReadOnlySet<string> Ended = new HashSet<string>
    {
        ServiceValidated, CancelledByLearner, CancelledByProvider, CancelledByFunder, NotRealised, RefusedByLearner, RefusedByProvider,
        RefusedByFunder, Lapsed,
    };

    /// <summary>States before anything is agreed.</summary>
    public static readonly IReadOnlySet<string> Pending =
        new HashSet<string> { Requested, Acknowledged, Proposed, AwaitingFunder };

    /// <summary>States in which both sides agreed and nothing ended it: the provider may know how to reach the learner.</summary>
    public static readonly IReadOnlySet<string> Agreed =
        new HashSet<string> { Accepted, InTraining, ServiceDeclared, ServiceValidated };

    /// <summary>States of a training that has begun.</summary>
    public static readonly IReadOnlySet<string> Trained = new HashSet<string> { InTraining, ServiceDeclared, ServiceValidated };

    public static readonly Process<string, string, BookingFacts> Table = new(
        new("booking", "Dossier d’inscription", "Ce dossier"), RightsTable.Current.ForProcesses, States, Events, Rows);

    private static ProcessState<string>[] States =>
    [
        new(Draft, "En cours de création"), new(Requested, "Demande envoyée"), new(Acknowledged, "Demande reçue, prérequis à vérifier"),
        new(Proposed, "Proposition à accepter"), new(AwaitingFunder, "Financement demandé"), new(Accepted, "Inscription confirmée"),
        new(InTraining, "En formation"), new(ServiceDeclared, "Sortie déclarée"), new(ServiceValidated, "Formation terminée"),
        new(CancelledByLearner, "Annulée par le titulaire"), new(CancelledByProvider, "Annulée par l’organisme"),
        new(CancelledByFunder, "Annulée par le financeur"), new(NotRealised, "Annulée : formation non réalisée"),
        new(RefusedByLearner, "Abandonnée par le titulaire"), new(RefusedByProvider, "Refusée par l’organisme"),
        new(RefusedByFunder, "Refusée par le financeur"), new(Lapsed, "Sans suite : délai dépassé"),
    ];

    private static ProcessEvent<string>[] Events =>
    [
        new(Open, "le commencer"), new(Send, "l’envoyer"), new(Acknowledge, "en accuser réception"), new(Propose, "faire une proposition"),
        new(Refuse, "le refuser"), new(ProviderSilent, "le clore faute de réponse de l’organisme", ByClock: true),
        new(Decline, "y renoncer"), new(AskFunder, "demander un financement"), new(FunderGrants, "accorder le financement"),
        new(FunderRefuses, "refuser le financement"), new(FunderSilent, "passer outre le silence du financeur", ByClock: true),
        new(Accept, "accepter la proposition"), new(Settle, "confirmer le paiement"),
        new(LearnerSilent, "le clore faute de réponse du titulaire", ByClock: true), new(Cancel, "annuler l’inscription"),
        new(ProviderCancels, "annuler l’inscription pour l’organisme"), new(FunderCancels, "annuler l’inscription pour le financeur"),
        new(AskMove, "demander un changement de session"), new(AgreeMove, "accepter le changement de session"),
        new(RefuseMove, "refuser le changement de session"), new(DeclareEntry, "déclarer l’entrée en formation"),
        new(TakeBackEntry, "reprendre la déclaration d’entrée"), new(EntryCounts, "prendre acte de l’entrée", ByClock: true),
        new(EntryMissed, "constater que la formation n’a pas eu lieu", ByClock: true), new(DeclareExit, "déclarer la sortie de formation"),
        new(Validate, "valider le service fait", ByClock: true), new(NeverBegan, "constater que la formation n’a jamais commencé"),
    ];
}
