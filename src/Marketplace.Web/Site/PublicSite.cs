using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Marketplace.Web.Site;

/// <summary>The site's public address, without a slash at its end: as set, else (in Development) where this process listens.</summary>
/// <param name="server">Null in commands, which listen nowhere.</param>
public sealed class PublicSite(IOptions<OperatorSettings> settings, IServer? server = null)
{
    public string Address => settings.Value.SiteAddress?.TrimEnd('/')
        ?? server?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()?.TrimEnd('/') ?? "http://localhost:5080";
}
