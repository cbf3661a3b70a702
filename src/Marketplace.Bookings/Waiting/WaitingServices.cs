using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Bookings.Waiting;

/// <summary>Waiting lists of full sessions.</summary>
public static class WaitingServices
{
    public static IServiceCollection AddWaitingLists(this IServiceCollection services) => services
        .AddSingleton<WaitingMail>()
        .AddSingleton<WaitingTurn>()
        .AddSingleton<WaitingList>()
        .AddSingleton<WaitingReader>()
        .AddSingleton<WaitingSweep>();
}
