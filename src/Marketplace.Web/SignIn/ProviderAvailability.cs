using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;

namespace Marketplace.Web.SignIn;

/// <summary>
/// Whether a browser can be sent to a provider: asked first, because the framework's handler would answer with an error page.
/// </summary>
public sealed class ProviderAvailability(IOptionsMonitor<OpenIdConnectOptions> options)
{
    public async Task<bool> IsKnownAsync(string scheme, CancellationToken cancel)
    {
        // Without an authority in the settings there is no manager.
        if (options.Get(scheme).ConfigurationManager is not { } discovery)
            return false;
        try
        {
            await discovery.GetConfigurationAsync(cancel);
            return true;
        }
        catch (ProviderUnavailableException)
        {
            return false;
        }
    }
}
