using System.Diagnostics.Metrics;
using Marketplace.Platform.Mail;
using Marketplace.Platform.Telemetry;
using Marketplace.Platform.Vault;
using Marketplace.Web.Site;
using Marketplace.Web.Templating;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Marketplace.Web.Mailing;

/// <summary>The part of the server that sends e-mails.</summary>
public static class MailingSetup
{
    /// <summary>Needs NpgsqlDataSource and MasterKeys. Mails are sent by the roles all and jobs, in Development by each process.</summary>
    /// <exception cref="Marketplace.Platform.Data.SetupException">A setting makes no sense.</exception>
    public static void AddMailing(this WebApplicationBuilder builder, ServerRole role)
    {
        var services = builder.Services;
        // The role jobs has no pages, which would bring these.
        services.AddOptions<OperatorSettings>().BindConfiguration(OperatorSettings.Section);
        services.TryAddSingleton<StaticAssetAddresses>();
        services.TryAddSingleton<Templates>();
        services.AddSingleton(MailSettings.Read(builder.Configuration, builder.Environment));
        services.AddSingleton<Func<MasterKeys>>(provider => () => provider.GetRequiredService<MasterKeys>());
        services.AddSingleton<MailDelivery>();
        services.AddSingleton<MailRenderer>();
        services.AddSingleton<MailBatch>();
        services.AddSingleton<MailBacklog>();
        if (builder.Environment.IsDevelopment())
            services.AddSingleton<CaughtMails>();
        if (role is not ServerRole.Web || builder.Environment.IsDevelopment())
            services.AddHostedService<MailWorker>();
    }

    /// <summary>Shows the metric of waiting mails.</summary>
    public static void ObserveMailing(this WebApplication app, Meter meter)
    {
        var backlog = app.Services.GetRequiredService<MailBacklog>();
        meter.ObserveWaitingMails(() => backlog.Count);
    }
}
