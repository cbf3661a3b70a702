using Marketplace.Money.Funding;
using Marketplace.Money.Regulation;
using Marketplace.Platform.Time;
using Marketplace.Web.Pages.Simulator;
using Marketplace.Web.Problems;

namespace Marketplace.Web.Api.Simulations;

/// <summary><c>POST /api/v1/simulations</c>: what a learner would pay, without an account.</summary>
public static class SimulationEndpoint
{
    public static async Task<IResult> Simulate(HttpRequest request, RuleBook book, TimeProvider clock, CancellationToken cancel)
    {
        var body = await JsonBody.ReadAsync(request, cancel);
        if (body.Document is not { } document)
            return body.Refusal!;
        using (document)
        {
            var reader = new SimulationReader(clock.Today());
            var simulation = reader.Read(document.RootElement);
            if (simulation is null)
                return ApiProblem.Parameters(reader.Problems);
            var answer = FundingPlanner.Plan(simulation, book);
            return answer switch
            {
                { Refusal: { } refusal } =>
                    ApiProblem.Of(StatusCodes.Status422UnprocessableEntity, "Formation non finançable",
                    $"{refusal.Text} ({refusal.Reference})"),
                _ => Results.Json(SimulationResponse.Of(answer.Plan!), ApiJson.Options),
            };
        }
    }
}
