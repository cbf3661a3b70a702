using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Bookings.Closing;

/// <summary>What ends have in common.</summary>
public static class ClosingServices
{
    public static IServiceCollection AddClosing(this IServiceCollection services) => services
        .AddSingleton<DossierClosing>();
}
