using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.ProviderSpace.Moderation;

/// <summary>Offers that are pointed at.</summary>
public static class ModerationServices
{
    public static IServiceCollection AddModeration(this IServiceCollection services) => services
        .AddSingleton<ModerationReader>().AddSingleton<OfferReports>().AddSingleton<ModerationDecisions>().AddSingleton<ModerationMail>()
        .AddSingleton<ModerationScan>();
}
