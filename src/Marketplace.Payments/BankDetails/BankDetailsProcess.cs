using Marketplace.People.Access;
using Marketplace.Platform.Processes;

namespace Marketplace.Payments.BankDetails;

/// <summary>What the process of bank details asks about some.</summary>
/// <param name="NoneWaits">No other details of the SIRET wait.</param>
/// <param name="OtherPerson">Who confirms is not who entered them.</param>
/// <param name="TakesEffectAt">When the delay ends.</param>
public sealed record BankDetailsFacts(bool NoneWaits = true, bool OtherPerson = true, DateTimeOffset? TakesEffectAt = null);

/// <summary>
/// How a provider's bank details come to count: a second person confirms them, or a delay passes in which whoever was told may stop them.
/// Nothing else changes <c>bank_details.state</c>.
/// </summary>
public static class BankDetailsProcess
{
    public const string Waiting = "waiting";
    public const string Effective = "effective";
    public const string Stopped = "stopped";
    public const string Replaced = "replaced";

    public const string Enter = "enter";
    public const string Confirm = "confirm";
    public const string TakeEffect = "take-effect";
    public const string Stop = "stop";
    public const string Replace = "replace";

    private const string Counts = "les coordonnées d’avant sont remplacées, les virements suivants vont au nouveau compte, un courriel à tous";

    internal static readonly StateColumn Column = new("bank_details", "id");

    private static readonly ProcessGuard<BankDetailsFacts> Alone = new("aucun autre changement n’attend", f => f.NoneWaits,
        "Un changement de coordonnées attend déjà pour cet établissement : arrêtez-le d’abord, ou laissez-le aboutir.");

    private static readonly ProcessGuard<BankDetailsFacts> Two = new("une autre personne que celle qui les a saisies", f => f.OtherPerson,
        "Vous avez saisi ces coordonnées : une autre personne de l’organisme doit les confirmer. Sinon, elles prennent effet à la fin du délai.");

    public static readonly Process<string, string, BankDetailsFacts> Table = new(
        new("bank-details", "Coordonnées bancaires d’un organisme", "Ce changement"), RightsTable.Current.ForProcesses,
        [
            new(Waiting, "En attente d’une seconde personne ou de la fin du délai"), new(Effective, "En vigueur"), new(Stopped, "Arrêtées"),
            new(Replaced, "Remplacées"),
        ],
        [
            new(Enter, "saisir des coordonnées"), new(Confirm, "les confirmer"),
                new(TakeEffect, "les laisser prendre effet", ByClock: true),
            new(Stop, "les arrêter"), new(Replace, "les remplacer"),
        ],
        [
            new([], Enter, Waiting) { Begins = true, Right = Rights.BankDetailsChange, Guards = [Alone],
                Effect = "le numéro est scellé au coffre ; un courriel avec le lien qui arrête, à l’ancien contact et aux responsables" },
            new([Waiting], Confirm, Effective) { Right = Rights.BankDetailsChange, Guards = [Two], Effect = Counts },
            new([Waiting], TakeEffect, Effective)
            {
                By = [Roles.Program], Due = new("la fin du délai de changement", f => f.TakesEffectAt), Effect = Counts,
            },
            new([Waiting], Stop, Stopped) { Right = Rights.BankDetailsChange, Effect = "rien ne change, un courriel à tous" },
            new([Waiting], Stop, Stopped) { Right = Rights.BankDetailsStop,
            Effect = "par le lien d’un courriel : rien ne change, un courriel à tous" },
            new([Waiting], Stop, Stopped) { Effect = "dans une base restaurée : elles ont pu être arrêtées depuis" },
            new([Effective], Replace, Replaced),
        ]);
}
