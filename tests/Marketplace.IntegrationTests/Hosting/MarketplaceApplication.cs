using Marketplace.Payments.Cards.Sandbox;
using Marketplace.Platform.Vault;
using Marketplace.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
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

    /// <summary>Where the site says it is, outside Development.</summary>
    public const string SiteAddress = "https://formation.example";

    /// <summary>Environment name; Development has the clock that can be moved.</summary>
    protected virtual string Environment => "Development";

    public ValueTask InitializeAsync() => Database.InitializeAsync();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        Configure(builder, Environment, Database, _data);
        // A host that listens nowhere is reached through its own handler.
        builder.ConfigureTestServices(services => services.AddHttpClient(SandboxDelivery.Client).ConfigurePrimaryHttpMessageHandler(
            provider => provider.GetRequiredService<IServer>() is TestServer server ? server.CreateHandler() : new SocketsHttpHandler()));
    }

    /// <summary>The settings of a program on a database, with a data directory of its own.</summary>
    internal static void Configure(IWebHostBuilder builder, string environment, TestDatabase database, DirectoryInfo data)
    {
        builder.UseEnvironment(environment);
        builder.UseSetting("ConnectionStrings:Marketplace", database.ApplicationConnectionString);
        builder.UseSetting("ConnectionStrings:MarketplaceOwner", database.ConnectionString);
        // Tests ask more in a minute than people do; the limits have tests of their own.
        builder.UseSetting("RateLimits:AddressPerMinute", "0");
        builder.UseSetting("RateLimits:AccountPerMinute", "0");
        builder.UseSetting("RateLimits:KeyPerMinute", "0");
        builder.UseSetting("RateLimits:SignInPerMinute", "0");
        builder.UseSetting("RateLimits:MailsPerHour", "0");
        builder.UseSetting("RateLimits:LinesPerHour", "0");
        builder.UseSetting("SignIn:LinkPauseMinutes", "0");
        if (environment != "Development")
            builder.UseSetting("Operator:SiteAddress", SiteAddress);
        builder.UseSetting("Data:Directory", data.FullName);
        builder.UseSetting("Seed:Demo", "false");
        // Tests call what a job calls; those of the jobs themselves have workers.
        builder.UseSetting("Jobs:Workers", "0");
        builder.UseSetting("Vault:CurrentKey", "test");
        builder.UseSetting("Vault:MasterKeys:test", Convert.ToBase64String(new byte[MasterKeys.KeyLength]));
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Database.DisposeAsync();
        _data.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }
}
