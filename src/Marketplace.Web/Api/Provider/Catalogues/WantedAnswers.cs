using Marketplace.ProviderSpace.Catalogues;
using Marketplace.Web.Problems;
using Marketplace.Web.Searching;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Web.Api.Provider.Catalogues;

/// <summary>What is answered when nothing of what a program wants was written.</summary>
internal static class WantedAnswers
{
    /// <summary>422, with the paths of what cannot be judged, or the report of the rules.</summary>
    public static IResult Refused(string siret, WantedOutcome outcome)
    {
        if (outcome.Problems.Count > 0)
            return ApiProblem.Unprocessable(outcome.Problems.Select(problem => new ParameterProblem(problem.Path, problem.Text)));
        var told = new ProblemDetails
        {
            Status = StatusCodes.Status422UnprocessableEntity, Title = "Le catalogue est refusé",
            Detail = "Rien n’a été enregistré : « report » dit ce qui est à corriger, item par item.",
        };
        told.Extensions["report"] = CatalogueReport.Of(siret, outcome);
        return Results.Problem(told);
    }
}
