using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.ProviderSpace.Sandbox;

/// <summary>What programs try out.</summary>
public static class SandboxServices
{
    public static IServiceCollection AddSandbox(this IServiceCollection services) => services
        .AddSingleton<SandboxOffers>()
        .AddSingleton<SandboxBookings>();
}
