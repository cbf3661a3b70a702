using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.People.Access;

/// <summary>Who may do what.</summary>
public static class AccessServices
{
    public static IServiceCollection AddAccess(this IServiceCollection services) => services
        .AddSingleton<AccessCheck>();
}
