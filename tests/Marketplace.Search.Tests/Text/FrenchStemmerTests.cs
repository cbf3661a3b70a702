using Marketplace.Search.Text;

namespace Marketplace.Search.Tests.Text;

public sealed class FrenchStemmerTests
{
    [Theory]
    [InlineData("infirmier", "infirmiere", "infirmieres")]
    [InlineData("electricien", "electricienne", "electriciens")]
    [InlineData("boulanger", "boulangere", "boulangers")]
    [InlineData("coiffeur", "coiffeuse", "coiffeuses")]
    [InlineData("educateur", "educatrice", "educatrices")]
    [InlineData("specialise", "specialisee", "specialisees")]
    [InlineData("social", "sociale", "sociaux")]
    [InlineData("assistant", "assistante", "assistantes")]
    [InlineData("professionnel", "professionnelle", "professionnels")]
    [InlineData("sportif", "sportive", "sportives")]
    [InlineData("metal", "metaux", "metaux")]
    [InlineData("eau", "eaux", "eaux")]
    [InlineData("travail", "travaux", "travaux")]
    public void Stem_PluralAndFeminine_MeetTheMasculine(string word, string second, string third)
    {
        Assert.Equal(FrenchStemmer.Stem(word), FrenchStemmer.Stem(second));
        Assert.Equal(FrenchStemmer.Stem(word), FrenchStemmer.Stem(third));
    }

    [Theory]
    [InlineData("vente", "verte")]
    [InlineData("vente", "vert")]
    [InlineData("manager", "manger")]
    [InlineData("son", "soin")]
    [InlineData("cariste", "caviste")]
    [InlineData("telephonie", "telephone")]
    [InlineData("banque", "bancheur")]
    public void Stem_OtherWords_StayApart(string one, string other) =>
        Assert.NotEqual(FrenchStemmer.Stem(one), FrenchStemmer.Stem(other));
}
