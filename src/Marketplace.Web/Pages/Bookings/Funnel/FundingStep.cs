using Marketplace.Bookings.Acceptance;
using Marketplace.Bookings.Requests;
using Marketplace.Money.Entitlements;
using Marketplace.Money.Funding;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Marketplace.Platform.Time;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.Simulator;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Bookings.Funnel;

/// <summary><c>/inscriptions/{id}/financement</c>: who pays what with the rights of this moment, line by line, and what others could
/// add.</summary>
public static class FundingStep
{
    public static Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid id, DraftPages drafts, Acceptances acceptances, EntitlementStore entitlements,
            RuleBook book,
        TimeProvider clock) =>
        drafts.AnswerAsync(context, id, async draft =>
        {
            var answer = await acceptances.PlanAsync(draft.Key, context.Cancel);
            var held = await entitlements.OfAccountAsync(draft.Row.AccountId, context.Cancel);
            var (row, today) = (draft.Row, clock.Today());
            return DraftPages.Page(context, FunnelSteps.Funding, new FundingStepModel(
                FunnelHead.Of(draft, FunnelSteps.Funding),
                answer?.Plan is { } plan ? PlanView.Of(plan, book) with { Open = true } : null, answer?.Plan?.CreditUsedCents,
                    answer?.Plan?.CardCents,
                answer?.Refusal is { } refusal ? ExplanationView.Of(refusal, book) : null, held is null,
                [.. (held?.Buckets ?? []).Where(b => b.Terms.Kind is AccountKinds.Dotation or AccountKinds.TopUp && b.IsShown)
                    .Select(b => OfferedMoney.Of(b, row.CertificationCode, held!.IsUsable(b, today), today))],
                held is null ? null : HolderFunding.LeftOutCents(held, today, row.CertificationCode) is > 0 and var cents ? cents : null,
                row.Status is { } status ? FundingLabels.Statuses[status] : null, BookingAddresses.TermsStep.Of(id)),
                    StatusCodes.Status200OK);
        });
}

/// <summary>Model of <c>pages/bookings/financement</c>.</summary>
/// <param name="CreditCents">Paid from what earlier bookings left; null: no plan.</param>
/// <param name="Refusal">Why the training may not be funded.</param>
/// <param name="Situation">That the plan supposes; null: it was not said yet.</param>
public sealed record FundingStepModel(
    FunnelHead Head, PlanView? Plan, long? CreditCents, long? CardCents, ExplanationView? Refusal, bool NotTied,
        IReadOnlyList<OfferedMoney> Offered,
    long? LeftOutCents, string? Situation, string NextHref);

/// <summary>A dotation or top-up that is on the account, with its conditions.</summary>
/// <param name="Fits">It may pay for this training.</param>
public sealed record OfferedMoney(string Label, long Cents, string Conditions, bool Fits)
{
    public static OfferedMoney Of(BucketState state, string certification, bool usable, DateOnly today)
    {
        var terms = state.Terms;
        var conditions = new List<string>
        {
            terms.Earmark is { Count: > 0 } earmark ? $"réservé à {string.Join(", ", earmark)}" : "pour toute formation",
            terms.UsableUntil is { } last ? $"jusqu’au {FrenchFormat.Date(last)}" : "sans date limite",
        };
        if (terms.RefundRest)
            conditions.Add("ce qui n’est pas utilisé retourne au financeur");
        return new(BucketText.Label(state), state.Bucket.Available, string.Join(" ; ", conditions),
            usable && UsableRights.Fits(terms, certification, today));
    }
}
