using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Bookings.Proofs;

/// <summary>Proofs of service done.</summary>
public static class ProofsServices
{
    public static IServiceCollection AddProofs(this IServiceCollection services) => services.AddSingleton<Proofs>();
}
