using Marketplace.People.Access;
using Marketplace.People.Organisations;
using Marketplace.Web.Forms;

namespace Marketplace.Web.Pages.Organisations;

/// <summary>Somebody who is invited to an organisation.</summary>
public sealed class InvitationForm(Organisation organisation) : Form
{
    public EmailField Email { get; } =
        new("email", "Adresse électronique professionnelle",
            "Écrivez l’adresse électronique de la personne, par exemple nom@domaine.fr.") { Autocomplete = "off" };
    public ChoicesField Roles { get; } = RolesOf(organisation, [], "nouveau");

    /// <summary>Null: there is only one.</summary>
    public ChoicesField? Sirets { get; } = SiretsOf(organisation, null, "nouveau");

    /// <summary>Those ticked; null: all of the organisation's.</summary>
    public IReadOnlyList<string>? Establishments => Sirets is { Ticked: { Count: > 0 } some } ? some : null;

    /// <param name="prefix">Of the ids: each member's row has these boxes.</param>
    internal static ChoicesField RolesOf(Organisation organisation, IReadOnlyList<string> held, string prefix) =>
        new("roles", "Rôles",
            Marketplace.People.Access.Roles.OfOrganisation[organisation.Kind].Select(
            role => new Choice(role, Marketplace.People.Access.Roles.Labels[role])), "Choisissez au moins un rôle.")
        {
            Prefix = prefix, Ticked = held,
        };

    /// <param name="limited">Null: to none.</param>
    internal static ChoicesField? SiretsOf(Organisation organisation, IReadOnlyList<string>? limited, string prefix) =>
        organisation.Sirets.Count < 2 ? null :
        new("sirets", "Établissements (aucun coché : tous)",
            organisation.Sirets.Select(siret => new Choice(siret, siret))) { Required = false, Prefix = prefix, Ticked = limited ?? [] };
}
