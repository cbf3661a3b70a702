namespace Marketplace.Web.Addresses;

/// <summary>The first page, and what programs read: robots, monitors, researchers.</summary>
public static class SiteAddresses
{
    public const string Home = "/";
    public const string Robots = "/robots.txt";
    public const string Sitemap = "/sitemap.xml";
    public static readonly Route<long> SitemapList = new("/sitemap/{list:long}.xml");
    public const string SecurityText = "/.well-known/security.txt";
    public const string Live = "/health/live";
    public const string Ready = "/health/ready";
}
