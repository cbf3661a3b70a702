using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Payments.BankDetails;

/// <summary>Where providers are paid to.</summary>
public static class BankDetailsServices
{
    /// <summary>Needs database, vault, rule book, clock and the <see cref="BankDetailsSite"/>.</summary>
    public static IServiceCollection AddBankDetails(this IServiceCollection services) => services
        .AddSingleton<ProviderBankDetails>()
        .AddSingleton<BankDetailsMail>()
        .AddSingleton<BankDetailsChanges>();
}
