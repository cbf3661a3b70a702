using Marketplace.Bookings.Endings;
using Marketplace.Money.Funding;

namespace Marketplace.Web.Api.Endings;

/// <summary>
/// Answer of <c>POST /api/v1/endings/simulations</c>. In each line the four parts add up to the amount; the used ones add up to what
/// is due.
/// </summary>
public sealed record EndingResponse(
    string RuleSet, string Rule, long ProviderDueCents, DateOnly WithdrawalUntil, DateOnly FreeCancellationUntil,
    IReadOnlyList<EndingResponseLine> Lines, IReadOnlyList<FundingExplanation> Explanations)
{
    public static EndingResponse Of(EndingPlan plan) => new(
        plan.RuleSet, plan.Rule, plan.ProviderDueCents, plan.WithdrawalUntil, plan.FreeCancellationUntil,
        [.. plan.Lines.Select(line => new EndingResponseLine(
            line.Source, line.Kind, line.AmountCents, line.UsedCents, line.ReturnedCents, line.KeptCents, line.CreditCents))],
        plan.Explanations);
}

public sealed record EndingResponseLine(
    string Source, string? Kind, long AmountCents, long UsedCents, long ReturnedCents, long KeptCents, long CreditCents);

/// <summary>Body of <c>POST /api/v1/endings/simulations</c>, for its description; <see cref="EndingReader"/> reads it.</summary>
public sealed record EndingBody(EndingBodyOrder Order, EndingBodyEvent Event);

/// <param name="Zone">Absent: metropole.</param>
public sealed record EndingBodyOrder(
    DateOnly AcceptedOn, DateOnly Start, DateOnly End, string? Zone, long PriceCents, IReadOnlyList<EndingBodyLine> Lines);

/// <param name="Kind">Absent: null.</param>
public sealed record EndingBodyLine(string Source, string? Kind, long AmountCents);

/// <param name="ForceMajeure">Absent: false.</param>
/// <param name="Rate">Of an exit, and only of one.</param>
/// <param name="Liable">Of an exit below 100 without force majeure.</param>
public sealed record EndingBodyEvent(string Kind, DateOnly On, bool? ForceMajeure, int? Rate, string? Liable);
