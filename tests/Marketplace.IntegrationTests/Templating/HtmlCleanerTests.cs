using AngleSharp.Html.Parser;
using FsCheck;
using FsCheck.Fluent;
using Marketplace.Web.Templating;
using Xunit;

namespace Marketplace.IntegrationTests.Templating;

public sealed class HtmlCleanerTests
{
    private static readonly string[] Allowed = ["p", "ul", "ol", "li", "strong", "em", "u", "br"];

    [Theory]
    [InlineData(null, "")]
    [InlineData("  ", "")]
    [InlineData("Un texte", "<p>Un texte</p>")]
    [InlineData("Ligne 1\nLigne 2", "<p>Ligne 1</p><p>Ligne 2</p>")]
    [InlineData("R&D < 3 & \"plus\"", "<p>R&amp;D &lt; 3 &amp; &quot;plus&quot;</p>")]
    [InlineData("<p class='x' onclick='y()'>A <b>b</b> <i>c</i></p>", "<p>A <strong>b</strong> <em>c</em></p>")]
    [InlineData("<h1>Titre</h1>Suite", "<p><strong>Titre</strong></p><p>Suite</p>")]
    [InlineData("<ul><li>Un<li>Deux</ul>", "<ul><li>Un</li><li>Deux</li></ul>")]
    [InlineData("<li>Seul", "<ul><li>Seul</li></ul>")]
    [InlineData("<ul>perdu<li>gardé</li></ul>", "<ul><li>perdu</li><li>gardé</li></ul>")]
    [InlineData("<b>Gras<p>encore</p></b>", "<p><strong>Gras</strong></p><p><strong>encore</strong></p>")]
    [InlineData("<a href='javascript:x()'>lien</a>", "<p>lien</p>")]
    [InlineData("<script>x()</script><style>p{}</style><iframe src=x></iframe>reste", "<p>reste</p>")]
    [InlineData("A<br>B<br>", "<p>A<br>B</p>")]
    [InlineData("<div><div>Un</div><div>Deux</div></div>", "<p>Un</p><p>Deux</p>")]
    [InlineData("<table><tr><td>a</td><td>b</td></tr></table>", "<p>a b</p>")]
    public void Clean_Input_IsReducedToAFewElements(string? html, string expected) =>
        Assert.Equal(expected, HtmlCleaner.Clean(html));

    [Fact]
    public void Clean_AnyTagSoup_IsSafeAndWellFormed()
    {
        string[] pieces =
        [
            "<p>", "</p>", "<ul>", "</ul>", "<ol>", "<li>", "</li>", "<b>", "</b>", "<em>", "</em>", "<u>", "<h2>", "</h2>", "<br>",
                "<div>", "</div>", "<table>", "<td>",
            "<script>", "</script>", "<svg><script>x</script></svg>", "<img src=x onerror=y>", "<a href='javascript:z'>", "</a>",
            "<!--", "-->", "&lt;script&gt;", "<math>", "mot", " ", "&amp;", "\"", "'", "<", ">",
        ];
        Prop.ForAll(Gen.Elements(pieces).ListOf().Select(list => string.Concat(list)).ToArbitrary(), html =>
        {
            var cleaned = HtmlCleaner.Clean(html);
            var body = new HtmlParser().ParseDocument("<!DOCTYPE html><body>" + cleaned).Body!;
            Assert.All(body.QuerySelectorAll("*"), element =>
            {
                Assert.Contains(element.LocalName, Allowed);
                Assert.Empty(element.Attributes);
            });
            Assert.All(body.QuerySelectorAll("li"), item => Assert.True(item.ParentElement!.LocalName is "ul" or "ol"));
            Assert.All(body.QuerySelectorAll("ul, ol"), list => Assert.All(list.Children, child => Assert.Equal("li", child.LocalName)));
            // A browser reads the same tree as was written.
            Assert.Equal(cleaned, HtmlCleaner.Clean(cleaned));
        }).QuickCheckThrowOnFailure();
    }
}
