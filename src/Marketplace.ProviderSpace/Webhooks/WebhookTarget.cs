using System.Net;

namespace Marketplace.ProviderSpace.Webhooks;

/// <summary>
/// An address that events may be sent to, as far as the address itself tells; what its host leads to is looked at when it is called.
/// </summary>
public static class WebhookTarget
{
    public const int Longest = 500;

    /// <summary>What is wrong with it, in French; null: nothing.</summary>
    public static string? ProblemOf(string text, WebhookSettings settings)
    {
        if (text.Length > Longest || !Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.UserInfo.Length > 0
            || uri.Fragment.Length > 0)
            return $"Une adresse https complète est attendue, sans identifiant ni fragment, de {Longest} caractères au plus.";
        var own = settings.AllowLoopback && uri.IsLoopback;
        if (uri.Scheme != Uri.UriSchemeHttps && !(own && uri.Scheme == Uri.UriSchemeHttp))
            return "Seule une adresse en https est acceptée.";
        return IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && !Allows(address, settings)
            ? "Cette adresse n’est pas sur l’internet public." : null;
    }

    /// <summary>Whether a connection to an address may be made.</summary>
    internal static bool Allows(IPAddress address, WebhookSettings settings) =>
        PublicAddress.IsPublic(address) || (settings.AllowLoopback && IPAddress.IsLoopback(address));
}
