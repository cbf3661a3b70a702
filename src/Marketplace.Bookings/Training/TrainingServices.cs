using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Bookings.Training;

/// <summary>Entry, exit, service done.</summary>
public static class TrainingServices
{
    public static IServiceCollection AddTraining(this IServiceCollection services) => services
        .AddSingleton<Entries>()
        .AddSingleton<Exits>();
}
