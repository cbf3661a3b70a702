using Marketplace.People.Access;
using Marketplace.Platform.Processes;

namespace Marketplace.ProviderSpace.Moderation;

/// <summary>
/// An offer that a rule or a visitor pointed at: looked at by an operator, withdrawn with a reason, looked at again when its provider
/// asks. Nothing else changes <c>moderation_case.state</c>.
/// </summary>
public static class ModerationProcess
{
    public const string Opened = "open";
    public const string Dismissed = "dismissed";
    public const string Withdrawn = "withdrawn";
    public const string Review = "review";
    public const string Reinstated = "reinstated";

    public const string Report = "report";
    public const string Dismiss = "dismiss";
    public const string Withdraw = "withdraw";
    public const string AskReview = "ask-review";
    public const string Uphold = "uphold";
    public const string Reinstate = "reinstate";

    internal static readonly StateColumn Column = new("moderation_case", "id");

    public static readonly Process<string, string, NoFacts> Table = new(
        new("moderation-case", "Signalement d’une offre", "Ce signalement"), RightsTable.Current.ForProcesses,
        [
            new(Opened, "À examiner"), new(Dismissed, "Classé sans suite"), new(Withdrawn, "Offre retirée"),
            new(Review, "Nouvel examen demandé"), new(Reinstated, "Offre rétablie"),
        ],
        [
            new(Report, "l’ouvrir"), new(Dismiss, "le classer"), new(Withdraw, "retirer l’offre"),
                new(AskReview, "demander un nouvel examen"),
            new(Uphold, "maintenir le retrait"), new(Reinstate, "rétablir l’offre"),
        ],
        [
            new([], Report, Opened)
            {
                Begins = true, Right = Rights.OffersReport, Effect = "un signalement de plus, si l’offre en a déjà un ouvert",
            },
            new([], Report, Opened) { Begins = true, Effect = "une règle a trouvé des mots qu’une offre n’emploie pas" },
            new([], Report, Opened) { Begins = true, Right = Rights.ModerationAct },
            new([Opened], Dismiss, Dismissed) { Right = Rights.ModerationAct },
            new([Opened], Withdraw, Withdrawn)
            {
                Right = Rights.ModerationAct,
                Effect = "l’offre ou l’action quitte aussitôt la recherche ; courriel motivé à l’organisme ; les inscriptions continuent",
            },
            new([Withdrawn], AskReview, Review) { Right = Rights.OffersEdit },
            new([Review], Uphold, Withdrawn) { Right = Rights.ModerationAct, Effect = "courriel motivé à l’organisme" },
            new([Withdrawn, Review], Reinstate, Reinstated)
            {
                Right = Rights.ModerationAct, Effect = "l’offre ou l’action revient aussitôt dans la recherche ; courriel à l’organisme",
            },
        ]);
}

/// <summary>The process asks nothing beside its state.</summary>
public sealed record NoFacts;
