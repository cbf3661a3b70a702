using Marketplace.Search.Text;

namespace Marketplace.Search.Tests.Text;

public sealed class AcronymsTests
{
    private static readonly Acronyms Known = new(
    [
        ("Assistant(e) technique en milieux familial et collectif", "CAP", 3),
        ("Contrôle industriel et régulation automatique", "BTS", 5),
        ("Responsable d'entreprise agricole", "BP", 4),
        ("Maçon du bâti ancien", "TP", 3),
        ("Professions immobilières", "BTS", 5),
        ("Maintenance des véhicules option A : voitures particulières", "BTS", 5),
        ("Assistant de vie aux familles", "TP", 3),
    ]);

    [Theory]
    [InlineData("atmfc", 3, "assistant techniqu milieu familial collectif")]
    [InlineData("atmfc", null, "assistant techniqu milieu familial collectif")]
    [InlineData("cira", 5, "control industriel regulation automatiqu")]
    [InlineData("bprea", null, "responsabl entrepris agricol")]
    [InlineData("rea", 4, "responsabl entrepris agricol")]
    [InlineData("pi", 5, "profession immobilier")]
    [InlineData("mv", 5, "maintenanc vehicul")]
    [InlineData("advf", 3, "assistant vie famil")]
    public void Find_InitialsOfATitle_GiveIt(string initials, int? level, string stems) =>
        Assert.Equal([stems], Known.Find(initials, level).Select(t => string.Join(' ', t)));

    [Theory]
    [InlineData("mba", null)]
    [InlineData("pi", null)]
    [InlineData("pi", 3)]
    [InlineData("zzz", 5)]
    [InlineData("a", 3)]
    public void Find_TooFewLettersOrOthers_GivesNothing(string initials, int? level) => Assert.Empty(Known.Find(initials, level));
}
