using Marketplace.People.Access;
using Marketplace.Platform.Processes;

namespace Marketplace.Payments.Payouts;

/// <summary>What the process of a batch asks about one.</summary>
/// <param name="IsPreparer">Who asks has prepared it.</param>
/// <param name="HasDebtor">The account that pays is set.</param>
public sealed record BatchFacts(bool IsPreparer = false, bool HasDebtor = true);

/// <summary>The states of a batch of payouts; nothing else changes <c>payout_batch.state</c>.</summary>
public static class PayoutProcess
{
    public const string Prepared = "prepared";
    public const string Sent = "sent";
    public const string Closed = "closed";
    public const string Discarded = "discarded";
    public const string Void = "void";

    public const string Prepare = "prepare";
    public const string Approve = "approve";
    public const string Discard = "discard";
    public const string Close = "close";
    public const string Invalidate = "invalidate";

    internal static readonly StateColumn Column = new("payout_batch", "id");

    public static readonly Process<string, string, BatchFacts> Table = new(
        new("payout-batch", "Lot de versements", "Ce lot"), RightsTable.Current.ForProcesses,
        [
            new(Prepared, "Préparé, à approuver"), new(Sent, "Approuvé, réponse de la banque attendue"), new(Closed, "Clos"),
            new(Discarded, "Écarté"), new(Void, "Nul, après une restauration"),
        ],
        [
            new(Prepare, "le préparer"), new(Approve, "l’approuver"), new(Discard, "l’écarter"), new(Close, "le clore"),
            new(Invalidate, "le déclarer nul"),
        ],
        [
            new([], Prepare, Prepared) { Begins = true, Right = Rights.PayoutsPrepare, Effect = "les sommes dues entrent dans le lot" },
            new([Prepared], Approve, Sent)
            {
                Right = Rights.PayoutsApprove, Effect = "fichiers de virements pour la banque, une seule fois",
                Guards =
                [
                    new("par quelqu’un d’autre que qui l’a préparé", f => !f.IsPreparer,
                        "Vous avez préparé ce lot : quelqu’un d’autre l’approuve."),
                    new("le compte qui paie est réglé", f => f.HasDebtor,
                        "Le compte bancaire du service n’est pas réglé (Payouts__Iban) : rien ne peut être versé."),
                ],
            },
            new([Prepared], Discard, Discarded) { Right = Rights.PayoutsPrepare, Effect = "les sommes dues attendent un autre lot" },
            new([Sent], Close, Closed) { Effect = "la banque a répondu de chaque virement" },
            // Done by the restore itself, in SQL (after_restore).
            new([Prepared, Sent], Invalidate, Void) { Effect = "les sommes dues se vérifient auprès de la banque" },
        ]);
}
