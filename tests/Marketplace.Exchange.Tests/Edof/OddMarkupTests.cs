using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Marketplace.Catalogue.Offers;
using Marketplace.Exchange.Edof.Reporting;
using Marketplace.Platform.Text;
using Xunit;

namespace Marketplace.Exchange.Tests.Edof;

/// <summary>Elements that no page shows go at import; everything else stays as the provider wrote it.</summary>
public sealed class OddMarkupTests
{
    private const string Objective = "<objectif-formation><![CDATA[<p>Maîtriser les gestes du métier.</p>]]></objectif-formation>";

    [Theory]
    [InlineData("<p><select><xmp></xmp><select>>", "<p>>")]
    [InlineData("<p>Un</p><script>x<p>y</p></SCRIPT ><p>Deux</p>", "<p>Un</p><p>Deux</p>")]
    [InlineData("Avant<style>p{}", "Avant")]
    [InlineData("<select><option>a</select>b<option>c</option>", "bc")]
    [InlineData("<svg><svg></svg>texte</svg>", "texte")]
    [InlineData("<scripts>gardé</scripts>", "<scripts>gardé</scripts>")]
    [InlineData("<a title=\"<script>\">lien</a>", "<a title=\"<script>\">lien</a>")]
    [InlineData("<!-- <select> --><b>mot</b>", "<!-- <select> --><b>mot</b>")]
    [InlineData("R&D < 3 </ 4 <> <", "R&D < 3 </ 4 <> <")]
    [InlineData("<p class='x' onclick=y>Gardé ici</p><h1>Titre</h1><table><tr><td>1</td></tr></table><img src=x>",
        "<p class='x' onclick=y>Gardé ici</p><h1>Titre</h1><table><tr><td>1</td></tr></table><img src=x>")]
    public void Remove_OddElements_GoAndTheRestStays(string html, string expected) => Assert.Equal(expected, OddMarkup.Remove(html));

    [Fact]
    public void Remove_AnyText_OnlyTakesAway() => Prop.ForAll(
        Gen.Elements("<select>", "</select>", "<xmp>", "</xmp>", "<p>", "</p>", "<a b=\"", "\">", "<!--", "-->", "<svg/>", "<", ">", "mot",
        " ", "</", "'").ListOf().Select(string.Concat).ToArbitrary(), html =>
        {
            var kept = OddMarkup.Remove(html);
            var at = 0;
            foreach (var c in html)
                at += at < kept.Length && kept[at] == c ? 1 : 0;
            Assert.Equal(kept.Length, at);
            Assert.True(OddMarkup.WithoutTags(html).Length <= html.Length);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Import_TextWithOddElements_IsTakenWithoutThemAndSaysSo()
    {
        var file = EdofFile.With(Objective, Objective.Replace("</p>]]>", "</p><select><xmp></xmp><select>>]]>", StringComparison.Ordinal));
        var report = EdofFile.Validate(file);
        Assert.Equal(FileStatus.Accepted, report.Status);
        Assert.Equal("M318", Assert.Single(report.Messages, message => message.Code.Code == "M318").Code.Code);
        Assert.Equal("<p>Maîtriser les gestes du métier.</p>>", EdofFile.Read(Encoding.Latin1.GetBytes(file))[0].Offer.Objective);
    }

    [Fact]
    public void Import_TextOfNothingButOddElements_IsEmpty() =>
        Assert.Contains("M301",
            EdofFile.Codes(EdofFile.Validate(
            EdofFile.With(Objective, "<objectif-formation><![CDATA[<script>x()</script>]]></objectif-formation>"))));
}
