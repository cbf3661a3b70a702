using Marketplace.Platform.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Marketplace.Web.Hosting;

/// <summary>
/// Sends traces and metrics to an OTLP address (setting <c>Telemetry:Otlp</c>, or the standard
/// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> with its companions). Without an address nothing is collected.
/// The framework's own request traces stay out: they may hold what people searched for.
/// </summary>
public sealed class TelemetryExport : IDisposable
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private readonly TracerProvider? _traces;
    private readonly MeterProvider? _metrics;

    private TelemetryExport(TracerProvider? traces = null, MeterProvider? metrics = null) => (_traces, _metrics) = (traces, metrics);

    /// <summary>Starts to collect; disposing sends what is left.</summary>
    public static TelemetryExport Start(IConfiguration settings)
    {
        var address = settings["Telemetry:Otlp"] is { Length: > 0 } own ? own : settings[Endpoint];
        if (string.IsNullOrWhiteSpace(address))
            return new TelemetryExport();
        // The exporter reads protocol, headers and interval by their standard names from these settings.
        var exporter = new ConfigurationBuilder().AddConfiguration(settings)
            .AddInMemoryCollection([KeyValuePair.Create<string, string?>(Endpoint, address)]).Build();
        return new TelemetryExport(
            Sdk.CreateTracerProviderBuilder()
                .ConfigureServices(services => services.AddSingleton<IConfiguration>(exporter))
                .ConfigureResource(Describe)
                .AddSource(MarketplaceTelemetry.Name, "Npgsql")
                .AddOtlpExporter().Build(),
            Sdk.CreateMeterProviderBuilder()
                .ConfigureServices(services => services.AddSingleton<IConfiguration>(exporter))
                .ConfigureResource(Describe)
                .AddMeter(MarketplaceTelemetry.Name, "Npgsql", "Microsoft.AspNetCore.Hosting", "System.Runtime")
                .AddOtlpExporter().Build());
    }

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }

    private static void Describe(ResourceBuilder resource) =>
        resource.AddService("marketplace", serviceVersion: typeof(TelemetryExport).Assembly.GetName().Version?.ToString());
}
