using System.Text.RegularExpressions;

namespace Marketplace.Web.Searching.Log;

/// <summary>Searches that nobody waits for: of robots, monitors and the program itself.</summary>
public static partial class Robots
{
    /// <summary>Whether the request says that it is a robot's, or does not say what it is.</summary>
    public static bool Sent(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method)
        || request.Headers.UserAgent.ToString() is not { Length: > 0 } agent
        || RobotName().IsMatch(agent);

    [GeneratedRegex("bot|crawl|spider|slurp|preview|monitor|uptime|pingdom|headless|lighthouse|scrapy|archiver|facebookexternalhit|feedfetcher",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RobotName();
}
