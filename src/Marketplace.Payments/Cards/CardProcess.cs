using Marketplace.People.Access;
using Marketplace.Platform.Processes;

namespace Marketplace.Payments.Cards;

/// <summary>What the process of a payment asks about one.</summary>
/// <param name="PaidCents">What the provider says was paid.</param>
/// <param name="RefundedCents">Given back, this step included.</param>
public sealed record CardFacts(DateTimeOffset HoldUntil, long AmountCents, long PaidCents, long RefundedCents);

/// <summary>
/// The states of a payment by card and how they follow each other; nothing else changes <c>card_payment.state</c>. All is done by the
/// program: on behalf of a booking, whose own process asks for rights, or because the provider says so.
/// </summary>
public static class CardProcess
{
    public const string Open = "open";
    public const string Paid = "paid";
    public const string Refused = "refused";
    public const string Abandoned = "abandoned";
    public const string Expired = "expired";
    public const string PaidLate = "paid-late";
    public const string PartRefunded = "part-refunded";
    public const string Refunded = "refunded";
    public const string Disputed = "disputed";
    public const string ChargedBack = "charged-back";

    public const string Begin = "open";
    public const string Pay = "pay";
    public const string Refuse = "refuse";
    public const string Abandon = "abandon";
    public const string Expire = "expire";
    public const string Honour = "honour";
    public const string Refund = "refund";
    public const string Dispute = "dispute";
    public const string WinDispute = "win-dispute";
    public const string LoseDispute = "lose-dispute";

    private const string Received = "grand livre : de la carte au compte du titulaire ; l’inscription est confirmée, ou tout est remboursé";
    private const string LetGo = "la place et les droits gardés sont libérés";
    private const string PaidBack = "grand livre : la somme due à la carte est payée";

    internal static readonly StateColumn Column = new("card_payment", "id");

    private static readonly ProcessGuard<CardFacts> Exact = new("montant exact", f => f.PaidCents == f.AmountCents,
        "Le montant payé n’est pas celui qui était demandé.");

    private static readonly ProcessGuard<CardFacts> Nothing = new("rien de remboursé", f => f.RefundedCents == 0,
        "Une partie de ce paiement est déjà remboursée.");

    private static readonly ProcessGuard<CardFacts> Part = new("remboursé en partie", f => f.RefundedCents < f.AmountCents,
        "Ce paiement est remboursé en entier.");

    private static readonly ProcessGuard<CardFacts> Whole = new("remboursé en entier", f => f.RefundedCents == f.AmountCents,
        "Un remboursement ne dépasse jamais ce qui a été payé.");

    private static readonly ProcessMoment<CardFacts> HoldEnds = new("fin du délai de paiement", f => f.HoldUntil);

    public static readonly Process<string, string, CardFacts> Table = new(
        new("card-payment", "Paiement par carte", "Ce paiement"), RightsTable.Current.ForProcesses,
        [
            new(Open, "En attente de la réponse de la banque"), new(Paid, "Payé"), new(Refused, "Refusé par la banque"),
            new(Abandoned, "Abandonné"), new(Expired, "Délai de paiement dépassé"), new(PaidLate, "Payé après le délai"),
            new(PartRefunded, "Remboursé en partie"), new(Refunded, "Remboursé"), new(Disputed, "Contesté auprès de la banque"),
            new(ChargedBack, "Repris par la banque"),
        ],
        [
            new(Begin, "le demander"), new(Pay, "le recevoir"), new(Refuse, "le refuser"), new(Abandon, "l’abandonner"),
            new(Expire, "le laisser expirer", ByClock: true), new(Honour, "l’accepter malgré le retard"), new(Refund, "le rembourser"),
            new(Dispute, "le contester"), new(WinDispute, "clore sa contestation à notre avantage"),
            new(LoseDispute, "clore sa contestation à l’avantage du porteur de la carte"),
        ],
        [
            new([], Begin, Open) { Begins = true },
            new([Open], Pay, Paid) { Guards = [Exact], Effect = Received },
            new([Refused, Abandoned, Expired], Pay, PaidLate) { Guards = [Exact], Effect = Received },
            new([PaidLate], Honour, Paid),
            new([Open], Refuse, Refused) { Effect = LetGo },
            new([Open], Abandon, Abandoned) { Effect = LetGo },
            new([Open], Expire, Expired) { Due = HoldEnds, By = [Roles.Program], Effect = LetGo },
            new([Paid, PaidLate, PartRefunded], Refund, PartRefunded) { Guards = [Part], Effect = PaidBack },
            new([Paid, PaidLate, PartRefunded], Refund, Refunded) { Guards = [Whole], Effect = PaidBack },
            new([Disputed], Refund, Disputed) { Effect = PaidBack },
            new([Paid, PaidLate, PartRefunded, Refunded], Dispute, Disputed) { Effect = "aucun remboursement ne part plus" },
            new([Disputed], WinDispute, Paid) { Guards = [Nothing] },
            new([Disputed], WinDispute, PartRefunded) { Guards = [Part] },
            new([Disputed], WinDispute, Refunded) { Guards = [Whole] },
            new([Disputed], LoseDispute, ChargedBack) { Effect = "à régler à la main : rien ne change au grand livre" },
        ]);
}
