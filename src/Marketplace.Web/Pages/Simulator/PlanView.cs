using Marketplace.Money.Funding;
using Marketplace.Money.Regulation;

namespace Marketplace.Web.Pages.Simulator;

/// <summary>A funding plan in words; model of <c>partials/plan</c>.</summary>
/// <param name="LearnerCents">What the person pays.</param>
/// <param name="Steps">Why, each with its text of law.</param>
public sealed record PlanView(
    long PriceCents, long LearnerCents, IReadOnlyList<PlanLine> Lines, IReadOnlyList<ExplanationView> Steps, string RuleSet)
{
    /// <summary>The steps are shown at once.</summary>
    public bool Open { get; init; }

    public static PlanView Of(FundingPlan plan, RuleBook book) => new(
        plan.Lines.Sum(line => line.AmountCents), plan.LearnerTotalCents,
        [.. plan.Lines.Select(line => new PlanLine(FundingLabels.Line(line), line.AmountCents))],
        [.. plan.Explanations.Select(step => ExplanationView.Of(step, book))], plan.RuleSet);
}

public sealed record PlanLine(string Label, long AmountCents);

/// <summary>A sentence and the text of law it follows from; model of <c>partials/explanations</c>.</summary>
/// <param name="Reference">Title of the text.</param>
public sealed record ExplanationView(string Text, string Reference)
{
    public static ExplanationView Of(FundingExplanation explanation, RuleBook book) =>
        new(explanation.Text, book.References[explanation.Reference]);
}
