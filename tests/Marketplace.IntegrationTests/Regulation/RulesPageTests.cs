using Marketplace.IntegrationTests.Pages;
using Marketplace.Money.Regulation;
using Xunit;

namespace Marketplace.IntegrationTests.Regulation;

public sealed class RulesPageTests(CatalogueApplication application) : IClassFixture<CatalogueApplication>
{
    [Fact]
    public async Task Rules_OfTheBook_AreAllOnThePageWithTheirTexts()
    {
        var (_, page) = await application.GetPageAsync("/regles");
        var text = page.Body!.TextContent;
        Assert.Equal(RuleKeys.All.Count, page.QuerySelectorAll("li.mkt-entry").Length);
        Assert.All(RuleBook.Current.Labels, label => Assert.Contains(label.Label, text, StringComparison.Ordinal));
        Assert.Contains(RuleBook.Current.Changes.Max().Year > 2026 ? "version" : RuleBook.Current.On(new DateOnly(2026, 11, 26)).Stamp,
            text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Participation_History_IsUnderTheRuleOfToday()
    {
        var (_, page) = await application.GetPageAsync("/regles");
        var rule = page.QuerySelectorAll("li.mkt-entry")
            .Single(entry => entry.QuerySelector("strong")!.TextContent == "Participation forfaitaire obligatoire");
        Assert.Contains("150,00\u00A0€ (depuis le 2\u00A0avril\u00A02026)", rule.TextContent, StringComparison.Ordinal);
        Assert.Equal(4, rule.QuerySelectorAll("details li").Length);
        Assert.Contains("102,23\u00A0€ (du 1er\u00A0janvier\u00A02025 au 31\u00A0décembre\u00A02025)", rule.TextContent,
            StringComparison.Ordinal);
    }
}
