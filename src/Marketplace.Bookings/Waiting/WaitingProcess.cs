using Marketplace.Catalogue.Actions;
using Marketplace.People.Access;
using Marketplace.Platform.Processes;

namespace Marketplace.Bookings.Waiting;

/// <summary>What the process of a waiting list asks.</summary>
/// <param name="Availability">Of the session, on the day.</param>
/// <param name="IsLimited">Its provider said how many seats it has.</param>
/// <param name="HasSeat">The person has a seat of the session already.</param>
/// <param name="GaveUp">The person cancelled a booking of the session, or gave a seat back that the list had offered.</param>
/// <param name="Open">Lists on which the person waits already.</param>
/// <param name="Until">Offered: the first moment that is too late.</param>
/// <param name="Now">Needed to accept.</param>
public sealed record WaitingFacts(
    Availability Availability = Availability.Full, bool IsLimited = true, bool HasSeat = false, bool GaveUp = false, int Open = 0,
    DateTimeOffset? Until = null, DateTimeOffset Now = default);

/// <summary>The states of an entry of a waiting list; nothing else changes <c>waiting_entry.state</c>.</summary>
public static class WaitingProcess
{
    /// <summary>Lists on which one person waits at a time.</summary>
    public const int Most = 10;

    public const string Waiting = "waiting";
    public const string Offered = "offered";
    public const string Accepted = "accepted";
    public const string Declined = "declined";
    public const string Lapsed = "lapsed";
    public const string Left = "left";
    public const string Closed = "closed";

    public const string Join = "join";
    public const string Offer = "offer";
    public const string Accept = "accept";
    public const string Decline = "decline";
    public const string Lapse = "lapse";
    public const string Leave = "leave";
    public const string Close = "close";

    internal static readonly StateColumn Column = new("waiting_entry", "id");

    private const string History = "l’historique du compte";
    private const string GoesOn = $"la place va au suivant, {History}";

    private static readonly ProcessGuard<WaitingFacts> IsFull = new("la session est complète, ouverte et à venir", f => f switch
    {
        { Availability: Availability.Closed } =>
            "L’organisme ne prend plus d’inscriptions pour cette session : elle n’a plus de liste d’attente.",
        { Availability: Availability.Past } => "Cette session est passée : elle n’a plus de liste d’attente.",
        { IsLimited: false } => "Le nombre de places de cette session n’est pas limité : inscrivez-vous directement.",
        { Availability: Availability.Available } => "Il reste des places dans cette session : inscrivez-vous directement.",
        _ => null,
    });

    private static readonly ProcessGuard<WaitingFacts> HasNoSeat = new(
        "la personne n’y a pas de place", f => !f.HasSeat, "Vous avez déjà une place dans cette session.");

    private static readonly ProcessGuard<WaitingFacts> NeverGaveUp = new(
        "elle n’y a pas renoncé", f => !f.GaveUp,
        "Vous avez renoncé à une place de cette session : sa liste d’attente ne vous est plus proposée. Choisissez une autre session.");

    private static readonly ProcessGuard<WaitingFacts> HasRoom = new(
        $"elle attend sur moins de {Most} listes", f => f.Open < Most,
        $"Vous attendez déjà une place dans {Most} sessions : quittez une liste d’attente pour en rejoindre une autre.");

    private static readonly ProcessGuard<WaitingFacts> StillRuns = new(
        "l’offre court encore", f => f.Until > f.Now, "Cette place n’est plus proposée : le délai pour l’accepter est passé.");

    public static readonly Process<string, string, WaitingFacts> Table = new(
        new("waiting-entry", "Attente d’une place dans une session complète", "Cette attente"), RightsTable.Current.ForProcesses,
        [
            new(Waiting, "En attente"), new(Offered, "Place proposée"), new(Accepted, "Place acceptée"), new(Declined, "Place refusée"),
            new(Lapsed, "Place non acceptée à temps"), new(Left, "Liste quittée"), new(Closed, "Liste close"),
        ],
        [
            new(Join, "rejoindre la liste"), new(Offer, "proposer la place"), new(Accept, "accepter la place"),
            new(Decline, "refuser la place"), new(Lapse, "reprendre la place", ByClock: true), new(Leave, "quitter la liste"),
            new(Close, "la clore"),
        ],
        [
            new([], Join, Waiting)
            {
                Begins = true, Right = Rights.WaitingJoin, Guards = [IsFull, HasNoSeat, NeverGaveUp, HasRoom], Effect = History,
            },
            new([Waiting], Offer, Offered) { Effect = $"une place est gardée jusqu’à la fin de l’offre, {History}, un courriel" },
            new([Offered], Accept, Accepted)
            {
                Right = Rights.BookingsMineAct, Guards = [StillRuns],
                    Effect = $"la place passe au dossier d’inscription qui est envoyé, {History}",
            },
            new([Offered], Decline, Declined) { Right = Rights.WaitingJoin, Effect = GoesOn },
            new([Offered], Lapse, Lapsed) { Due = new("la fin de l’offre", f => f.Until), Effect = $"{GoesOn}, un courriel" },
            new([Waiting, Offered], Leave, Left) { Right = Rights.WaitingJoin, Effect = $"une place proposée va au suivant, {History}" },
            new([Waiting, Offered], Close, Closed)
            {
                Effect = $"quand on ne peut plus s’inscrire à la session, ou que la personne y a une place ou y a renoncé ; {History}, un courriel",
            },
        ]);

    /// <summary>The name of a state on screen.</summary>
    public static string Label(string state) => Table.Label(state);
}
