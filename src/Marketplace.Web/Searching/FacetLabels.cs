using System.Globalization;
using Marketplace.Catalogue.Reference;
using Marketplace.Search;

namespace Marketplace.Web.Searching;

/// <summary>Names of facet values, which partly come from the reference tables.</summary>
public static class FacetLabels
{
    /// <param name="facet">Name of the facet, one of <see cref="Facets"/>.</param>
    /// <param name="value">Null: the actions that do not say.</param>
    public static string Of(string facet, string? value, ReferenceData reference)
    {
        if (value is null)
            return Labels.Unknown;
        return facet switch
        {
            Facets.Modality => Labels.Modality.GetValueOrDefault(value, value),
            Facets.CertificationType => Labels.CertificationType.GetValueOrDefault(value, value),
            Facets.Accessibility => Labels.Accessibility.GetValueOrDefault(value, value),
            Facets.Pace => Labels.Pace.GetValueOrDefault(value, value),
            Facets.Level => int.TryParse(value, CultureInfo.InvariantCulture, out var level) ? Labels.Level(level) : value,
            Facets.Domain => reference.NsfDomains.TryGetValue(value, out var title) ? title : $"Domaine {value}",
            Facets.Department => reference.Departments.TryGetValue(value, out var department)
                ? $"{department.Name} ({department.Code})" : value,
            _ => value,
        };
    }
}
