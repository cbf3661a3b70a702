using Marketplace.Platform.Data;
using Marketplace.Platform.Data.Private;
using Marketplace.Platform.Vault;
using Marketplace.Web.Hosting;

namespace Marketplace.Web.Commands;

/// <summary>For commands that work on the private cluster as a whole, whatever state its database is in.</summary>
internal static class PrivateServerSession
{
    /// <summary>Opens the cluster of the settings, beside a running server or alone.</summary>
    /// <exception cref="SetupException">The settings name a server that is not ours.</exception>
    public static Task<PrivateServer> OpenAsync(CancellationToken cancel)
    {
        if (!string.IsNullOrWhiteSpace(Settings().GetConnectionString("Marketplace")))
            throw new SetupException("Cette commande concerne la base privée ; pour le serveur de ConnectionStrings__Marketplace, utilisez pg_dump et pg_restore (voir docs/operations.md).");
        return PrivateServer.OpenAsync(Directory(), new PrivateServerSettings(), cancel);
    }

    public static DataDirectory Directory() => Settings().DataDirectory();

    /// <summary>The master keys of the settings, or those beside the cluster: they seal backups.</summary>
    public static MasterKeys Keys()
    {
        var host = CommandSession.NewHost();
        return MasterKeySettings.Load(host.Configuration, Directory(), host.Environment.IsDevelopment());
    }

    private static IConfiguration Settings() => CommandSession.NewHost().Configuration;
}
