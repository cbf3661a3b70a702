using Marketplace.Web.Access;
using Marketplace.Web.Api.Actions;
using Marketplace.Web.Api.Places;
using Marketplace.Web.Api.Suggestions;
using Marketplace.Web.Searching;
using Marketplace.Web.SignIn;

namespace Marketplace.Web.Api;

/// <summary>API v1: services and addresses.</summary>
public static class ApiSetup
{
    private static readonly QueryParameters Completion = new(
    [
        new("q", $"Début du texte, {PrefixParameters.MaxTextLength} caractères au plus.", false, ParameterKind.Text, (query, _, _) => query),
        new("limit", "Nombre de propositions.", false, ParameterKind.Integer, (query, _, _) => query)
        {
            Minimum = 1,
            Maximum = PrefixParameters.MaxLimit,
            Default = "8",
        },
    ]);

    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddProblemDetails();
        services.AddOpenApi(ApiDescription.Document, ApiDescription.Configure);
        return services;
    }

    public static IEndpointRouteBuilder MapApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").RequireRight(RightsGate.Open).WithMetadata(new WithoutSession());
        api.MapGet("/actions", ActionsEndpoint.Search).WithName("SearchActions").WithSummary("Cherche des actions de formation")
            .WithMetadata(new QueryParameters(SearchParameters.All))
            .Produces<SearchResponse>().ProducesValidationProblem();
        api.MapGet("/actions/{id}", ActionsEndpoint.Show).WithName("GetAction").WithSummary("Une action avec ses sessions")
            .Produces<ActionResource>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status410Gone);
        api.MapGet("/suggestions", SuggestionsEndpoint.Search).WithName("Suggest").WithSummary("Complète un début de recherche")
            .WithMetadata(Completion).Produces<SuggestionsResponse>().ProducesValidationProblem();
        api.MapGet("/places", PlacesEndpoint.Search).WithName("SearchPlaces").WithSummary("Communes par nom ou code postal")
            .WithMetadata(Completion).Produces<PlacesResponse>().ProducesValidationProblem();
        routes.MapOpenApi("/api/{documentName}/openapi.json").RequireRight(RightsGate.Open);
        return routes;
    }
}
