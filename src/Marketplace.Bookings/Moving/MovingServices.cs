using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Bookings.Moving;

/// <summary>Another session of the same action.</summary>
public static class MovingServices
{
    public static IServiceCollection AddMoving(this IServiceCollection services) => services
        .AddSingleton<SessionMoves>();
}
