using System.Globalization;
using Marketplace.People.Holders;
using Xunit;

namespace Marketplace.UnitTests.Holders;

public sealed class NirCheckTests
{
    private static PivotIdentity Identity(
        string date = "1985-05-14", string? place = "78006", string country = "99100", Sex sex = Sex.Female) =>
        new("Le Goff", "Anne-Lise Marie Thérèse", DateOnly.Parse(date, CultureInfo.InvariantCulture), sex, place, country);

    private static string Codes(string thirteen, PivotIdentity identity, string name = "LE GOFF", string given = "ANNE LISE") =>
        string.Join(' ', NirCheck.Compare(TestNir.WithKey(thirteen), identity, name, given).Select(f => f.Code));

    [Theory]
    [InlineData("2850578006084", "")]
    [InlineData("1850578006084", "sex")]
    [InlineData("2840578006084", "year")]
    [InlineData("2850678006084", "month")]
    [InlineData("2852078006084", "")] // month unknown
    [InlineData("2855578006084", "")]
    [InlineData("2850578007084", "place")]
    [InlineData("2850577006084", "place")]
    [InlineData("2850599217084", "country")]
    [InlineData("8850578006084", "temporary")]
    [InlineData("7840699217084", "temporary sex year month country")]
    public void Compare_EachPart_HasItsCode(string thirteen, string codes) => Assert.Equal(codes, Codes(thirteen, Identity()));

    [Theory]
    [InlineData("LE GOFF", "ANNE-LISE", "")]
    [InlineData("le-goff", "Anne Lise Marie", "")]
    [InlineData("Le Goff", "Anne-Lise Thérèse", "")]
    [InlineData("Le Goff", "Anne-Lise Marie Therese Jeanne", "")]
    [InlineData("Goff", "Anne-Lise", "name")]
    [InlineData("Le Goff Martin", "Anne-Lise", "name")]
    [InlineData("", "", "name given-names")]
    [InlineData("Le Goff", "Anne", "given-names")]
    [InlineData("Le Goff", "Marie", "given-names")]
    [InlineData("Le Goff", "Anne-Lise Thérèse Marie", "given-names")]
    [InlineData("Le Goff", "Anne-Lise Jeanne", "given-names")]
    [InlineData("Le Goff", "Anne-Lise-Marie", "")]
    public void Compare_Names_AreFolded(string name, string given, string codes) =>
        Assert.Equal(codes, Codes("2850578006084", Identity(), name, given));

    [Theory]
    [InlineData("Jean", "Jean Paul", "")]
    [InlineData("Jean-Paul", "Jean Paul", "")]
    [InlineData("Jean-Paul", "Jean", "given-names")]
    [InlineData("Jean", "Jean-Paul", "given-names")]
    [InlineData("Jean", "Jean, Paul", "")]
    public void Compare_FirstGivenName_IsAWhole(string card, string identity, string codes) =>
        Assert.Equal(codes, Codes("2850578006084", Identity() with { GivenNames = identity }, given: card));

    [Theory]
    // Corsica: 20 until the end of 1975, the commune's number unchanged.
    [InlineData("2750520004084", "1975-05-14", "2A004", "99100", "")]
    [InlineData("2750520033084", "1975-05-14", "2B033", "99100", "")]
    [InlineData("2750520004084", "1975-05-14", "2A005", "99100", "place")]
    [InlineData("2760120004084", "1976-01-01", "2A004", "99100", "place")]
    [InlineData("276012A004084", "1976-01-01", "2A004", "99100", "")]
    [InlineData("276012B004084", "1976-01-01", "2A004", "99100", "place")]
    // The Paris region, split on 1 January 1968.
    [InlineData("2671278228084", "1967-12-31", "91228", "99100", "")]
    [InlineData("2671275050084", "1967-12-31", "92050", "99100", "")]
    [InlineData("2671278190084", "1967-12-31", "92023", "99100", "")]
    [InlineData("2671275066084", "1967-12-31", "93066", "99100", "")]
    [InlineData("2671275028084", "1967-12-31", "94028", "99100", "")]
    [InlineData("2671278500084", "1967-12-31", "95500", "99100", "")]
    [InlineData("2671275228084", "1967-12-31", "91228", "99100", "place")] // Essonne was never in Seine
    [InlineData("2671277228084", "1967-12-31", "91228", "99100", "place")]
    [InlineData("2680178228084", "1968-01-01", "91228", "99100", "place")]
    // Paris, Lyon, Marseille: the arrondissement and its commune.
    [InlineData("2850575107084", "1985-05-14", "75056", "99100", "")]
    [InlineData("2850569123084", "1985-05-14", "69383", "99100", "")]
    [InlineData("2850513208084", "1985-05-14", "13055", "99100", "")]
    [InlineData("2850575107084", "1985-05-14", "75108", "99100", "place")]
    // Overseas.
    [InlineData("2850597411084", "1985-05-14", "97411", "99100", "")]
    [InlineData("2850597411084", "1985-05-14", "97211", "99100", "place")]
    // Algeria, Morocco and Tunisia until independence.
    [InlineData("2620791352084", "1962-07-02", null, "99352", "")]
    [InlineData("2620794001084", "1962-07-02", null, "99352", "")]
    [InlineData("2620799352084", "1962-07-02", null, "99352", "")]
    [InlineData("2620795352084", "1962-07-02", null, "99352", "country")]
    [InlineData("2620791352084", "1962-07-03", null, "99352", "country")]
    [InlineData("2551295350084", "1955-12-31", null, "99350", "")]
    [InlineData("2560395350084", "1956-03-02", null, "99350", "country")]
    [InlineData("2551296351084", "1955-12-31", null, "99351", "")]
    [InlineData("2560396351084", "1956-03-20", null, "99351", "country")]
    [InlineData("2551291351084", "1955-12-31", null, "99351", "country")]
    // Abroad: 99 and the country.
    [InlineData("2850599217084", "1985-05-14", null, "99217", "")]
    [InlineData("2850599216084", "1985-05-14", null, "99217", "country")]
    [InlineData("2850578006084", "1985-05-14", null, "99217", "country")]
    [InlineData("2850578006084", "1985-05-14", null, "99100", "place")]
    public void Compare_Places_KnowWhatTheLawRenumbered(string thirteen, string date, string? place, string country, string codes) =>
        Assert.Equal(codes, Codes(thirteen, Identity(date, place, country)));

    [Fact]
    public void Compare_NamesThatAreNoText_AreFindings() =>
        Assert.Equal("name given-names", Codes("2850578006084", Identity(), "\uffff\u0000", new string((char)0xDC00, 3)));

    [Fact]
    public void Compare_Sentences_HoldNoDigit() =>
        Assert.All(NirCheck.Compare(TestNir.WithKey("7840699217084"), Identity(), "x", "y"),
            finding => Assert.DoesNotContain(finding.Text, char.IsAsciiDigit));
}
