using Marketplace.Platform.Vault;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Npgsql;

namespace Marketplace.Web.Hosting.DataProtection;

/// <summary>Data protection for several processes on one database.</summary>
public static class StoredDataProtection
{
    /// <summary>
    /// Keeps the keys in the database, sealed with the master key. Needs <see cref="NpgsqlDataSource"/> and <see cref="MasterKeys"/>.
    /// </summary>
    public static IServiceCollection AddStoredDataProtection(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("marketplace");
        services.AddOptions<KeyManagementOptions>().Configure<NpgsqlDataSource, MasterKeys>((options, database, keys) =>
        {
            options.XmlRepository = new StoredKeys(database);
            options.XmlEncryptor = new SealingEncryptor(keys);
        });
        return services;
    }
}
