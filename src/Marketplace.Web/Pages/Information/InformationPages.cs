using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Site;
using Microsoft.Extensions.Options;

namespace Marketplace.Web.Pages.Information;

/// <summary>A page that only informs: its text is its template.</summary>
/// <param name="Template">Below <c>pages/information</c>.</param>
public sealed record InformationPage(string Path, string Template, string Title, string Description);

/// <summary>Legal and help pages.</summary>
public static class InformationPages
{
    public static readonly IReadOnlyList<InformationPage> All =
    [
        new(InformationAddresses.Help, "aide", "Aide et contact", "Comment chercher une formation et à qui s’adresser."),
        new(InformationAddresses.Accessibility, "accessibilite", "Déclaration d’accessibilité",
        "État d’accessibilité de ce service et recours."),
        new(InformationAddresses.LegalNotice, "mentions-legales", "Mentions légales", "Éditeur, directeur de la publication et hébergeur."),
        new(InformationAddresses.PersonalData, "donnees-personnelles", "Données personnelles",
        "Les données que ce service traite, et vos droits."),
        new(InformationAddresses.Terms, "conditions", "Conditions d’utilisation", "Les règles d’usage de ce service."),
        new(InformationAddresses.SitePlan, "plan-du-site", "Plan du site", "Toutes les rubriques de ce service."),
    ];

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var page in All)
        {
            PagesSetup.Map(routes, page.Path, ([AsParameters] PageContext context, IOptions<OperatorSettings> settings) =>
                context.Page("information/" + page.Template, settings.Value,
                    new PageHead(page.Title, page.Description) { Canonical = page.Path }));
        }
    }
}
