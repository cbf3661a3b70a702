using Marketplace.Money.Funding;
using Marketplace.Money.Regulation;
using Marketplace.Platform.Time;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Simulator;

/// <summary>
/// <c>/simulateur</c>: what a training would cost somebody, without an account; the planner of <c>POST /api/v1/simulations</c>.
/// Amounts and situation are posted, so that they stand in no address.
/// </summary>
public static class SimulatorPage
{
    public static IResult Show([AsParameters] PageContext context, TimeProvider clock) =>
        Page(context, new SimulatorForm(clock.Today()).Fill(context.Request.Query), null, null);

    public static async Task<IResult> PostAsync([AsParameters] PageContext context, RuleBook book, TimeProvider clock)
    {
        var form = await context.ReadAsync(new SimulatorForm(clock.Today()));
        if (!form.IsValid)
            return Page(context, form, null, null);
        var answer = FundingPlanner.Plan(form.Request, book);
        return Page(context, form, answer.Plan is { } plan ? PlanView.Of(plan, book) with { Open = true } : null,
            answer.Refusal is { } refusal ? ExplanationView.Of(refusal, book) : null);
    }

    private static IResult Page(PageContext context, SimulatorForm form, PlanView? plan, ExplanationView? refusal) =>
        context.Page("simulator/simulator", new SimulatorModel(plan, refusal, form),
            new PageHead("Simulateur", "Ce que votre formation vous coûterait, avec vos droits et les financements des autres.") { Canonical = InformationAddresses.Simulator }, form.Status);
}

/// <summary>Model of <c>pages/simulator/simulator</c>.</summary>
/// <param name="Plan">Null: nothing was asked yet, or it is refused.</param>
/// <param name="Refusal">Why the training may not be funded that day.</param>
public sealed record SimulatorModel(PlanView? Plan, ExplanationView? Refusal, SimulatorForm Form);
