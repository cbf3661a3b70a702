using Marketplace.People.Holders;
using Marketplace.Platform.Scanning;
using Marketplace.Web.Site;

namespace Marketplace.Web.Scanning;

/// <summary>The part of the server that has uploads scanned, where a scanner is set.</summary>
public static class ScanningSetup
{
    /// <summary>The web processes know that there is a scanner; the roles all and jobs ask it.</summary>
    /// <exception cref="Marketplace.Platform.Data.SetupException">A setting makes no sense.</exception>
    public static void AddScanning(this WebApplicationBuilder builder, ServerRole role)
    {
        if (ClamdSettings.Read(builder.Configuration) is not { } settings)
            return;
        builder.Services.AddSingleton<IMalwareScanner>(new ClamdScanner(settings));
        builder.Services.AddSingleton<DocumentScans>();
        if (role is not ServerRole.Web)
            builder.Services.AddHostedService<ScanWorker>();
    }
}
