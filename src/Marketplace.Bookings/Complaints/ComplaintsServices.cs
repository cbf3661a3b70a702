using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Bookings.Complaints;

/// <summary>Complaints about a dossier.</summary>
public static class ComplaintsServices
{
    public static IServiceCollection AddComplaints(this IServiceCollection services) => services
        .AddSingleton<Complaints>();
}
