using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Marketplace.ProviderSpace.Webhooks;

/// <summary>Events of providers, sent to their programs.</summary>
public static class WebhooksServices
{
    /// <summary>Needs <see cref="WebhookSettings"/>, which whoever hosts this reads.</summary>
    public static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        services.TryAddSingleton<IHostResolver, SystemResolver>();
        return services.AddSingleton<WebhookRegister>().AddSingleton<Deliveries>().AddSingleton<WebhookSending>();
    }
}
