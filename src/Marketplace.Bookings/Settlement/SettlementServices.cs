using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Bookings.Settlement;

/// <summary>What an ending does in the ledger.</summary>
public static class SettlementServices
{
    public static IServiceCollection AddSettlement(this IServiceCollection services) => services
        .AddSingleton<Settling>();
}
