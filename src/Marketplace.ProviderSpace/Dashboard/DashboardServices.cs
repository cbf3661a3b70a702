using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.ProviderSpace.Dashboard;

/// <summary>What a provider's staff have to look at.</summary>
public static class DashboardServices
{
    public static IServiceCollection AddDashboard(this IServiceCollection services) => services.AddSingleton<DashboardReader>();
}
