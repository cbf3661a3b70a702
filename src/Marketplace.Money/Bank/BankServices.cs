using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Money.Bank;

/// <summary>Money that arrives at the bank.</summary>
public static class BankServices
{
    public static IServiceCollection AddBank(this IServiceCollection services) => services
        .AddSingleton<BankDecisions>()
        .AddSingleton<BankMatching>();
}
