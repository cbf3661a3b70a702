using Marketplace.People.Recovery;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.People.Federation;

/// <summary>Accounts known through an identity provider, and how a lost factor is replaced.</summary>
public static class FederatedAccountsServices
{
    public static IServiceCollection AddFederatedAccounts(this IServiceCollection services) => services
        .AddSingleton<ExternalAccounts>()
        .AddSingleton<FactorRecoveries>();
}
