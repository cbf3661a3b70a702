using Marketplace.Platform.Data.Editing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.ProviderSpace.Referencing;

/// <summary>Which providers may be found and booked.</summary>
public static class ReferencingServices
{
    /// <summary>Needs database, vault, keys, rule book, clock and the <see cref="ReferencingSite"/>.</summary>
    public static IServiceCollection AddReferencing(this IServiceCollection services) => services
        .AddSingleton(ContextQuery.Of((ReferencingContext all) => all.Referencings.AnyAsync(r => r.Id == Guid.Empty)))
        .AddSingleton<ReferencingMail>()
        .AddSingleton<ReferencingDesk>()
        .AddSingleton<ReferencingReader>()
        .AddSingleton<ApplicationDocuments>()
        .AddSingleton<Applications>()
        .AddSingleton<ApplicationDecisions>()
        .AddSingleton<ProviderMeasures>();
}
