using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Bookings.Dossiers;

/// <summary>Dossiers under their lock, and what everybody needs of them.</summary>
public static class DossiersServices
{
    public static IServiceCollection AddDossiers(this IServiceCollection services) => services
        .AddSingleton<DossierDesk>()
        .AddSingleton<DossierMail>()
        .AddSingleton<DossierReader>();
}
