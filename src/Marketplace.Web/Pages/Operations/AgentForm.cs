using Marketplace.People.Access;
using Marketplace.Web.Forms;

namespace Marketplace.Web.Pages.Operations;

/// <summary>Somebody who gets access as operator staff.</summary>
public sealed class AgentForm : Form
{
    public TextField GivenNames { get; } = new(
        "givenNames", "Prénom", "Donnez le prénom de la personne.") { MaxLength = 100, Autocomplete = "off" };
    public TextField FamilyName { get; } = new(
        "familyName", "Nom", "Donnez le nom de la personne.") { MaxLength = 100, Autocomplete = "off" };
    public EmailField Email { get; } =
        new("email", "Adresse électronique professionnelle",
            "Écrivez l’adresse électronique de la personne, par exemple nom@domaine.fr.") { Autocomplete = "off" };
    public ChoicesField Missions { get; } = MissionsOf("nouveau", []);

    /// <param name="prefix">Of the ids: each agent's row has these boxes.</param>
    internal static ChoicesField MissionsOf(string prefix, IReadOnlyList<string> held) =>
        new("missions", "Missions", Roles.Missions.Select(mission => new Choice(mission, MissionText.Of(mission))),
            "Choisissez au moins une mission.") { Prefix = prefix, Ticked = held };
}
