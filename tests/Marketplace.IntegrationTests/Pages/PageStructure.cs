using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Xunit;

namespace Marketplace.IntegrationTests.Pages;

/// <summary>What the HTML of every page must be.</summary>
public static class PageStructure
{
    private static readonly string[] References = ["aria-labelledby", "aria-controls", "aria-describedby", "form"];

    /// <summary>All of it.</summary>
    public static void AssertSound(IHtmlDocument page)
    {
        AssertFrame(page);
        AssertLabels(page);
        AssertIds(page);
        AssertNothingInline(page);
    }

    public static void AssertFrame(IHtmlDocument page)
    {
        Assert.Equal("fr", page.DocumentElement.GetAttribute("lang"));
        Assert.EndsWith(" – Trouver ma formation", page.Title);
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Single(page.QuerySelectorAll("main#contenu"));
        Assert.NotNull(page.QuerySelector("header[role=banner]"));
        Assert.NotNull(page.QuerySelector("footer[role=contentinfo]"));
        Assert.NotEmpty(page.QuerySelectorAll(".fr-skiplinks a[href='#contenu']"));
    }

    public static void AssertLabels(IHtmlDocument page)
    {
        foreach (var field in page.QuerySelectorAll("input:not([type=hidden]), select, textarea"))
            Assert.True(page.QuerySelector($"label[for='{field.Id}']") is not null, $"{field.OuterHtml} has no label.");
    }

    /// <summary>Ids are unique, and what refers to one finds it.</summary>
    public static void AssertIds(IHtmlDocument page)
    {
        var ids = page.All.Select(e => e.Id).Where(id => !string.IsNullOrEmpty(id)).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        foreach (var link in page.QuerySelectorAll("a[href^='#']"))
            Assert.Contains(link.GetAttribute("href")![1..], ids);
        foreach (var attribute in References)
            foreach (var element in page.QuerySelectorAll($"[{attribute}]"))
                Assert.All(element.GetAttribute(attribute)!.Split(' '), id => Assert.Contains(id, ids));
    }

    /// <summary>Nothing that the content security policy would stop.</summary>
    public static void AssertNothingInline(IHtmlDocument page)
    {
        Assert.Empty(page.QuerySelectorAll("style, [style]"));
        Assert.All(page.Scripts, script => Assert.True(script.HasAttribute("src") || script.Type == "application/ld+json"));
        Assert.DoesNotContain(page.All, e => e.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.Ordinal)));
        Assert.DoesNotContain(
            page.All.OfType<IHtmlAnchorElement>(), a => a.Href.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase));
    }
}
