using Marketplace.People.Access;
using Marketplace.Platform.Processes;

namespace Marketplace.Bookings.Recoveries;

/// <summary>What the process of a recovery asks.</summary>
/// <param name="ClaimUntil">Last day of the month to pay (R6333-7-2).</param>
/// <param name="WorthForcing">The sum reaches the threshold of R6333-7-4.</param>
public sealed record RecoveryFacts(DateOnly Today, DateOnly ClaimUntil, bool WorthForcing);

/// <summary>What a provider owes back after a control. Nothing else changes <c>recovery.state</c>.</summary>
public static class RecoveryProcess
{
    public const string Claimed = "claimed";
    public const string Enforced = "enforced";
    public const string Settled = "settled";
    public const string Dropped = "dropped";

    public const string Claim = "claim";
    public const string Enforce = "enforce";
    public const string Settle = "settle";
    public const string Drop = "drop";

    internal static readonly StateColumn Column = new("recovery", "id");

    public static readonly Process<string, string, RecoveryFacts> Table = new(
        new("recovery", "Recouvrement d’un indu", "Ce recouvrement"), RightsTable.Current.ForProcesses,
        [
            new(Claimed, "Remboursement demandé"), new(Enforced, "Contrainte délivrée"), new(Settled, "Recouvré"),
                new(Dropped, "Abandonné"),
        ],
        [new(Claim, "le demander"), new(Enforce, "délivrer une contrainte"), new(Settle, "le constater"), new(Drop, "l’abandonner")],
        [
            new([], Claim, Claimed) { Begins = true, Effect = "retenu sur les versements suivants ; un mois pour payer (R. 6333-7-2)" },
            new([Claimed], Enforce, Enforced)
            {
                Right = Rights.BookingsOperateAct, Effect = "quinze jours pour s’y opposer (R. 6333-7-3)",
                Guards =
                [
                    new("le mois pour payer est passé", f => f.Today > f.ClaimUntil, "L’organisme a encore le temps de payer."),
                    new("la somme atteint le seuil de recouvrement forcé (R. 6333-7-4)", f => f.WorthForcing,
                        "La somme est sous le seuil de recouvrement forcé : elle se retient sur les versements, ou s’abandonne."),
                ],
            },
            new([Claimed, Enforced], Settle, Settled) { Effect = "grand livre : rendu aux financeurs à proportion (R. 6333-7-5)" },
            new([Claimed, Enforced], Drop, Dropped) { Right = Rights.BookingsOperateAct, Effect = "rien n’est plus retenu" },
        ]);
}
