using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Marketplace.Money.Regulation.Keys;

namespace Marketplace.Money.Entitlements;

/// <summary>What of a booking's money is lost or becomes a credit at its end, in plain French.</summary>
internal static class EndingText
{
    private const string LearnerLiable = "learner-liable";

    /// <param name="source">Whose money, in words.</param>
    /// <param name="ending">Rule of the ending.</param>
    public static HistoryText Kept(HistoryLine line, RulesInForce rules, string source, string ending) => HistoryText.Text(
        rules, Rule(line.Kind, ending), line.Nature == Natures.Release ? "Somme libérée pour être retirée" : "Somme perdue",
        Why(ending) + (line.Nature == Natures.Release
            ? $" La somme qui était mise de côté ({source}) est d’abord libérée ; une autre ligne la retire."
            : $" Ce qui n’est pas dû à l’organisme ne vous est pas rendu ({source})."));

    public static HistoryText Credit(RulesInForce rules, string ending) => HistoryText.Text(
        rules, PaymentRules.LateCancellationRefund, "Avoir pour une autre inscription",
        Why(ending) + " Ce que vous aviez payé par carte et qui n’est pas dû à l’organisme reste à vous : cette somme sert pour votre prochaine inscription, avant votre carte.");

    private static string Why(string ending) => ending == LearnerLiable
        ? "Vous n’avez pas suivi la formation jusqu’à son terme." : "Vous avez annulé trop tard pour une annulation sans frais.";

    private static RuleKey Rule(string kind, string ending) => (kind, ending == LearnerLiable) switch
    {
        (AccountKinds.Dotation, true) => BookingRules.PartialRestDotations,
        (AccountKinds.TopUp, true) => BookingRules.PartialRestTopUps,
        (AccountKinds.Learner, true) => BookingRules.PartialRestCard,
        (_, true) => BookingRules.PartialRestRights,
        (AccountKinds.Dotation, _) => BookingRules.LateCancellationDotations,
        (AccountKinds.TopUp, _) => BookingRules.LateCancellationTopUps,
        (AccountKinds.Learner, _) => PaymentRules.LateCancellationRefund,
        _ => BookingRules.LateCancellationRights,
    };
}
