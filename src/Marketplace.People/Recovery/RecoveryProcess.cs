using Marketplace.People.Access;
using Marketplace.People.Holders;
using Marketplace.Platform.Processes;

namespace Marketplace.People.Recovery;

/// <summary>What the process of a recovery asks about one.</summary>
/// <param name="IsFirst">None is under way, and none was asked for a short while ago.</param>
/// <param name="DocumentsSeen">The operator could open every document.</param>
/// <param name="ReadyAt">Accepted: when the delay ends.</param>
public sealed record RecoveryFacts(bool IsFirst = true, bool DocumentsSeen = true, DateTimeOffset? ReadyAt = null);

/// <summary>
/// The way back in for a holder who lost the device and the recovery codes; nothing else of the program changes
/// <c>factor_recovery.state</c>. The holder asks with the password and documents; a sign-in with the factor that was said to be
/// lost stops it too.
/// </summary>
public static class RecoveryProcess
{
    public const string Submitted = "submitted";
    public const string Accepted = "accepted";
    public const string Refused = "refused";
    public const string Stopped = "stopped";
    public const string Done = "done";

    public const string Ask = "ask";
    public const string Accept = "accept";
    public const string Refuse = "refuse";
    public const string Stop = "stop";
    public const string Replace = "replace";

    internal static readonly StateColumn Column = new("factor_recovery", "id");

    private static readonly ProcessGuard<RecoveryFacts> First = new("aucune n’est en cours ni ne date de moins d’un jour", f => f.IsFirst,
        "Une demande est déjà en cours, ou la dernière date de moins d’un jour.");

    private static readonly ProcessGuard<RecoveryFacts> Seen = new(
        "toutes les pièces ont pu être vues", f => f.DocumentsSeen, IdentityProcess.DocumentsNotSeen);

    public static readonly Process<string, string, RecoveryFacts> Table = new(
        new("factor-recovery", "Remplacement d’un second facteur perdu", "Cette demande"), RightsTable.Current.ForProcesses,
        [
            new(Submitted, "À contrôler"), new(Accepted, "Acceptée, le délai court"), new(Refused, "Refusée"), new(Stopped, "Arrêtée"),
                new(Done, "Second facteur remplacé"),
        ],
        [new(Ask, "la faire"), new(Accept, "l’accepter"), new(Refuse, "la refuser"), new(Stop, "l’arrêter"),
        new(Replace, "remplacer le second facteur")],
        [
            new([], Ask, Submitted) { Begins = true, Right = Rights.SignInUse, Guards = [First],
                Effect = "les pièces vont au coffre, l’historique du compte, un courriel avec le lien qui arrête" },
            new([Submitted], Accept, Accepted) { Right = Rights.RecoveriesDecide, Guards = [Seen],
            Effect = "les pièces sont supprimées, le délai commence, l’historique du compte, un courriel" },
            new([Submitted], Refuse, Refused) { Right = Rights.RecoveriesDecide,
            Effect = "les pièces sont supprimées, l’historique du compte, un courriel qui dit pourquoi" },
            // By the link of a mail, by a sign-in with the factor, by FranceConnect+.
            new([Submitted, Accepted], Stop, Stopped)
            {
                By = [Roles.Public, Roles.SignedIn, Roles.Holder], Right = Rights.SignInUse,
                    Effect = "les pièces sont supprimées, l’historique du compte, un courriel",
            },
            new([Submitted, Accepted], Stop,
            Stopped) { Effect = "dans une base restaurée : fonction after_restore, les pièces sont supprimées" },
            new([Accepted], Replace, Done)
            {
                By = [Roles.Holder], Right = Rights.SignInUse, Due = new("la fin du délai de remplacement", f => f.ReadyAt),
                Effect = "l’ancien second facteur, ses codes et les clés d’accès sont effacés, les sessions finies, l’historique du compte, un courriel",
            },
        ]);
}
