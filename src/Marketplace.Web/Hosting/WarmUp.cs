namespace Marketplace.Web.Hosting;

/// <summary>Asks the started site for its main pages once, so that the first visitor does not wait for the compiler.</summary>
public static class WarmUp
{
    private static readonly string[] Paths = [
        SiteAddresses.Home, SearchAddresses.Results + "?q=formation&near=75056", ApiAddresses.Actions + "?q=formation",
        ApiAddresses.Places + "?q=par"];
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    /// <summary>Never fails: a page that cannot be had now is a visitor's to report, and health checks tell the rest.</summary>
    /// <param name="urls">Addresses that the server listens on; without a plain HTTP one nothing is asked.</param>
    public static async Task RunAsync(IEnumerable<string> urls, CancellationToken cancel)
    {
        if (urls.Select(Loopback).FirstOrDefault(u => u is not null) is not { } site)
            return;
        using var client = new HttpClient { BaseAddress = site, Timeout = LongestWait };
        foreach (var path in Paths)
        {
            try
            {
                using var response = await client.GetAsync(path, cancel);
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>
    /// The address as this machine reaches it ("+", "*", 0.0.0.0 and [::] listen everywhere); null when it is not plain HTTP.
    /// </summary>
    public static Uri? Loopback(string url)
    {
        var address = BindingAddress.Parse(url);
        if (address.IsUnixPipe || address.IsNamedPipe || address.Scheme != Uri.UriSchemeHttp)
            return null;
        var host = address.Host is "+" or "*" or "0.0.0.0" or "[::]" ? "127.0.0.1" : address.Host;
        return new UriBuilder(address.Scheme, host, address.Port).Uri;
    }
}
