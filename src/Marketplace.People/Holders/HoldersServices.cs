using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.People.Holders;

/// <summary>Holders of rights, their identity and whom they let in.</summary>
public static class HoldersServices
{
    public static IServiceCollection AddHolders(this IServiceCollection services) => services
        .AddSingleton<Consents>()
        .AddSingleton<HolderNir>()
        .AddSingleton<HolderSignUp>()
        .AddSingleton<HolderStore>()
        .AddSingleton<HolderSuspension>()
        .AddSingleton<IdentityChecks>()
        .AddSingleton<IdentityDocuments>();
}
