using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Statistics;

/// <summary>How the marketplace is used, told without telling of anybody.</summary>
public static class StatisticsServices
{
    /// <summary>Needs database and clock.</summary>
    public static IServiceCollection AddStatistics(this IServiceCollection services) => services;
}
