namespace Marketplace.Web.Site;

/// <summary>What a server process does.</summary>
public enum ServerRole
{
    /// <summary>Pages, API and jobs.</summary>
    All,
    /// <summary>Pages and API.</summary>
    Web,
    /// <summary>Background jobs; answers health checks only.</summary>
    Jobs,
}
