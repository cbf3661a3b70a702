using Marketplace.Catalogue.Actions;
using Marketplace.Catalogue.Reference;
using Marketplace.Platform.Time;
using Marketplace.Web.Problems;
using Marketplace.Web.Searching;
using Marketplace.Web.Searching.Log;

namespace Marketplace.Web.Api.Actions;

/// <summary><c>/api/v1/actions</c> and <c>/api/v1/actions/{id}</c>.</summary>
public static class ActionsEndpoint
{
    public static async Task<IResult> Search(
        HttpRequest request, VisitorSearch search, ReferenceDataStore reference, TimeProvider clock, QueryRecorder recorder,
        CancellationToken cancel)
    {
        var bound = SearchBinder.Bind(request.Query, reference.Current, clock.Today());
        var problems = bound.Problems.Concat(bound.Unknown.Select(UnknownParameter)).ToList();
        if (problems.Count > 0)
            return ApiProblem.Parameters(problems);
        if (await search.TryAsync(bound.Query, cancel) is not { } result)
            return ApiProblem.SearchAway(request.HttpContext.Response);
        recorder.Record(request.HttpContext, QueryRecorder.Api, bound.Query, result);
        return Results.Json(SearchResponse.Of(result, reference.Current), ApiJson.Options);
    }

    public static async Task<IResult> Show(string id, HttpRequest request, ActionPageQuery actions, CancellationToken cancel)
    {
        if (request.Query.Count > 0)
            return ApiProblem.Parameters(request.Query.Keys.Select(UnknownParameter));
        return await actions.FindAsync(id, cancel) switch
        {
            null => ApiProblem.Of(StatusCodes.Status404NotFound, "Action inconnue", $"Aucune action n’a l’identifiant « {id} »."),
            { Archived: true } => ApiProblem.Of(StatusCodes.Status410Gone, "Action retirée", $"L’action « {id} » n’est plus proposée."),
            { ProviderWithheld: true } => ApiProblem.Of(StatusCodes.Status410Gone, "Organisme non référencé",
                $"L’action « {id} » n’est pas proposée : son organisme n’est pas référencé en ce moment."),
            var action => Results.Json(ActionResource.Of(action), ApiJson.Options),
        };
    }

    internal static ParameterProblem UnknownParameter(string name) =>
        new(name.Length <= 60 ? name : name[..60], "Paramètre inconnu.");
}
