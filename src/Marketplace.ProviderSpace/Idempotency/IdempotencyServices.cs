using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.ProviderSpace.Idempotency;

/// <summary>Requests that are done once.</summary>
public static class IdempotencyServices
{
    public static IServiceCollection AddIdempotency(this IServiceCollection services) => services.AddSingleton<IdempotentRequests>();
}
