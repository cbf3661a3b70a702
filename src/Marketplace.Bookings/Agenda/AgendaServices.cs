using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Bookings.Agenda;

/// <summary>Dossiers with their moments.</summary>
public static class AgendaServices
{
    public static IServiceCollection AddAgendas(this IServiceCollection services) => services
        .AddSingleton<Agendas>();
}
