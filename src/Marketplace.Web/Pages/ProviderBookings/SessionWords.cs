using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.ProviderBookings;

/// <summary>Sessions in words.</summary>
internal static class SessionWords
{
    /// <summary>« session S1, du 11 janvier 2027 au 19 mars 2027 ».</summary>
    public static string Of(string number, DateOnly? starts, DateOnly? ends) => $"session {number}" + (starts, ends) switch
    {
        (null, _) => "",
        ({ } from, null) => $", dès le {FrenchFormat.Date(from)}",
        ({ } from, { } to) => $", du {FrenchFormat.Date(from)} au {FrenchFormat.Date(to)}",
    };
}
