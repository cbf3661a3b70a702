using Marketplace.Platform.Data.Editing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.People.Organisations;

/// <summary>Organisations and who works for them.</summary>
public static class OrganisationsServices
{
    public static IServiceCollection AddOrganisations(this IServiceCollection services) => services
        .AddSingleton(ContextQuery.Of((OrganisationsContext all) => all.Invitations.AnyAsync(i => i.Id == Guid.Empty)))
        .AddSingleton<Invitations>()
        .AddSingleton<Memberships>()
        .AddSingleton<OrganisationStore>();
}
