using Marketplace.People.Access;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Organisations;

/// <summary><c>/espace</c>: a professional's organisations.</summary>
public static class SpacePage
{
    public static IResult Show([AsParameters] PageContext context)
    {
        var rows = context.Person.Memberships.Select(m => new SpaceRow(
            m.OrganisationId, m.OrganisationName, Roles.KindLabels[m.OrganisationKind],
            string.Join(", ", m.Roles.Select(role => Roles.Labels[role]))));
        return context.Private("organisations/space", new SpaceModel([.. rows], context.Person.Has("analyst")), "Mon espace");
    }
}

/// <summary>Model of <c>pages/organisations/space</c>.</summary>
/// <param name="Analyst">May ask the statistics beyond what is published.</param>
public sealed record SpaceModel(IReadOnlyList<SpaceRow> Organisations, bool Analyst);

public sealed record SpaceRow(Guid Id, string Name, string Kind, string Roles);
