using Marketplace.People.Access;
using Marketplace.Platform.Processes;

namespace Marketplace.Payments.Payouts;

/// <summary>What the process of a transfer asks about one: nothing.</summary>
public sealed record TransferFacts
{
    public static TransferFacts None { get; } = new();
}

/// <summary>The states of one transfer to a provider; nothing else changes <c>payout_transfer.state</c>.</summary>
public static class TransferProcess
{
    public const string Prepared = "prepared";
    public const string Sent = "sent";
    public const string Paid = "paid";
    public const string Rejected = "rejected";
    public const string Returned = "returned";
    public const string Discarded = "discarded";
    public const string Void = "void";

    public const string Begin = "begin";
    public const string Send = "send";
    public const string Even = "even";
    public const string Drop = "drop";
    public const string Execute = "execute";
    public const string Reject = "reject";
    public const string Return = "return";
    public const string Invalidate = "invalidate";

    internal static readonly StateColumn Column = new("payout_transfer", "id");

    public static readonly Process<string, string, TransferFacts> Table = new(
        new("payout-transfer", "Virement à un organisme", "Ce virement"), RightsTable.Current.ForProcesses,
        [
            new(Prepared, "Préparé"), new(Sent, "Envoyé à la banque"), new(Paid, "Payé"), new(Rejected, "Rejeté par la banque"),
            new(Returned, "Revenu après paiement"), new(Discarded, "Écarté"), new(Void, "Nul, après une restauration"),
        ],
        [
            new(Begin, "le préparer"), new(Send, "l’envoyer"), new(Even, "le compenser"), new(Drop, "l’écarter"),
            new(Execute, "le constater payé"), new(Reject, "le constater rejeté"), new(Return, "constater son retour"),
            new(Invalidate, "le déclarer nul"),
        ],
        [
            new([], Begin, Prepared) { Begins = true },
            new([Prepared], Send, Sent),
            new([Prepared], Even, Paid) { Effect = "rien n’est viré : ce qui est dû et ce qui est à reprendre sont égaux" },
            new([Prepared], Drop, Discarded) { Effect = "le lot est écarté, ou le compte bancaire manque" },
            new([Sent], Execute, Paid) { Effect = "grand livre : payé" },
            new([Sent], Reject, Rejected) { Effect = "un incident" },
            new([Paid], Return, Returned) { Effect = "grand livre : de nouveau dû ; un incident" },
            new([Prepared, Sent], Invalidate, Void),
            new([Void], Execute, Paid) { Effect = "la banque l’avait payé avant la restauration" },
            new([Void], Reject, Rejected),
        ]);
}
