using Marketplace.Web.Api.Provider.Bookings;
using Marketplace.Web.Api.Provider.Catalogues;
using Marketplace.Web.Api.Provider.Webhooks;

namespace Marketplace.Web.Api.Provider;

/// <summary>
/// What programs of training providers do, with keys of their establishments (docs/api.md). Other parts of the providers' API map
/// themselves with <see cref="KeyRequirement"/>.
/// </summary>
internal static class ProviderApi
{
    public static IServiceCollection AddProviderApi(this IServiceCollection services) => services
        .AddSingleton<KeyLimits>()
        .AddCatalogueApi()
        .AddProviderBookingsApi()
        .AddWebhooksApi();

    public static void Map(IEndpointRouteBuilder routes)
    {
        CatalogueApi.Map(routes);
        ProviderBookingsApi.Map(routes);
        WebhooksApi.Map(routes);
    }
}
