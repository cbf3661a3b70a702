using Marketplace.People.Access;
using Marketplace.ProviderSpace.Keys;
using Marketplace.Web.Api.Bookings;
using Marketplace.Web.Searching;

namespace Marketplace.Web.Api.Provider.Bookings;

/// <summary>Addresses of an establishment's bookings.</summary>
internal static class ProviderBookingsApi
{
    private static readonly QueryParameters Paging = new(
    [
        .. BookingsApi.Paging.All,
        new("state", "États : ceux-là seulement.", true, ParameterKind.Text, (query, _, _) => query),
    ]);

    public static IServiceCollection AddProviderBookingsApi(this IServiceCollection services) => services
        .AddSingleton<DossierBookings>()
        .AddSingleton<TriedBookings>()
        .AddSingleton<ProviderBookingsEndpoint>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        var read = routes.MapGroup("").RequireKeyScope(KeyScopes.Bookings, Rights.BookingsProviderView).WithSandbox();
        read.MapGet(ApiAddresses.ProviderBookings, ProviderBookingsEndpoint.ListAsync).WithName("ListProviderBookings")
            .WithSummary("Inscriptions de l’établissement").WithMetadata(Paging)
            .Produces<ProviderBookingsResponse>().ProducesValidationProblem().WithKeyRefusals();
        read.MapGet(ApiAddresses.ProviderBooking.Pattern, ProviderBookingsEndpoint.ShowAsync).WithName("GetProviderBooking")
            .WithSummary("Une inscription, entière")
            .Produces<ProviderBookingResource>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound)
            .WithKeyRefusals();
        routes.MapPost(ApiAddresses.ProviderBookingEvents.Pattern, ProviderBookingsEndpoint.PostAsync)
            .RequireKeyScope(KeyScopes.Bookings, Rights.BookingsProviderAct).WithSandbox()
            .WithName("ActOnProviderBooking").WithSummary("Accuser réception, proposer, refuser, annuler, déclarer entrée et sortie")
            .Accepts<ProviderBookingEvent>("application/json")
            .Produces<ProviderBookingResource>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType).WithPreconditions().DoneOnce().WithKeyRefusals();
        var tried = routes.MapGroup("").RequireKeyScope(KeyScopes.Bookings, Rights.BookingsProviderAct).WithSandbox();
        Tried(tried.MapPost(ApiAddresses.ProviderSandboxBookings, SandboxEndpoint.CreateAsync).WithName("CreateSandboxBooking")
            .WithSummary("Bac à sable : une demande d’inscription d’essai").Accepts<SandboxRequest>("application/json")
            .Produces<ProviderBookingResource>(StatusCodes.Status201Created));
        Tried(tried.MapPost(ApiAddresses.ProviderSandboxEvents.Pattern, SandboxEndpoint.PlayAsync).WithName("PlaySandboxBooking")
            .WithSummary("Bac à sable : ce que font la personne et le calendrier").Accepts<SandboxPlay>("application/json")
            .Produces<ProviderBookingResource>().ProducesProblem(StatusCodes.Status404NotFound));
    }

    private static void Tried(RouteHandlerBuilder route) => route.ProducesValidationProblem()
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType).DoneOnce().WithKeyRefusals();
}
