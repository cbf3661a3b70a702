using Marketplace.Money.Calendar;
using Marketplace.Web.Access;
using Marketplace.Web.Api.Actions;
using Marketplace.Web.Api.Bookings;
using Marketplace.Web.Api.Calendar;
using Marketplace.Web.Api.Endings;
using Marketplace.Web.Api.Places;
using Marketplace.Web.Api.Simulations;
using Marketplace.Web.Api.Statistics;
using Marketplace.Web.Api.Suggestions;
using Marketplace.Web.FrontDoor;
using Marketplace.Web.Searching;
using Marketplace.Web.SignIn;

namespace Marketplace.Web.Api;

/// <summary>API v1: services and addresses.</summary>
public static class ApiSetup
{
    private static readonly QueryParameters Completion = new(
    [
        new("q", $"Début du texte, {PrefixParameters.MaxTextLength} caractères au plus.", false, ParameterKind.Text,
            (query, _, _) => query),
        new("limit", "Nombre de propositions.", false, ParameterKind.Integer, (query, _, _) => query)
        {
            Minimum = 1,
            Maximum = PrefixParameters.MaxLimit,
            Default = "8",
        },
    ]);

    private static readonly SearchParameter Zone =
        new("zone", "Zone des jours fériés.", false, ParameterKind.Text,
            (query, _, _) => query) { Values = [.. HolidayZones.ByName.Keys.Order(StringComparer.Ordinal)], Default = "metropole" };

    private static readonly QueryParameters WorkingDaysParameters = new(
    [
        new("from", "Jour qui ouvre le délai ; il ne compte pas.", false, ParameterKind.Date, (query, _, _) => query),
        new("days", "Jours ouvrés.", false, ParameterKind.Integer, (query, _, _) => query) { Minimum = 0,
        Maximum = CalendarEndpoint.MaxDays },
        Zone,
    ]);

    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddProblemDetails();
        services.AddOpenApi(ApiDescription.Document, ApiDescription.Configure);
        return services.AddBookingsApi();
    }

    public static IEndpointRouteBuilder MapApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("").RequireRight(RightsGate.Open).WithMetadata(new WithoutSession());
        api.MapGet(ApiAddresses.Actions, ActionsEndpoint.Search).WithName("SearchActions").WithSummary("Cherche des actions de formation")
            .WithMetadata(new QueryParameters(SearchParameters.All))
            .Produces<SearchResponse>().ProducesValidationProblem();
        api.MapGet(ApiAddresses.Action.Pattern, ActionsEndpoint.Show).WithName("GetAction").WithSummary("Une action avec ses sessions")
            .Produces<ActionResource>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status410Gone);
        api.MapGet(ApiAddresses.Suggestions, SuggestionsEndpoint.Search).WithName("Suggest").WithSummary("Complète un début de recherche")
            .WithMetadata(Completion).Produces<SuggestionsResponse>().ProducesValidationProblem();
        api.MapGet(ApiAddresses.Places, PlacesEndpoint.Search).WithName("SearchPlaces").WithSummary("Communes par nom ou code postal")
            .WithMetadata(Completion).Produces<PlacesResponse>().ProducesValidationProblem();
        api.MapGet(ApiAddresses.Calendar.Pattern, CalendarEndpoint.Year).WithName("GetHolidays").WithSummary("Jours fériés d’une année")
            .WithMetadata(new QueryParameters([Zone])).Produces<IReadOnlyList<Holiday>>().ProducesValidationProblem();
        api.MapGet(ApiAddresses.WorkingDays, CalendarEndpoint.End).WithName("AddWorkingDays")
            .WithSummary("Jour où finit un délai en jours ouvrés")
            .WithMetadata(WorkingDaysParameters).Produces<WorkingDaysResponse>().ProducesValidationProblem();
        api.MapPost(ApiAddresses.Simulations, SimulationEndpoint.Simulate).WithName("Simulate")
            .WithSummary("Ce qu’une formation coûterait à la personne")
            // Reads no cookie and changes nothing.
            .WithMetadata(new WithoutFormToken()).Accepts<SimulationBody>("application/json")
            .Produces<SimulationResponse>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapPost(ApiAddresses.Endings, EndingEndpoint.Simulate).WithName("SimulateEnding")
            .WithSummary("Ce que la fin d’une inscription paie et rend")
            .WithMetadata(new WithoutFormToken()).Accepts<EndingBody>("application/json")
            .Produces<EndingResponse>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        BookingsApi.Map(routes);
        StatisticsApi.Map(routes);
        routes.MapOpenApi(ApiAddresses.Description.Pattern).RequireRight(RightsGate.Open);
        return routes;
    }
}
