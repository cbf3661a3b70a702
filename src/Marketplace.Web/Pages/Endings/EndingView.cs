using Marketplace.Bookings.Endings;
using Marketplace.Money.Regulation;
using Marketplace.Web.Pages.Simulator;

namespace Marketplace.Web.Pages.Endings;

/// <summary>An ending in words; model of <c>partials/ending</c>.</summary>
/// <param name="Title">Of the rule that holds.</param>
/// <param name="FreeUntil">Null: there was no such day after the acceptance.</param>
/// <param name="Total">All lines together.</param>
/// <param name="Steps">Why, each with its text.</param>
public sealed record EndingView(
    string Title, DateOnly WithdrawalUntil, DateOnly? FreeUntil, IReadOnlyList<EndingViewLine> Lines, EndingViewLine Total,
    IReadOnlyList<ExplanationView> Steps, string RuleSet)
{
    public static EndingView Of(EndingPlan plan, DateOnly acceptedOn, RuleBook book) => new(
        EndingLabels.Rules[plan.Rule], plan.WithdrawalUntil,
        plan.FreeCancellationUntil >= acceptedOn ? plan.FreeCancellationUntil : null,
        [.. plan.Lines.Select(line => EndingViewLine.Of(EndingLabels.Line(line), [line]))], EndingViewLine.Of("Total", plan.Lines),
        [.. plan.Explanations.Select(step => ExplanationView.Of(step, book))], plan.RuleSet);
}

/// <summary>What becomes of some of the money.</summary>
public sealed record EndingViewLine(string Label, long AmountCents, long UsedCents, long ReturnedCents, long KeptCents, long CreditCents)
{
    public static EndingViewLine Of(string label, IReadOnlyList<EndingPlanLine> lines) => new(
        label, lines.Sum(line => line.AmountCents), lines.Sum(line => line.UsedCents), lines.Sum(line => line.ReturnedCents),
        lines.Sum(line => line.KeptCents), lines.Sum(line => line.CreditCents));
}
