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

    [Fact]
    public void Suggest_TextsThatBeginWithAllTypedWords_ComeBeforeThoseThatHoldThemSomewhere()
    {
        var list = new SuggestionList([
            new("job", "Aide à domicile", "K1302"), new("job", "Aide technique et soins", "K1"),
            new("certification", "Titre d’aide-soignant", "RNCP1"), new("job", "Aide-soignant", "J1501")]);
        Assert.Equal(["Aide-soignant", "Aide technique et soins", "Titre d’aide-soignant"], list.Find("aide soi", 8).Select(s => s.Text));
    }

    [Theory]
    [InlineData("rncp37805")]
    [InlineData("RNCP 37805")]
    [InlineData("37805")]
    [InlineData("rncp 378")]
    public void Suggest_Code_IsFoundHoweverItIsWritten(string typed) =>
        Assert.Equal("RNCP37805",
            Assert.Single(new SuggestionList(
            [new("certification", "Comptable", "RNCP37805"), new("certification", "Boulanger", "RS5616")]).Find(typed, 8)).Value);

    [Fact]
    public void Suggest_ManyOfOneKind_LeaveRoomForOthers()
    {
        var certifications = Enumerable.Range(1, 20).Select(n => new Suggestion("certification", $"Anglais degré {n}", $"RS{n}"));
        var list = new SuggestionList(
            [.. certifications, new("job", "Professeur d’anglais", "K2107"), new("query", "anglais débutant", null)]);
        var found = list.Find("angl", 8);
        Assert.Equal(8, found.Count);
        Assert.Equal(["certification", "job", "query"], found.Select(s => s.Kind).Distinct().Order());
        Assert.Equal("job", found[^1].Kind);
        Assert.Equal(8, new SuggestionList(certifications).Find("angl", 8).Count);
    }

    [Fact]
    public void Suggest_TextsThatDifferInAccentsOnly_AreOfferedOnce() =>
        Assert.Equal("query",
            Assert.Single(new SuggestionList([new("query", "Électricité", null), new("job", "ELECTRICITE", "X1")]).Find("elec", 8)).Kind);
}
