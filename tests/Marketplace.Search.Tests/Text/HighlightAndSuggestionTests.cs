using Marketplace.Search.Text;

namespace Marketplace.Search.Tests.Text;

public sealed class HighlightAndSuggestionTests
{
    [Theory]
    [InlineData("Comptabilité & <gestion>", "gestion", "Comptabilité &amp; &lt;<mark>gestion</mark>&gt;")]
    [InlineData("CAP Boulanger", "boulanger", "CAP <mark>Boulanger</mark>")]
    [InlineData("Assistante sociale", "assistant social", "<mark>Assistante</mark> <mark>sociale</mark>")]
    [InlineData("Sociale assistante", "assistant social", null)]
    public void Highlight_MarksMatchesAndEscapesTheRest(string title, string phrase, string? expected) =>
        Assert.Equal(expected, TitleHighlighter.Highlight(title, [new TextClause([new(phrase.Split(' '), 1)])]));

    [Fact]
    public void Suggest_EachTypedWordBeginsAWord_BeginningsFirst()
    {
        var list = new SuggestionList([
            new("certification", "Bac pro Cuisine", "RNCP2"), new("certification", "Cuisine", "RNCP1"), new("job", "Éleveur", "A1407")]);
        Assert.Equal(["Cuisine", "Bac pro Cuisine"], list.Find("cui", 8).Select(s => s.Text));
        Assert.Equal(["Bac pro Cuisine"], list.Find("cuisine bac", 8).Select(s => s.Text));
        Assert.Equal(["Éleveur"], list.Find("elev", 8).Select(s => s.Text));
        Assert.Equal(["Éleveur"], list.Find("a1407", 8).Select(s => s.Text));
        Assert.Empty(list.Find(" ", 8));
        Assert.Empty(list.Find("zzz", 8));
    }
}
