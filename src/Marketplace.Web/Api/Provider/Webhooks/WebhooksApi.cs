using Marketplace.People.Access;
using Marketplace.Web.Api.Bookings;

namespace Marketplace.Web.Api.Provider.Webhooks;

/// <summary>Addresses of an establishment's webhooks.</summary>
internal static class WebhooksApi
{
    public static IServiceCollection AddWebhooksApi(this IServiceCollection services) => services.AddSingleton<WebhooksEndpoint>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        var hooks = routes.MapGroup("").RequireKeyScope(null, Rights.ProgramWebhooks).WithSandbox();
        Known(hooks.MapGet(ApiAddresses.ProviderWebhooks, WebhooksEndpoint.ListAsync).WithName("ListWebhooks")
            .WithSummary("Où les événements de l’établissement sont envoyés").Produces<WebhooksResponse>());
        Known(hooks.MapPost(ApiAddresses.ProviderWebhooks, WebhooksEndpoint.CreateAsync).WithName("CreateWebhook")
            .WithSummary("Un webhook de plus ; son secret n’est montré qu’ici").Accepts<WebhookBody>("application/json")
            .Produces<WebhookResource>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status415UnsupportedMediaType).DoneOnce());
        Known(hooks.MapGet(ApiAddresses.ProviderWebhook.Pattern, WebhooksEndpoint.ShowAsync).WithName("GetWebhook")
            .WithSummary("Un webhook").Produces<WebhookResource>());
        Known(hooks.MapPatch(ApiAddresses.ProviderWebhook.Pattern, WebhooksEndpoint.ChangeAsync).WithName("ChangeWebhook")
            .WithSummary("Adresse, événements, en service ou non").Accepts<WebhookChange>("application/json")
            .Produces<WebhookResource>().ProducesProblem(StatusCodes.Status415UnsupportedMediaType));
        Known(hooks.MapDelete(ApiAddresses.ProviderWebhook.Pattern, WebhooksEndpoint.RemoveAsync).WithName("RemoveWebhook")
            .WithSummary("Ne plus rien envoyer").Produces(StatusCodes.Status204NoContent));
        Known(hooks.MapPost(ApiAddresses.ProviderWebhookSecret.Pattern, WebhooksEndpoint.RotateAsync).WithName("RotateWebhookSecret")
            .WithSummary("Un autre secret ; l’ancien signe encore un jour").Produces<WebhookResource>().DoneOnce());
        Known(hooks.MapGet(ApiAddresses.ProviderDeliveries.Pattern, WebhooksEndpoint.DeliveriesAsync).WithName("ListDeliveries")
            .WithSummary("Journal des envois, le dernier d’abord").WithMetadata(BookingsApi.Paging).Produces<DeliveriesResponse>());
        Known(hooks.MapPost(ApiAddresses.ProviderReplay.Pattern, WebhooksEndpoint.ReplayAsync).WithName("ReplayDelivery")
            .WithSummary("Renvoyer un événement sous le même identifiant").Produces(StatusCodes.Status202Accepted).DoneOnce());
    }

    private static void Known(RouteHandlerBuilder route) => route.ProducesValidationProblem()
        .ProducesProblem(StatusCodes.Status404NotFound).WithKeyRefusals();
}
