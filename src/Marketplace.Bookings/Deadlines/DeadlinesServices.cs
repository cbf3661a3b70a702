using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Bookings.Deadlines;

/// <summary>What the clock does.</summary>
public static class DeadlinesServices
{
    public static IServiceCollection AddDeadlines(this IServiceCollection services) => services
        .AddSingleton<DeadlineRunner>()
        .AddSingleton<Reminders>()
        .AddSingleton<ChangedSessions>()
        .AddSingleton<DeadlineExtension>()
        .AddSingleton<SetAsideDeadlines>();
}
