using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.ProviderSpace.Keys;

/// <summary>Keys of providers' programs.</summary>
public static class KeysServices
{
    public static IServiceCollection AddKeys(this IServiceCollection services) => services.AddSingleton<ProviderKeys>();
}
