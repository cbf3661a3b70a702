using Marketplace.Platform.Data;
using Marketplace.ProviderSpace.Webhooks;
using Marketplace.Web.Site;

namespace Marketplace.Web.Webhooks;

/// <summary>The part of the server that sends events to providers' programs.</summary>
public static class WebhooksSetup
{
    /// <summary>Sent by the roles all and jobs.</summary>
    /// <exception cref="SetupException">A setting makes no sense.</exception>
    public static void AddWebhookSending(this WebApplicationBuilder builder, ServerRole role)
    {
        if (role is not ServerRole.Web)
            builder.Services.AddHostedService<WebhookWorker>();
    }

    /// <summary>Where webhooks may lead (<c>Webhooks__AllowLoopback</c>, in Development alone).</summary>
    /// <exception cref="SetupException">It is set elsewhere.</exception>
    public static WebhookSettings Read(IConfiguration settings, IHostEnvironment environment)
    {
        var loopback = settings.GetValue<bool>("Webhooks:AllowLoopback");
        return loopback && !environment.IsDevelopment()
            ? throw new SetupException(
                "Webhooks__AllowLoopback n’existe qu’en Development : ailleurs, un événement ne part que vers l’internet public.")
            : new(loopback);
    }
}
