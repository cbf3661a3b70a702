using Marketplace.People.Access;
using Marketplace.Platform.Processes;

namespace Marketplace.Payments.Payables;

/// <summary>What the process of a payable asks about one: what its batch or transfer does is looked at there.</summary>
public sealed record PayableFacts
{
    public static PayableFacts None { get; } = new();
}

/// <summary>The states of a sum that a provider is to be paid; nothing else changes <c>payable.state</c>.</summary>
public static class PayableProcess
{
    public const string Waiting = "waiting";
    public const string InBatch = "in-batch";
    public const string Sent = "sent";
    public const string Paid = "paid";
    public const string Rejected = "rejected";
    public const string Suspended = "suspended";
    public const string ToCheck = "to-check";
    public const string Cancelled = "cancelled";

    public const string Begin = "begin";
    public const string Batch = "batch";
    public const string Drop = "drop";
    public const string Send = "send";
    public const string Settle = "settle";
    public const string Reject = "reject";
    public const string Return = "return";
    public const string Retry = "retry";
    public const string Suspend = "suspend";
    public const string Resume = "resume";
    public const string Check = "check";
    public const string Release = "release";
    public const string Confirm = "confirm";
    public const string Cancel = "cancel";

    private static readonly StateColumn Column = new("payable", "id");

    public static readonly Process<string, string, PayableFacts> Table = new(
        new("payable", "Somme due à un organisme", "Cette somme"), RightsTable.Current.ForProcesses,
        [
            new(Waiting, "À payer"), new(InBatch, "Dans un lot"), new(Sent, "Envoyée à la banque"), new(Paid, "Payée"),
            new(Rejected, "Rejetée par la banque"), new(Suspended, "Suspendue"), new(ToCheck, "À vérifier auprès de la banque"),
            new(Cancelled, "Annulée"),
        ],
        [
            new(Begin, "la devoir"), new(Batch, "la mettre dans un lot"), new(Drop, "la retirer du lot"),
            new(Send, "l’envoyer à la banque"), new(Settle, "la constater payée"), new(Reject, "la constater rejetée"),
            new(Return, "constater son retour"), new(Retry, "la payer de nouveau"), new(Suspend, "la suspendre"),
            new(Resume, "la reprendre"), new(Check, "la vérifier"), new(Release, "la libérer"),
            new(Confirm, "la constater payée d’après la banque"), new(Cancel, "l’annuler"),
        ],
        [
            new([], Begin, Waiting) { Begins = true },
            new([Waiting], Batch, InBatch) { Right = Rights.PayoutsPrepare },
            new([InBatch], Drop, Waiting) { Right = Rights.PayoutsPrepare, Effect = "le lot est écarté, ou le compte bancaire manque" },
            new([InBatch], Send, Sent) { Right = Rights.PayoutsApprove, Effect = "un virement dans un fichier pour la banque" },
            new([InBatch], Settle, Paid) { Right = Rights.PayoutsApprove, Effect = "compensée : rien n’est viré" },
            new([Sent], Settle, Paid) { Effect = "grand livre : payé ; avis de versement" },
            new([Sent], Reject, Rejected) { Effect = "un incident, un courriel" },
            new([Paid], Return, Rejected) { Effect = "grand livre : de nouveau dû ; un incident, un courriel" },
            new([Rejected], Retry, Waiting) { Effect = "le compte bancaire a changé" },
            new([Waiting, Rejected], Suspend, Suspended) { Effect = "contrôle, réclamation ou demande d’un service de l’État" },
            new([Suspended], Resume, Waiting),
            new([ToCheck], Release, Waiting) { Right = Rights.PayoutsApprove,
            Effect = "après une restauration : la banque ne l’a pas payée" },
            new([Waiting, Rejected, Suspended], Cancel, Cancelled) { Effect = "un avoir" },
            // Done by the restore itself, in SQL (after_restore).
            new([Waiting, InBatch, Sent, Rejected], Check, ToCheck) { Effect = "après une restauration : le lot est nul" },
            new([ToCheck], Confirm, Paid) { Effect = "grand livre : payé" },
        ]);

    /// <summary>Moves rows that the caller's transaction has locked in a state.</summary>
    /// <param name="set">What else changes in them, as SQL.</param>
    /// <param name="values">Of the names in it.</param>
    /// <exception cref="ProcessRefusedException">It may not be.</exception>
    internal static Task MoveAsync(
        Npgsql.NpgsqlConnection connection, string from, string @event, string role, IReadOnlyCollection<Guid> payables,
        CancellationToken cancel, string? set = null, object? values = null) =>
        Column.MoveAsync(connection, Table.Take(from, @event, role, PayableFacts.None), payables, cancel, set, values);
}
