using System.Text.Json;
using Marketplace.Core.Funding;
using Marketplace.Core.Regulation;
using Marketplace.Core.Time;
using Marketplace.Web.Api.Actions;

namespace Marketplace.Web.Api.Simulations;

/// <summary><c>POST /api/v1/simulations</c>: what a learner would pay, without an account.</summary>
public static class SimulationEndpoint
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    public static async Task<IResult> Simulate(HttpRequest request, RuleBook book, TimeProvider clock, CancellationToken cancel)
    {
        if (request.Query.Count > 0)
            return ApiProblem.Parameters(request.Query.Keys.Select(ActionsEndpoint.UnknownParameter));
        if (!request.HasJsonContentType())
            return ApiProblem.Of(StatusCodes.Status415UnsupportedMediaType, "Format inattendu", "Envoyez du JSON, avec l’en-tête Content-Type: application/json.");
        JsonDocument document;
        try
        {
            document = await JsonDocument.ParseAsync(request.Body, Strict, cancel);
        }
        catch (JsonException failure)
        {
            return ApiProblem.Of(StatusCodes.Status400BadRequest, "JSON illisible",
                $"Le texte envoyé n’est pas du JSON bien formé, ou nomme deux fois la même valeur (ligne {failure.LineNumber + 1}, octet {failure.BytePositionInLine}).");
        }
        using (document)
        {
            var reader = new SimulationReader(clock.Today());
            var simulation = reader.Read(document.RootElement);
            if (simulation is null)
                return ApiProblem.Parameters(reader.Problems);
            var answer = FundingPlanner.Plan(simulation, book);
            return answer switch
            {
                { Refusal: { } refusal } => ApiProblem.Of(StatusCodes.Status422UnprocessableEntity, "Formation non finançable", $"{refusal.Text} ({refusal.Reference})"),
                _ => Results.Json(SimulationResponse.Of(answer.Plan!), ApiJson.Options),
            };
        }
    }
}
