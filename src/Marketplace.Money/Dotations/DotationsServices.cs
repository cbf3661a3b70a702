using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Money.Dotations;

/// <summary>Orders of funders, and what becomes of them.</summary>
public static class DotationsServices
{
    public static IServiceCollection AddDotations(this IServiceCollection services) => services
        .AddSingleton<BeneficiaryImport>()
        .AddSingleton<DotationCrediting>()
        .AddSingleton<DotationExpiry>()
        .AddSingleton<DotationOrders>();
}
