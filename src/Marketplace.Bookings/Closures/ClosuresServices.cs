using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Bookings.Closures;

/// <summary>Days on which providers are closed.</summary>
public static class ClosuresServices
{
    public static IServiceCollection AddClosures(this IServiceCollection services) => services.AddSingleton<ClosureDays>();
}
