using System.Net;
using Marketplace.IntegrationTests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.IntegrationTests.FrontDoor;

/// <summary>The program on a real port: limits on bodies, headers and addresses are the web server's.</summary>
public sealed class PortApplication : MarketplaceApplication, IAsyncLifetime
{
    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        UseKestrel(0);
        StartServer();
    }
}

/// <summary>Requests say in a header of the tests which address they come from; one network is a known proxy.</summary>
public class AddressedApplication : MarketplaceApplication
{
    /// <summary>Header that only these tests know.</summary>
    public const string From = "X-Test-Address";

    public const string Proxy = "10.9.0.1";

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Proxy:Known", "10.9.0.0/16, 2001:db8::1");
        builder.ConfigureServices(services => services.AddSingleton<IStartupFilter, Addressing>());
    }

    private sealed class Addressing : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, rest) =>
            {
                context.Connection.RemoteIpAddress = context.Request.Headers[From].ToString() is { Length: > 0 } address
                    ? IPAddress.Parse(address) : IPAddress.Loopback;
                return rest(context);
            });
            next(app);
        };
    }
}

/// <summary>With limits small enough to reach.</summary>
public sealed class LimitedApplication : AddressedApplication
{
    public const int Address = 30;
    public const int Account = 12;
    public const int SignIn = 5;
    public const int Mails = 3;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("RateLimits:AddressPerMinute", $"{Address}");
        builder.UseSetting("RateLimits:AccountPerMinute", $"{Account}");
        builder.UseSetting("RateLimits:SignInPerMinute", $"{SignIn}");
        builder.UseSetting("RateLimits:MailsPerHour", $"{Mails}");
    }
}
