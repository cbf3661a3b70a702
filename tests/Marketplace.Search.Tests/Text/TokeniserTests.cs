using Marketplace.Search.Text;

namespace Marketplace.Search.Tests.Text;

public sealed class TokeniserTests
{
    [Theory]
    [InlineData("L'aide-soignante", "aide soignante")]
    [InlineData("qu’il s’agisse d’œuvres", "il agisse oeuvres")]
    [InlineData("Électricité & Bâtiment", "electricite batiment")]
    [InlineData("développeur C++, C# et .NET", "developpeur c++ c# et .net")]
    [InlineData("Assistant(e) de vie, étudiant·e·s, boulanger/ère", "assistant de vie etudiant boulanger")]
    [InlineData("conseiller-ère", "conseiller")]
    [InlineData("Technicien(ne)s", "techniciens")]
    [InlineData("BTS (option B)", "bts option b")]
    [InlineData("CACES® R489 – chariots", "caces r489 chariots")]
    [InlineData("permis C", "permis c")]
    [InlineData("", "")]
    public void Words_AreFolded(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', Tokeniser.Words(text).Select(w => w.Folded)));

    [Fact]
    public void Words_KnowWhereTheyStood()
    {
        const string text = "L'Électricité d’œuvre";
        Assert.Equal(["Électricité", "œuvre"], Tokeniser.Words(text).Select(w => text[w.Start..w.End]));
    }

    [Theory]
    [InlineData("métiers du son", "metier son")]
    [InlineData("son", "son")]
    [InlineData("gérer et développer son activité", "gerer developper activit")]
    [InlineData("métiers de l'électricité et de son environnement", "metier electricit environnement")]
    [InlineData("maintenance des matériels option B", "maintenanc materiel option b")]
    [InlineData("conducteur d engins", "conducteur engin")]
    [InlineData("se former à la vente", "se former vente")]
    public void Tokens_LeaveOutWhatMeansNothing(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', TextAnalyser.Terms(text)));

    [Fact]
    public void Words_OfAnyText_LieWithinItInOrder()
    {
        var random = new Random(7);
        const string alphabet = "aéœçE'’(-·/.+#) 9c\u0301\uD83D\uDE00\0";
        for (var i = 0; i < 3_000; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(25)).Select(_ => alphabet[random.Next(alphabet.Length)])]);
            var end = 0;
            foreach (var word in Tokeniser.Words(text))
            {
                Assert.InRange(word.Start, end, word.End - 1);
                Assert.InRange(word.End, 1, text.Length);
                Assert.NotEmpty(word.Folded);
                end = word.End;
            }
        }
    }
}
