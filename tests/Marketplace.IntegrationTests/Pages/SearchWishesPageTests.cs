using AngleSharp.Dom;
using Xunit;

namespace Marketplace.IntegrationTests.Pages;

/// <summary>Words beside the subject on the results page: shown, removable, never silently dropped.</summary>
public sealed class SearchWishesPageTests(CatalogueApplication application) : IClassFixture<CatalogueApplication>
{
    [Fact]
    public async Task Search_WordsThatBecameAFilter_AreARemovableTag()
    {
        var (_, page) = await application.GetPageAsync("/recherche?q=cuisine+%C3%A0+distance&level=3");
        var tag = page.QuerySelectorAll(".mkt-tag").Single(t => t.TextContent.Contains("distance", StringComparison.Ordinal));
        Assert.Contains("« à distance » : À distance", tag.TextContent);
        Assert.Equal("/recherche?q=cuisine&level=3", tag.GetAttribute("href"));
        Assert.All(page.QuerySelectorAll(".mkt-card"), card => Assert.Contains("À distance", card.TextContent));
        Assert.Equal("/recherche?q=cuisine", page.QuerySelector(".mkt-tags .fr-link")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Search_OnlyAFilterInTheText_IsRemovedWithTheText()
    {
        var (_, page) = await application.GetPageAsync("/recherche?q=en+visio");
        Assert.Equal("/recherche", page.QuerySelector(".mkt-tag")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Search_WordsThatNoFilterSays_AreSaid()
    {
        var (_, page) = await application.GetPageAsync("/recherche?q=cuisine+le+soir+finan%C3%A7able+pas+cher");
        var notice = page.QuerySelectorAll(".mkt-notice").Single(n => n.TextContent.Contains("le soir", StringComparison.Ordinal));
        Assert.Contains("« le soir » : ces mots ne sont pas cherchés, car aucun filtre n’y répond.", notice.TextContent);
        Assert.Contains("« finançable » : toutes les formations présentées ici peuvent être financées par les droits à la formation.",
            notice.TextContent);
        Assert.Equal("price", page.QuerySelector("#sort option[selected]")!.GetAttribute("value"));
        Assert.Contains("« pas cher » : prix croissant (ordre)", page.QuerySelector(".mkt-tag")!.TextContent);
    }

    [Fact]
    public async Task Search_WishThatLeavesNothing_IsSaidToBeLeftOut()
    {
        var (_, page) = await application.GetPageAsync("/recherche?q=cuisine+traditionnelle+%C3%A0+distance");
        Assert.Contains(page.QuerySelectorAll(".mkt-notice"),
            n => n.TextContent.Contains("voici les résultats sans « à distance »", StringComparison.Ordinal));
        Assert.Empty(page.QuerySelectorAll(".mkt-tag"));
        Assert.NotEmpty(page.QuerySelectorAll(".mkt-card"));
    }

    [Fact]
    public async Task Search_WhatOnlyComesNear_DoesNotPassForAnAnswer()
    {
        var (_, near) = await application.GetPageAsync("/recherche?q=pizzaiolo");
        var notice = near.QuerySelectorAll(".mkt-notice").Single(n => n.TextContent.Contains("pizzaiolo", StringComparison.Ordinal));
        Assert.Contains("Aucune formation ne répond vraiment à « pizzaiolo » : voici ce qui s’en approche.", notice.TextContent);
        Assert.NotEmpty(near.QuerySelectorAll(".mkt-card"));
        var (_, answer) = await application.GetPageAsync("/recherche?q=cuisine");
        Assert.DoesNotContain(
            answer.QuerySelectorAll(".mkt-notice"), n => n.TextContent.Contains("s’en approche", StringComparison.Ordinal));
    }
}
