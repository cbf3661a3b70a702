using FsCheck;
using FsCheck.Fluent;
using Marketplace.Indexing.Documents;
using Xunit;

namespace Marketplace.IntegrationTests.Indexing;

public sealed class PlainTextProperties
{
    private static readonly Gen<string> Part = Gen.Elements(
        "<p>", "</p>", "<b>", "</b>", "<ul>", "</ul>", "<li>", "</li>", "<div class=\"a > b\">", "</div>", "<br>", "<br/>", "<h2>", "</h2>",
        "<h3>", "</h3>",
        "<a href='x'>", "</a>", "<a href=x title=\"l'été\">", "<SPAN>", "</SPAN>", "<table>", "<td>", "</td>", "</table>",
        "<script>x</script>", "<!-- c -->", "<1", "< b",
        "mot", "deux mots", " ", "\n", "\r\n", "\r", "l'été", "R&D", "R & D", "&amp;", "&eacute;", "&nbsp;", "&#233;", "&#150;", "&lang;",
        "&eacute", "&copy", "&inconnu;", "&", ">", "\"");

    /// <summary>The short way for plain HTML gives what the parser gives, or leaves it to the parser.</summary>
    [Fact]
    public void Of_AnyHtml_GivesTheWordsOfAParser() =>
        Prop.ForAll(Arb.From(Part.ListOf().Resize(14).Select(parts => string.Concat(parts))), html =>
        {
            if (html.AsSpan().ContainsAny('<', '&'))
                Assert.Equal(PlainText.Parsed(html), PlainText.Of(html));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    [Theory]
    [InlineData("<p>Cuisine &amp; service</p><ul><li>Bases</li><li>Sauces</li></ul>", "Cuisine & service Bases Sauces")]
    [InlineData("<table><tr><td>Lundi</td></tr></table>", "Lundi")]
    [InlineData("sans balise", "sans balise")]
    public void Of_UsualTexts_GivesTheirWords(string html, string words) => Assert.Equal(words, PlainText.Of(html));
}
