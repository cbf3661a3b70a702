using Marketplace.Money.Funding;
using Marketplace.Web.Pages.Simulator;

namespace Marketplace.Web.Api.Simulations;

/// <summary>Answer of <c>POST /api/v1/simulations</c>. The lines add up to the price, in the order in which the money is used.</summary>
public sealed record SimulationResponse(
    string RuleSet, long FixedParticipationCents, string? Exemption, long? CapCents, IReadOnlyList<SimulationLine> Lines,
    long LearnerTotalCents,
    IReadOnlyList<FundingExplanation> Explanations)
{
    public static SimulationResponse Of(FundingPlan plan) => new(plan.RuleSet, plan.FixedParticipationCents, plan.Exemption, plan.CapCents,
        [.. plan.Lines.Select(line => new SimulationLine(line.Source, line.Kind, line.AmountCents))], plan.LearnerTotalCents,
        plan.Explanations);
}

/// <param name="Source">fixed-participation, dotation, annual-rights, top-up or learner.</param>
/// <param name="Kind">Of a dotation or top-up; else null.</param>
public sealed record SimulationLine(string Source, string? Kind, long AmountCents);

/// <summary>Body of <c>POST /api/v1/simulations</c>, for its description; <see cref="SimulationReader"/> reads it.</summary>
/// <param name="On">Absent: today.</param>
public sealed record SimulationBody(
    DateOnly? On, long PriceCents, string Offer, string Status, long AnnualRightsCents, IReadOnlyList<SimulationSource>? Dotations,
    IReadOnlyList<SimulationSource>? TopUps);

public sealed record SimulationSource(string Kind, long AmountCents);
