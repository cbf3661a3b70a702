using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Marketplace.Catalogue.Offers;
using Marketplace.Indexing.Documents;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.IntegrationTests.Pages;
using Marketplace.Testing;
using Marketplace.Web.Templating;
using Xunit;

namespace Marketplace.IntegrationTests.Templating;

/// <summary>Texts that a parser of HTML does not survive: no page, no API answer and no index fails because of them.</summary>
public sealed class OddMarkupTests
{
    /// <summary>The parser gives up on it.</summary>
    public const string Breaking = "<p><select><xmp></xmp><select>>";

    /// <summary>Few names, so that they meet often: elements that change how a parser reads on, and some that do not.</summary>
    private static readonly Gen<string> Piece = Gen.Elements(
        "<select>", "<select>", "</select>", "<xmp>", "</xmp>", "<option>", "<optgroup>", "<table>", "</table>", "<tr>", "<td>",
        "<caption>", "<colgroup>", "<svg>", "</svg>", "<math>", "<mi>", "<foreignObject>",
        "<desc>", "<template>", "</template>", "<frameset>", "<textarea>", "</textarea>", "<title>", "</title>", "<plaintext>",
        "<noscript>", "</noscript>", "<iframe>", "</iframe>", "<form>", "</form>", "<button>",
        "<input>", "<keygen>", "<ruby>", "<rt>", "<p>", "</p>", "<b>", "</b>", "<a>", "</a>", "<li>", "</br>", "<image>", "<body>",
        "<html>", "<head>", "</html>", "<script>", "</script>", "<style>", "<noembed>",
        "<select a=\"<xmp>\">", "<SELECT/>", "<!--", "-->", "<![CDATA[", "]]>", "x", ">", "<", "&", "\"", "'", " ", "\n", "\0");

    private static readonly Gen<string> Text = Piece.ListOf().Resize(12).Select(pieces => string.Concat(pieces));

    [Fact]
    public void Clean_NestedOddElements_NeverFailsAndIsSafe() => Prop.ForAll(Text.ToArbitrary(), html =>
    {
        var cleaned = HtmlCleaner.Clean(html);
        Assert.DoesNotContain("<s", cleaned.Replace("<strong>", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(cleaned, HtmlCleaner.Clean(cleaned));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Fact]
    public void PlainText_NestedOddElements_NeverFails() =>
        Prop.ForAll(Text.ToArbitrary(), html => Assert.NotNull(PlainText.Of(html))).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Theory]
    [InlineData(Breaking, "<p>&gt;</p>")]
    [InlineData("<p>Avant</p>" + Breaking + "<p>Après</p>", "<p>Avant</p><p>&gt;</p><p>Après</p>")]
    [InlineData("<p>Un <b>mot</b></p><select><option>non</option></select><p>Suite</p>", "<p>Un <strong>mot</strong></p><p>Suite</p>")]
    public void Clean_TextThatBreaksTheParser_KeepsWhatCanBeRead(string html, string expected) =>
        Assert.Equal(expected, HtmlCleaner.Clean(html));

    [Fact]
    public void Clean_DeepNesting_NeitherFailsNorGrows()
    {
        var cleaned = HtmlCleaner.Clean(string.Concat(Enumerable.Repeat("<div><b><select><svg>", 20_000)) + "fin");
        Assert.InRange(cleaned.Length, 0, 20_000);
        Assert.NotNull(PlainText.Of(string.Concat(Enumerable.Repeat("<div><font>", 50_000)) + "fin"));
    }
}

/// <summary>A published action whose texts break the parser, as one that was published before texts were cleaned at import.</summary>
public sealed class BreakingTextApplication : MarketplaceApplication, IAsyncLifetime
{
    public static readonly string Id = PublicId.Of(SampleCatalogue.Siret, "F1", "A1");

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        CreateClient().Dispose();
        await using var import = await CatalogueImport.BeginAsync(Database.Source, SampleCatalogue.Siret);
        await import.AddAsync(new AcceptedOffer(
            TestOffers.Offer() with { Objective = OddMarkupTests.Breaking, ExpectedResults = OddMarkupTests.Breaking,
            Content = OddMarkupTests.Breaking, Summary = OddMarkupTests.Breaking },
            [TestOffers.Accepted(TestOffers.Action() with { DisabilityAccess = OddMarkupTests.Breaking,
            SpecificConditions = OddMarkupTests.Breaking },
            TestOffers.Session("S1", DateOnly.FromDateTime(DateTime.UtcNow).AddDays(60)))]));
        await import.CommitAsync(complete: true);
    }
}

public sealed class BreakingTextPageTests(BreakingTextApplication application) : IClassFixture<BreakingTextApplication>
{
    [Fact]
    public async Task Action_WithATextThatBreaksTheParser_ShowsAndIsFound()
    {
        using var browser = new Visitor(application);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/formations/" + BreakingTextApplication.Id)).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/api/v1/actions/" + BreakingTextApplication.Id)).Status);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!(await browser.GetAsync("/api/v1/actions?q=cuisine")).Html.Contains(BreakingTextApplication.Id, StringComparison.Ordinal))
            await Task.Delay(50, limit.Token);
    }
}
