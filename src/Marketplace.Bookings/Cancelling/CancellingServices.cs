using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Bookings.Cancelling;

/// <summary>Cancellations before the start.</summary>
public static class CancellingServices
{
    public static IServiceCollection AddCancelling(this IServiceCollection services) => services
        .AddSingleton<Cancellations>();
}
