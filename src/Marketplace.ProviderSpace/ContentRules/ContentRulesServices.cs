using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.ProviderSpace.ContentRules;

/// <summary>What offers may say.</summary>
public static class ContentRulesServices
{
    public static IServiceCollection AddContentRules(this IServiceCollection services) => services.AddSingleton<ContentFactsReader>();
}
