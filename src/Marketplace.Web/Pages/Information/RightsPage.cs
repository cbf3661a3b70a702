using Marketplace.People.Access;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Information;

/// <summary><c>/droits-d-acces</c>: the table of rights as it is enforced, for everybody to read.</summary>
public static class RightsPage
{
    public static IResult Show([AsParameters] PageContext context) =>
        context.Page("information/droits-d-acces", new RightsModel(
            [.. RightsTable.Current.All.Where(r => r.Action != Rights.DevelopmentUse).GroupBy(r => r.Label)
            .Select(g => new RightsGroup(g.Key,
                [.. g.Select(r => new RightsRow(
                Roles.Labels[r.Role], Words(r.Relation), r.NeedsReason ? "oui" : "non", r.Logged ? "oui" : "non", r.Basis))]))]),
            new PageHead("Qui peut voir quoi",
            "La table des droits d’accès de ce service, telle qu’elle est appliquée.") { Canonical = InformationAddresses.AccessRights });

    private static string Words(Relation relation) => relation switch
    {
        Relation.Self => "son propre compte",
        Relation.Organisation => "sa propre organisation",
        Relation.Mission => "dans sa mission",
        Relation.Consent => "avec l’accord du titulaire",
        _ => "aucune donnée personnelle",
    };
}

/// <summary>Model of <c>pages/information/droits-d-acces</c>.</summary>
public sealed record RightsModel(IReadOnlyList<RightsGroup> Actions);

public sealed record RightsGroup(string Label, IReadOnlyList<RightsRow> Rows);

public sealed record RightsRow(string Role, string Relation, string Reason, string Log, string Basis);
