using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.People.Organisations;

/// <summary>Organisations and who works for them.</summary>
public static class OrganisationsServices
{
    public static IServiceCollection AddOrganisations(this IServiceCollection services) => services
        .AddSingleton<Invitations>()
        .AddSingleton<Memberships>()
        .AddSingleton<OrganisationStore>();
}
