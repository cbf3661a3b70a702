using Marketplace.People.Access;
using Marketplace.Platform.Processes;

namespace Marketplace.People.Holders;

/// <summary>What the process of an identity asks about one.</summary>
/// <param name="IsUnique">No other account has it.</param>
/// <param name="DocumentsSeen">The operator could open every document.</param>
public sealed record IdentityFacts(bool IsUnique = true, bool DocumentsSeen = true);

/// <summary>
/// The check of an identity, by FranceConnect+ or from documents; nothing else changes <c>holder.identity_status</c>. Until an
/// identity is verified no right is shown.
/// </summary>
public static class IdentityProcess
{
    public const string Declared = "declared";
    public const string Submitted = "submitted";
    public const string Verified = "verified";
    public const string Refused = "refused";

    public const string Open = "open";
    public const string Submit = "submit";
    public const string Verify = "verify";
    public const string Refuse = "refuse";
    public const string Vouch = "vouch";

    public static readonly StateColumn Column = new("holder", "account_id", "identity_status", "identity_at");

    private static readonly ProcessGuard<IdentityFacts> Unique = new("aucun autre compte n’a cette identité", f => f.IsUnique,
        "Un autre compte a déjà cette identité : elle ne peut pas être acceptée ici.");

    /// <summary>A lost second factor asks the same.</summary>
    public const string DocumentsNotSeen =
        "Une pièce n’a pas pu être vue : attendez la fin de son analyse, ou refusez en demandant un autre fichier si elle a été écartée.";

    private static readonly ProcessGuard<IdentityFacts> Seen = new(
        "toutes les pièces ont pu être vues", f => f.DocumentsSeen, DocumentsNotSeen);

    public static readonly Process<string, string, IdentityFacts> Table = new(
        new("identity", "Contrôle d’une identité", "Cette identité"), RightsTable.Current.ForProcesses,
        [new(Declared, "À déclarer"), new(Submitted, "À contrôler"), new(Verified, "Vérifiée"), new(Refused, "Refusée")],
        [
            new(Open, "créer son compte"), new(Submit, "la déclarer"), new(Verify, "l’accepter"), new(Refuse, "la refuser"),
                new(Vouch, "la vérifier par FranceConnect+"),
        ],
        [
            new([], Open, Declared) { Begins = true, Right = Rights.SignInUse },
            new([Declared, Refused], Submit, Submitted) { Right = Rights.HolderIdentitySubmit,
            Effect = "les pièces vont au coffre, l’historique du compte" },
            new([Submitted], Verify, Verified) { Right = Rights.IdentityChecksDecide, Guards = [Unique, Seen],
            Effect = "les pièces sont supprimées, l’historique du compte, un courriel" },
            new([Submitted], Refuse, Refused) { Right = Rights.IdentityChecksDecide,
            Effect = "les pièces sont supprimées, l’historique du compte, un courriel qui dit pourquoi" },
            // Who signs in by FranceConnect+ is a holder from then on.
            new([Declared, Submitted, Verified, Refused], Vouch, Verified)
            {
                Begins = true, By = [Roles.Holder], Right = Rights.SignInUse, Effect = "l’identité est celle de FranceConnect+",
            },
        ]);
}
