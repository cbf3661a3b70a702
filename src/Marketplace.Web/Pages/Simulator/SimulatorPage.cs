using Marketplace.Money.Funding;
using Marketplace.Money.Regulation;
using Marketplace.Platform.Time;
using Marketplace.Web.Pages.Forms;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Simulator;

/// <summary>
/// <c>/simulateur</c>: what a training would cost somebody, without an account; the planner of <c>POST /api/v1/simulations</c>.
/// Amounts and situation are posted, so that they stand in no address.
/// </summary>
public static class SimulatorPage
{
    public const string Path = "/simulateur";

    public static IResult Show(HttpRequest request, TimeProvider clock, PageRenderer renderer) =>
        Page(request, renderer, new SimulatorForm(clock.Today(), request.Query), null, null, StatusCodes.Status200OK);

    public static async Task<IResult> PostAsync(HttpRequest request, RuleBook book, TimeProvider clock, PageRenderer renderer, CancellationToken cancel)
    {
        var (form, asked) = SimulatorForm.Read(await PostedForm.ReadAsync(request, cancel), clock.Today());
        if (asked is null)
            return Page(request, renderer, form, null, null, StatusCodes.Status422UnprocessableEntity);
        var answer = FundingPlanner.Plan(asked, book);
        return Page(request, renderer, form, answer.Plan is { } plan ? PlanView.Of(plan, book) with { Open = true } : null,
            answer.Refusal is { } refusal ? ExplanationView.Of(refusal, book) : null, StatusCodes.Status200OK);
    }

    private static IResult Page(HttpRequest request, PageRenderer renderer, SimulatorForm form, PlanView? plan, ExplanationView? refusal, int status) =>
        renderer.Page(request, "simulator/simulator", new SimulatorModel(plan, refusal, status == StatusCodes.Status422UnprocessableEntity, form.Fields()),
            new PageHead("Simulateur", "Ce que votre formation vous coûterait, avec vos droits et les financements des autres.") { Canonical = Path }, status);
}

/// <summary>Model of <c>pages/simulator/simulator</c>.</summary>
/// <param name="Plan">Null: nothing was asked yet, or it is refused.</param>
/// <param name="Refusal">Why the training may not be funded that day.</param>
/// <param name="HasErrors">Something has to be mended.</param>
public sealed record SimulatorModel(PlanView? Plan, ExplanationView? Refusal, bool HasErrors, SimulatorFields Form);
