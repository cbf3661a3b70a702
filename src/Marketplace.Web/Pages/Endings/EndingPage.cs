using Marketplace.Bookings.Endings;
using Marketplace.Money.Regulation;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.Simulator;

namespace Marketplace.Web.Pages.Endings;

/// <summary>
/// <c>/annulation</c>: what the end of a booking pays and gives back, line by line, without an account; the planner of
/// <c>POST /api/v1/endings/simulations</c>. Amounts are posted, so that they stand in no address.
/// </summary>
public static class EndingPage
{
    public static IResult Show([AsParameters] PageContext context) => Page(context, new EndingForm(), null, null);

    public static async Task<IResult> PostAsync([AsParameters] PageContext context, RuleBook book)
    {
        var form = await context.ReadAsync(new EndingForm());
        if (!form.IsValid)
            return Page(context, form, null, null);
        var answer = EndingPlanner.Plan(form.Order, form.Ending, book);
        return Page(context, form, answer.Plan is { } plan ? EndingView.Of(plan, form.Order.AcceptedOn, book) : null,
            answer.Refusal is { } refusal ? ExplanationView.Of(refusal, book) : null);
    }

    private static IResult Page(PageContext context, EndingForm form, EndingView? result, ExplanationView? refusal) =>
        context.Page("endings/ending", new EndingModel(result, refusal, form),
            new PageHead("Annulation et sortie", "Ce qu’une annulation ou une sortie de formation coûte, et ce qui vous est rendu.")
            {
                Canonical = InformationAddresses.Ending,
            }, form.Status);
}

/// <summary>Model of <c>pages/endings/ending</c>.</summary>
/// <param name="Result">Null: nothing was asked yet, or it is refused.</param>
/// <param name="Refusal">Why nothing can end so on that day.</param>
public sealed record EndingModel(EndingView? Result, ExplanationView? Refusal, EndingForm Form);
