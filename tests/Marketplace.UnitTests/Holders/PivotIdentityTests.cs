using FsCheck;
using FsCheck.Fluent;
using Marketplace.People.Holders;
using Xunit;

namespace Marketplace.UnitTests.Holders;

public sealed class PivotIdentityTests
{
    private static readonly DateOnly Today = new(2026, 9, 1);
    private static readonly PivotIdentity Angela = new(
        "Dubois", "Angela Claire Louise", new DateOnly(1962, 8, 24), Sex.Female, "75107", "99100");

    private static PivotIdentity? Read(
        out string? problem, string? given = "Angela Claire Louise", string? family = "Dubois", string? date = "1962-08-24",
        string? gender = "female", string? place = "75107", string? country = "99100") =>
        PivotIdentity.FromClaims(given, family, date, gender, place, country, Today, out problem);

    [Fact]
    public void FromClaims_SoundClaims_GiveTheIdentity()
    {
        Assert.Equal(Angela, Read(out var problem));
        Assert.Null(problem);
        Assert.Equal("dubois|angela claire louise|1962-08-24|female|75107|99100", Angela.CanonicalText);
    }

    [Theory]
    [InlineData("", "99217")]
    [InlineData(null, "99352")]
    [InlineData("2A004", "99100")]
    [InlineData("98818", "99100")]
    public void FromClaims_PlacesThatExist_AreAccepted(string? place, string country)
    {
        var identity = Read(out var problem, place: place, country: country);
        Assert.Null(problem);
        Assert.Equal(place is "" ? null : place, identity!.BirthPlace);
    }

    [Theory]
    [InlineData("", "99100", "n’a pas transmis la commune")]
    [InlineData("7510", "99100", "commune de naissance")]
    [InlineData("75107\n", "99100", "commune de naissance")]
    [InlineData("2C004", "99100", "commune de naissance")]
    [InlineData("75107", "", "pays de naissance")]
    [InlineData("75107", null, "pays de naissance")]
    [InlineData("75107", "FR", "pays de naissance")]
    public void FromClaims_PlacesThatCannotBe_AreRefused(string? place, string? country, string expected)
    {
        Assert.Null(Read(out var problem, place: place, country: country));
        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1962-00-00")]
    [InlineData("1962-08-00")]
    [InlineData("1962-00-24")]
    [InlineData("0000-00-00")]
    public void FromClaims_PartialDate_GoesToAnOperator(string date)
    {
        Assert.Null(Read(out var problem, date: date));
        Assert.Equal(PivotClaims.PartialBirthDate, problem);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("24/08/1962")]
    [InlineData("1962-8-24")]
    [InlineData("1962-08-24 ")]
    [InlineData("1962-08-24\n")]
    [InlineData("1962-13-01")]
    [InlineData("1963-02-29")]
    [InlineData("2026-09-01")]
    [InlineData("2027-01-01")]
    public void FromClaims_DateThatCannotBe_IsRefused(string? date)
    {
        Assert.Null(Read(out var problem, date: date));
        Assert.Contains("date de naissance transmise", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("F")]
    [InlineData("Female")]
    public void FromClaims_OtherSex_IsRefused(string? gender)
    {
        Assert.Null(Read(out var problem, gender: gender));
        Assert.Contains("sexe", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    [InlineData("--")]
    [InlineData("Du\u0000bois")]
    [InlineData("Du\nbois")]
    [InlineData("Du\u202ebois")]
    public void FromClaims_NameThatCannotBe_IsRefused(string? name)
    {
        Assert.Null(Read(out var problem, family: name));
        Assert.Contains("nom de naissance", problem, StringComparison.Ordinal);
        Assert.Null(Read(out problem, given: name));
        Assert.Contains("prénom", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void FromClaims_NameLengths_AreBounded()
    {
        Assert.NotNull(Read(out _, family: new string('a', 100)));
        Assert.Null(Read(out var problem, family: new string('a', 101)));
        Assert.Contains("dépasse 100", problem, StringComparison.Ordinal);
        Assert.Null(Read(out _, family: "Du" + (char)0xD800 + "bois")); // half of a surrogate pair
    }

    [Theory]
    [InlineData("LE  GOFF", "Élise-Anne", "le goff", "ELISE ANNE")]
    [InlineData("D’Œuvre", "Noël", "D'OEUVRE", "Noe\u0308l")]
    [InlineData("N\u02bcDiaye", "François", "N'DIAYE", "FRANCOIS")]
    public void CanonicalText_SpellingsOfOneName_AreEqual(string name, string given, string sameName, string sameGiven) =>
        Assert.Equal((Angela with { BirthName = name, GivenNames = given }).CanonicalText,
            (Angela with { BirthName = sameName, GivenNames = sameGiven }).CanonicalText);

    private static readonly Gen<string> Letters =
        Gen.Elements("e", "é", "È", "E", "ç", "œ", "OE", "n", "Ñ", "-", " ", "’", "'", "z").NonEmptyListOf().Select(string.Concat)
            .Where(n => n.Any(char.IsLetter));

    private static string Respelt(string name) => name.ToUpperInvariant().Normalize(System.Text.NormalizationForm.FormD)
        .Replace("Œ", "OE", StringComparison.Ordinal).Replace("-", "  ", StringComparison.Ordinal)
            .Replace("'", "’", StringComparison.Ordinal) + " ";

    [Fact]
    public void CanonicalText_AnyRespelling_IsEqual_AndAnotherDateSexOrPlaceIsNot() =>
        Prop.ForAll(Arb.From(from name in Letters from given in Letters from days in Gen.Choose(1, 30000) select (name, given, days)), x =>
        {
            var one = Angela with { BirthName = x.name, GivenNames = x.given };
            Assert.Equal(one.CanonicalText, (one with { BirthName = Respelt(x.name), GivenNames = Respelt(x.given) }).CanonicalText);
            Assert.NotEqual(one.CanonicalText, (one with { BirthDate = one.BirthDate.AddDays(x.days) }).CanonicalText);
            Assert.NotEqual(one.CanonicalText, (one with { Sex = Sex.Male }).CanonicalText);
            Assert.NotEqual(one.CanonicalText, (one with { BirthPlace = "75108" }).CanonicalText);
            Assert.NotEqual(one.CanonicalText, (one with { BirthCountry = "99217" }).CanonicalText);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void CanonicalText_WordsMovedFromNameToGivenNames_Differ() =>
        Assert.NotEqual((Angela with { BirthName = "Martin Jean", GivenNames = "Paul" }).CanonicalText,
            (Angela with { BirthName = "Martin", GivenNames = "Jean Paul" }).CanonicalText);

    [Fact]
    public void ToString_TellsNothingOfThePerson() => Assert.Equal("PivotIdentity", Angela.ToString());
}
