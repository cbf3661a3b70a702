using System.Collections.Concurrent;
using Marketplace.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Marketplace.IntegrationTests.Hosting;

public sealed class WarmUpTests
{
    [Fact]
    public async Task Run_ListeningSite_IsAskedForItsMainPages()
    {
        var asked = new ConcurrentBag<string>();
        await using var site = WebApplication.Create();
        site.Urls.Add("http://127.0.0.1:0");
        site.Run(context =>
        {
            asked.Add(context.Request.Path);
            return context.Response.WriteAsync("");
        });
        await site.StartAsync(TestContext.Current.CancellationToken);
        await WarmUp.RunAsync(site.Urls, TestContext.Current.CancellationToken);
        Assert.Equal(["/", "/api/v1/actions", "/api/v1/places", "/recherche"], asked.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("http://+:5080", "http://127.0.0.1:5080/")]
    [InlineData("http://0.0.0.0:80", "http://127.0.0.1/")]
    [InlineData("http://[::]:5080", "http://127.0.0.1:5080/")]
    [InlineData("http://localhost:5080", "http://localhost:5080/")]
    [InlineData("https://localhost:5081", null)]
    [InlineData("http://unix:/run/site.sock", null)]
    public void Loopback_ListeningAddress_IsHowThisMachineReachesIt(string listening, string? reached) =>
        Assert.Equal(reached, WarmUp.Loopback(listening)?.ToString());
}
