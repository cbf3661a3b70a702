using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Reference;

public static class ReferenceServices
{
    /// <summary>
    /// Registers <see cref="ReferenceDataStore"/> and, in hosts, the listener that keeps it fresh.
    /// Call <see cref="ReferenceDataStore.OpenAsync"/> once after the migrations.
    /// </summary>
    public static IServiceCollection AddReferenceData(this IServiceCollection services) => services
        .AddSingleton<ReferenceDataStore>()
        .AddHostedService<ReferenceListener>();
}
