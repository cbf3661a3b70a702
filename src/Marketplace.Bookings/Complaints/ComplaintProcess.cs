using Marketplace.Bookings.Dossiers;
using Marketplace.People.Access;
using Marketplace.Platform.Processes;

namespace Marketplace.Bookings.Complaints;

/// <summary>What the process of a complaint asks.</summary>
/// <param name="BookingState">Of <see cref="BookingProcess"/>.</param>
/// <param name="Started">The first day of the training has come.</param>
/// <param name="Waiting">Another one of the same dossier is open.</param>
public sealed record ComplaintFacts(string BookingState, bool Started, bool Waiting);

/// <summary>
/// A learner says that the training never began; the provider may answer, an operator decides. Nothing else changes
/// <c>booking_complaint.state</c>.
/// </summary>
public static class ComplaintProcess
{
    public const string Received = "received";
    public const string Answered = "answered";
    public const string Closed = "closed";

    public const string Open = "open";
    public const string Answer = "answer";
    public const string Close = "close";

    internal static readonly StateColumn Column = new("booking_complaint", "id");

    public static readonly Process<string, string, ComplaintFacts> Table = new(
        new("booking-complaint", "Réclamation sur une inscription", "Cette réclamation"), RightsTable.Current.ForProcesses,
        [new(Received, "Reçue"), new(Answered, "L’organisme a répondu"), new(Closed, "Close")],
        [new(Open, "l’envoyer"), new(Answer, "lui répondre"), new(Close, "la clore")],
        [
            new([], Open, Received)
            {
                Begins = true, Right = Rights.BookingsMineAct,
                    Effect = "la validation du service fait attend ; un courriel à l’organisme et au service",
                Guards =
                [
                    new("la formation devait avoir commencé, le service fait n’est pas validé", IsTime,
                        "Une réclamation se fait à partir du premier jour de la formation, et avant la validation du service fait."),
                    new("aucune autre n’est ouverte", f => !f.Waiting, "Une réclamation est déjà ouverte pour ce dossier."),
                ],
            },
            new([Received], Answer, Answered) { Right = Rights.BookingsProviderAct, Effect = "un courriel au service" },
            new([Received, Answered], Close, Closed)
            {
                Right = Rights.BookingsOperateAct, Effect = "la validation du service fait reprend ; un courriel aux deux parties",
            },
        ]);

    private static bool IsTime(ComplaintFacts facts) => facts.BookingState switch
    {
        BookingProcess.Accepted => facts.Started,
        BookingProcess.InTraining or BookingProcess.ServiceDeclared => true,
        _ => false,
    };
}
