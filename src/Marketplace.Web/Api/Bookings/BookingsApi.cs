using Marketplace.People.Access;
using Marketplace.People.Tokens;
using Marketplace.Web.Access;
using Marketplace.Web.Api.Tokens;
using Marketplace.Web.FrontDoor;
using Marketplace.Web.Searching;
using Marketplace.Web.SignIn;

namespace Marketplace.Web.Api.Bookings;

/// <summary>The learner's bookings for programs that the learner gave a token.</summary>
internal static class BookingsApi
{
    internal static readonly QueryParameters Paging = new(
    [
        new("cursor", "Valeur de « next » de la page précédente.", false, ParameterKind.Text, (query, _, _) => query),
        new("limit", "Dossiers d’une page.", false, ParameterKind.Integer, (query, _, _) => query)
        {
            Minimum = 1, Maximum = BookingsPage.MaxLimit, Default = "20",
        },
    ]);

    public static IServiceCollection AddBookingsApi(this IServiceCollection services) =>
        services.AddSingleton<BookingsEndpoint>().AddSingleton<BookingEventsEndpoint>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        var read = routes.MapGroup("").RequireRight(Rights.BookingsMineView).WithMetadata(new WithoutSession(),
            new TakesToken(TokenScopes.Read));
        Refusals(read.MapGet(ApiAddresses.Bookings, BookingsEndpoint.ListAsync).WithName("ListBookings")
            .WithSummary("Mes dossiers d’inscription")
            .WithMetadata(Paging).Produces<BookingsResponse>().ProducesValidationProblem());
        Refusals(read.MapGet(ApiAddresses.Booking.Pattern, BookingsEndpoint.ShowAsync).WithName("GetBooking")
            .WithSummary("Un de mes dossiers, entier")
            .Produces<BookingResource>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound));
        Refusals(routes.MapPost(ApiAddresses.BookingEvents.Pattern, BookingEventsEndpoint.PostAsync).RequireRight(Rights.BookingsMineAct)
            .WithMetadata(new WithoutSession(), new TakesToken(TokenScopes.Act), new WithoutFormToken())
            .WithName("ActOnBooking").WithSummary("Accepter, renoncer, annuler, changer de session")
                .Accepts<BookingEvent>("application/json")
            .Produces<BookingResource>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType));
    }

    private static void Refusals(RouteHandlerBuilder route) =>
        route.ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
}

/// <summary>Body of an event, for the description; it is read by hand.</summary>
/// <param name="Event">accept, decline, cancel, ask-move, agree-move or refuse-move.</param>
/// <param name="CardCents">Of accept, and needed there.</param>
/// <param name="ForceMajeure">Of cancel; false when absent.</param>
/// <param name="Session">Of ask-move, and needed there: number of another session of the action.</param>
public sealed record BookingEvent(string Event, long? CardCents, bool? ForceMajeure, string? Session);
