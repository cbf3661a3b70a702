using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Bookings.Messages;

/// <summary>Messages inside a dossier.</summary>
public static class MessagesServices
{
    public static IServiceCollection AddMessages(this IServiceCollection services) => services
        .AddSingleton<Messages>();
}
