using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.People.SavedSearches;

/// <summary>Searches that people keep, and alerts on them.</summary>
public static class SavedSearchesServices
{
    public static IServiceCollection AddSavedSearches(this IServiceCollection services) => services
        .AddSingleton<AlertDigests>()
        .AddSingleton<AlertMatches>()
        .AddSingleton<AlertRuns>()
        .AddSingleton<SavedSearchStore>();
}
