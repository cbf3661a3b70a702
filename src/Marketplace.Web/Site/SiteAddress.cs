using Marketplace.Platform.Data;
using Marketplace.Web.Site;

namespace Marketplace.Web.Site;

/// <summary>
/// The public address of the site (setting <c>Operator__SiteAddress</c>). Links in e-mails are keys: built from the Host
/// header of whoever asks, they could be led to another site. Outside Development the address must be known.
/// </summary>
public static class SiteAddress
{
    /// <exception cref="SetupException">It is missing outside Development, or no address of a site.</exception>
    public static void Require(IConfiguration settings, IHostEnvironment environment)
    {
        var given = settings[$"{OperatorSettings.Section}:{nameof(OperatorSettings.SiteAddress)}"];
        if (string.IsNullOrWhiteSpace(given))
        {
            if (!environment.IsDevelopment())
                throw new SetupException("Donnez l’adresse publique du site dans Operator__SiteAddress, par exemple https://formation.example.fr : les liens des courriels en dépendent.");
            return;
        }
        if (!Uri.TryCreate(given, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")
            || address.PathAndQuery != "/"
            || address.UserInfo.Length > 0 || address.Fragment.Length > 0)
            throw new SetupException("Operator__SiteAddress est une adresse comme https://formation.example.fr, sans chemin.");
    }
}
