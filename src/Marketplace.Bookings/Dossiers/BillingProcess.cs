using Marketplace.People.Access;
using Marketplace.Platform.Processes;

namespace Marketplace.Bookings.Dossiers;

/// <summary>What the process of a dossier's billing asks: nothing, who calls has looked at the dossier.</summary>
public sealed record BillingFacts
{
    public static BillingFacts None { get; } = new();
}

/// <summary>
/// The billing of a dossier beside its state: transitions 16, 17 and what the bank makes of them. Nothing else changes
/// <c>booking.billing_state</c>.
/// </summary>
public static class BillingProcess
{
    public const string NotBillable = "not-billable";
    public const string DepositWait = "deposit-wait";
    public const string DepositPaid = "deposit-paid";
    public const string ToBill = "to-bill";
    public const string Billed = "billed";
    public const string InPayment = "in-payment";
    public const string Paid = "paid";
    public const string Rejected = "rejected";

    public const string Open = "open";
    public const string DepositFallsDue = "deposit-falls-due";
    public const string PayDeposit = "pay-deposit";
    public const string FallsDue = "falls-due";
    public const string NothingDue = "nothing-due";
    public const string Invoice = "invoice";
    public const string Credit = "credit";
    public const string Send = "send";
    public const string Pay = "pay";
    public const string Reject = "reject";
    public const string Retry = "retry";
    public const string Reduce = "reduce";

    internal static readonly StateColumn Column = new("booking", "id", "billing_state", null);

    public static readonly Process<string, string, BillingFacts> Table = new(
        new("billing", "Facturation d’un dossier", "La facturation de ce dossier"), RightsTable.Current.ForProcesses,
        [
            new(NotBillable, "Rien à facturer"), new(DepositWait, "Acompte à payer"), new(DepositPaid, "Acompte payé"),
            new(ToBill, "À facturer"), new(Billed, "Facturé"), new(InPayment, "Paiement en cours"), new(Paid, "Payé"),
            new(Rejected, "Paiement rejeté par la banque"),
        ],
        [
            new(Open, "l’ouvrir"), new(DepositFallsDue, "devoir un acompte"), new(PayDeposit, "payer l’acompte"),
            new(FallsDue, "devoir une somme"), new(NothingDue, "ne rien devoir"), new(Invoice, "établir la facture"),
            new(Credit, "établir un avoir"), new(Send, "envoyer le paiement à la banque"), new(Pay, "constater le paiement"),
            new(Reject, "constater le rejet"), new(Retry, "reprendre le paiement"), new(Reduce, "corriger ce qui est dû"),
        ],
        [
            new([], Open, NotBillable) { Begins = true },
            new([NotBillable], DepositFallsDue, DepositWait) { Effect = "une somme à payer, dans les 30 jours" },
            new([DepositWait], PayDeposit, DepositPaid),
            new([NotBillable, DepositWait, DepositPaid], FallsDue, ToBill)
            {
                Effect = "l’organisme peut facturer ; un acompte au-delà de ce qui est dû se reprend sur les versements suivants",
            },
            new([NotBillable, DepositWait, DepositPaid], NothingDue, NotBillable)
            {
                Effect = "un acompte se reprend sur les versements suivants",
            },
            new([ToBill], Invoice, Billed) { Right = Rights.InvoicesIssue, Effect = "une somme à payer, dans les 30 jours" },
            new([Billed, Rejected], Credit, ToBill) { Right = Rights.InvoicesIssue, Effect = "la somme à payer est annulée" },
            new([Billed], Send, InPayment),
            new([InPayment], Retry, Billed) { Effect = "le lot est écarté, ou nul après une restauration" },
            new([Billed, InPayment], Pay, Paid) { Effect = "grand livre : payé à l’organisme" },
            new([Paid], Reject, Rejected) { Effect = "grand livre : de nouveau dû ; un courriel à l’organisme" },
            new([InPayment], Reject, Rejected) { Effect = "un courriel à l’organisme" },
            new([Rejected], Retry, Billed),
            new([ToBill], Reduce, NotBillable) { Right = Rights.BookingsOperateAct, Effect = "après un contrôle : plus rien n’est dû" },
        ]);
}
