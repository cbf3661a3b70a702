using Marketplace.People.Access;

namespace Marketplace.Web.Pages.Operations;

/// <summary>Missions in words, where « Gestionnaire » goes without saying.</summary>
public static class MissionText
{
    public static string Of(string mission)
    {
        var label = Roles.Labels[Roles.OfMission(mission)];
        var words = label[(label.IndexOf(':') + 1)..].Trim();
        return char.ToUpperInvariant(words[0]) + words[1..];
    }
}
