using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Layout;

/// <summary>What the layout needs to know of a page.</summary>
/// <param name="Title">Without the service's name.</param>
/// <param name="Description">For search engines.</param>
public sealed record PageHead(string Title, string Description)
{
    /// <summary>Path and query that stand for this page; null: none.</summary>
    public string? Canonical { get; init; }
    /// <summary>Search engines should not list it.</summary>
    public bool NoIndex { get; init; }
    /// <summary>Pages above this one, below the home page.</summary>
    public IReadOnlyList<Crumb> Trail { get; init; } = [];
    /// <summary>schema.org data as JSON.</summary>
    public Html? JsonLd { get; init; }
    /// <summary>The home page has no trail.</summary>
    public bool IsHome { get; init; }
    /// <summary>Skip link to the search form of this page, where it has one.</summary>
    public bool HasSearch { get; init; }
}

public sealed record Crumb(string Label, string Href);
