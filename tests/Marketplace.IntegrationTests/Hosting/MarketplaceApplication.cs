using System.Security.Cryptography;
using Marketplace.Core.Vault;
using Marketplace.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Xunit;

namespace Marketplace.IntegrationTests.Hosting;

/// <summary>
/// The whole program in this process, with a database and a data directory of its own and no demo catalogue.
/// As <c>IClassFixture&lt;MarketplaceApplication&gt;</c> it is shared by the tests of a class.
/// </summary>
public class MarketplaceApplication : WebApplicationFactory<Program>, IAsyncLifetime
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("marketplace-");

    public TestDatabase Database { get; } = new();

    /// <summary>Environment name; Development has the clock that can be moved.</summary>
    protected virtual string Environment => "Development";

    public ValueTask InitializeAsync() => Database.InitializeAsync();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(Environment);
        builder.UseSetting("ConnectionStrings:Marketplace", Database.ConnectionString);
        builder.UseSetting("Data:Directory", _data.FullName);
        builder.UseSetting("Seed:Demo", "false");
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        builder.ConfigureTestServices(services => services.TryAddSingleton(
            new MasterKeys("test", new Dictionary<string, byte[]> { ["test"] = RandomNumberGenerator.GetBytes(MasterKeys.KeyLength) })));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Database.DisposeAsync();
        _data.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }
}
