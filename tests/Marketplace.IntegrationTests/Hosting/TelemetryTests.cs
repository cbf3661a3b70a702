using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Marketplace.Platform.Telemetry;
using Marketplace.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Marketplace.IntegrationTests.Hosting;

public sealed class TelemetryTests
{
    [Theory]
    [InlineData("Telemetry:Otlp")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT")]
    public async Task Export_AddressGiven_SendsTracesAndMetricsThere(string setting)
    {
        var received = new ConcurrentDictionary<string, string>();
        await using var collector = await CollectorAsync(received);
        var settings = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new(setting, collector.Urls.Single()),
            new("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
        ]).Build();

        using (TelemetryExport.Start(settings))
        {
            using (MarketplaceTelemetry.Traces.StartActivity("essai"))
                MarketplaceTelemetry.ImportedItems.Add(1);
        }

        Assert.Contains("essai", received["/v1/traces"]);
        Assert.Contains("marketplace.import.items", received["/v1/metrics"]);
    }

    /// <summary>Its spans hold whole addresses, ids among them; the client has spans of its own without.</summary>
    [Fact]
    public void Export_SourceOfTheElasticTransport_IsNotHeard()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Telemetry:Otlp", "http://127.0.0.1:9")]).Build();
        using var telemetry = TelemetryExport.Start(settings);
        using var transport = new ActivitySource("Elastic.Transport");
        Assert.False(transport.HasListeners());
        Assert.True(MarketplaceTelemetry.Traces.HasListeners());
    }

    private static async Task<WebApplication> CollectorAsync(ConcurrentDictionary<string, string> received)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var collector = builder.Build();
        collector.Run(async context =>
        {
            using var body = new StreamReader(context.Request.Body, Encoding.Latin1);
            received[context.Request.Path] = await body.ReadToEndAsync();
            context.Response.StatusCode = StatusCodes.Status200OK;
        });
        await collector.StartAsync();
        return collector;
    }
}
