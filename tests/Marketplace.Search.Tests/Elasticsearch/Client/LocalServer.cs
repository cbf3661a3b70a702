using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Marketplace.Search.Tests.Elasticsearch.Client;

/// <summary>A web server on a free port of this machine, for what only a network shows.</summary>
internal sealed class LocalServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private LocalServer(WebApplication app, string scheme) =>
        (this.app, Address) = (app, new Uri($"{scheme}://127.0.0.1:{new Uri(app.Urls.Single()).Port}"));

    public Uri Address { get; }

    public static async Task<LocalServer> StartAsync(RequestDelegate answer, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
                listen.UseHttps(certificate);
        }));
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return new LocalServer(app, certificate is null ? "http" : "https");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
