using System.Diagnostics.Metrics;
using Marketplace.Indexing;
using Marketplace.Indexing.Outbox;
using Marketplace.Platform.Data;
using Marketplace.Platform.Telemetry;
using Marketplace.Web.Alerts;
using Marketplace.Web.Api;
using Marketplace.Web.Api.Development;
using Marketplace.Web.Cards;
using Marketplace.Web.Pages.Documents;
using Marketplace.Web.Hosting.DataProtection;
using Marketplace.Web.Jobs;
using Marketplace.Web.Mailing;
using Marketplace.Web.Pages;
using Marketplace.Web.Pages.Development;
using Marketplace.Web.Pages.Payments;
using Marketplace.Web.Scanning;
using Marketplace.Web.Searching.Log;
using Marketplace.Web.SignIn;
using Marketplace.Web.Site;

namespace Marketplace.Web.Hosting;

/// <summary>Puts the parts of the server together.</summary>
public static class ServerComposition
{
    /// <summary>Services of the server beyond those that commands have too.</summary>
    public static void ConfigureServer(this WebApplicationBuilder builder, ServerRole role, MarketplaceDatabase database)
    {
        builder.Services.AddHostedService<ClockListener>();
        if (database.PrivateServer is not null)
            builder.Services.AddHostedService<PrivateServerWatch>();
        builder.Services.AddStoredDataProtection();
        // The role jobs needs it too: it writes the links of digests.
        SiteAddress.Require(builder.Configuration, builder.Environment);
        CardSettings.Require(builder.Configuration, builder.Environment);
        if (role is not ServerRole.Jobs)
        {
            builder.Services.AddPages().AddApi().AddQueryRecording();
            builder.AddSignIn();
            builder.AddFrontDoor();
            builder.AddSandboxDelivery();
        }
        // Run from the build's output in any environment, the program finds its assets in the sources; published, beside it.
        builder.WebHost.UseStaticWebAssets();
        builder.KeepAssetsInBrowsers();
        builder.Services.AddIndexFeed();
        builder.Services.AddSingleton<StatisticsSeeding>();
        builder.Services.AddHostedService<DemoSeeding>();
        builder.AddMailing(role);
        builder.AddScanning(role);
        builder.Services.AddAlerts();
        builder.Services.AddDossierDocuments();
        var jobs = JobSettings.Read(builder.Configuration);
        builder.Services.AddJobs(jobs);
        if (role is ServerRole.All or ServerRole.Jobs)
            builder.Services.AddJobServer(jobs);
        builder.ConfigureLogging();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1024 * 1024;
            kestrel.Limits.MaxRequestLineSize = 8 * 1024;
            kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        });
    }

    /// <summary>Routes and middleware.</summary>
    public static void MapServer(this WebApplication app, ServerRole role)
    {
        var feed = app.Services.GetRequiredService<OutboxFeed>();
        var index = app.Services.GetRequiredService<IndexReadiness>();
        // Of this host, and gone with it.
        var meter = app.Services.GetRequiredService<IMeterFactory>().Create(MarketplaceTelemetry.Name);
        meter.ObserveOutboxLag(() => feed.Lag.TotalSeconds);
        meter.ObserveIndexAvailability(() => index.Available);
        app.ObserveMailing(meter);
        if (role is ServerRole.Jobs)
        {
            app.MapHealth();
            return;
        }
        app.UseFrontDoor();
        app.MapHealth();
        app.MapPages();
        app.MapApi();
        app.MapCardPayments();
        if (app.Environment.IsDevelopment())
            ClockEndpoint.Map(DevelopmentPages.Map(app));
    }
}
