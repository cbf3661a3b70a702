using System.Globalization;
using Marketplace.Web.Searching;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Web.Problems;

/// <summary>RFC 9457 answers.</summary>
public static class ApiProblem
{
    /// <summary>An answer stays short, however much is wrong with the request.</summary>
    private const int MostNamed = 20;

    /// <summary>400, naming each refused parameter under <c>errors</c>; beyond the first twenty they are counted.</summary>
    public static IResult Parameters(IEnumerable<ParameterProblem> problems) =>
        Named(problems, StatusCodes.Status400BadRequest, "Paramètres refusés");

    /// <summary>422, as <see cref="Parameters"/>: well-formed, and cannot be so.</summary>
    public static IResult Unprocessable(IEnumerable<ParameterProblem> problems) =>
        Named(problems, StatusCodes.Status422UnprocessableEntity, "Valeurs refusées");

    private static IResult Named(IEnumerable<ParameterProblem> problems, int status, string title)
    {
        var refused = problems.GroupBy(p => p.Name).ToList();
        var errors = refused.Take(MostNamed).ToDictionary(g => g.Key, g => g.Select(p => p.Text).Distinct().Take(MostNamed).ToArray());
        var others = refused.Count > MostNamed
            ? string.Create(CultureInfo.InvariantCulture, $" et {refused.Count - MostNamed} autres") : "";
        return Results.Problem(new HttpValidationProblemDetails(errors)
        {
            Status = status,
            Title = title,
            Detail = $"{title} : " + string.Join(", ", errors.Keys) + others + ".",
        });
    }

    /// <summary>503 while the search engine is away, with <c>Retry-After</c>.</summary>
    public static IResult SearchAway(HttpResponse response)
    {
        response.Headers.RetryAfter = VisitorSearch.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        return Of(StatusCodes.Status503ServiceUnavailable, "Recherche momentanément indisponible",
            $"Le moteur de recherche ne répond pas pour le moment. Réessayez dans {VisitorSearch.RetryAfterSeconds} secondes ; les autres adresses de l’API répondent.");
    }

    /// <summary>Any other refusal.</summary>
    public static IResult Of(int status, string title, string detail) =>
        Results.Problem(new ProblemDetails { Status = status, Title = title, Detail = detail });
}
