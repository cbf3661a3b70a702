using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Money.Entitlements;

/// <summary>What holders are told of their rights, declare and dispute.</summary>
public static class EntitlementsServices
{
    public static IServiceCollection AddEntitlements(this IServiceCollection services) => services
        .AddSingleton<Contestations>()
        .AddSingleton<EntitlementHistory>()
        .AddSingleton<EntitlementStore>()
        .AddSingleton<HolderConversion>()
        .AddSingleton<HolderDeclarations>();
}
