using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Marketplace.Catalogue.Reference;

public static class ReferenceServices
{
    /// <summary>
    /// Fills and loads the reference tables of a migrated database, and registers <see cref="ReferenceDataStore"/> with them;
    /// in hosts a listener keeps it fresh.
    /// </summary>
    public static async Task AddReferenceDataAsync(
        this IServiceCollection services, NpgsqlDataSource database, CancellationToken cancel = default)
    {
        var store = new ReferenceDataStore(database);
        await store.OpenAsync(cancel);
        services.AddSingleton(store);
        services.AddHostedService<ReferenceListener>();
    }
}
