using Marketplace.People.Access;
using Marketplace.Platform.Processes;

namespace Marketplace.Payments.Cards;

/// <summary>What the process of a refund asks about one.</summary>
/// <param name="FreeCents">Paid and not asked back yet.</param>
public sealed record RefundFacts(long AmountCents, long FreeCents);

/// <summary>The states of a refund to a card; nothing else changes <c>card_refund.state</c>.</summary>
public static class RefundProcess
{
    public const string Queued = "queued";
    public const string Done = "done";
    public const string SetAside = "set-aside";

    public const string Queue = "queue";
    public const string Confirm = "confirm";
    public const string PutAside = "set-aside";
    public const string Retry = "retry";

    internal static readonly StateColumn Column = new("card_refund", "id");

    private static readonly ProcessGuard<RefundFacts> WithinPaid = new("pas plus que ce qui est payé et pas encore rendu",
        f => f.AmountCents > 0 && f.AmountCents <= f.FreeCents, "Un remboursement ne dépasse jamais ce qui a été payé.");

    public static readonly Process<string, string, RefundFacts> Table = new(
        new("card-refund", "Remboursement sur carte", "Ce remboursement"), RightsTable.Current.ForProcesses,
        [new(Queued, "À envoyer"), new(Done, "Fait"), new(SetAside, "Mis de côté")],
        [
            new(Queue, "le demander"), new(Confirm, "le confirmer"), new(PutAside, "le mettre de côté"), new(Retry, "le relancer"),
        ],
        [
            new([], Queue, Queued) { Begins = true, Guards = [WithinPaid],
                Effect = "grand livre : du compte du titulaire à ce qui est dû à la carte" },
            new([Queued], Confirm, Done) { Effect = "grand livre : la somme due à la carte est payée" },
            new([Queued], PutAside, SetAside) { Effect = "attend un gestionnaire, l’argent reste dû" },
            new([SetAside], Retry, Queued) { Right = Rights.CardPaymentsRetry },
        ]);
}
