using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Bookings.Requests;

/// <summary>Requests until they are sent.</summary>
public static class RequestsServices
{
    public static IServiceCollection AddRequests(this IServiceCollection services) => services
        .AddSingleton<Drafts>()
        .AddSingleton<SendCheck>()
        .AddSingleton<Sending>()
        .AddSingleton<DossierFunding>();
}
