using FsCheck;
using FsCheck.Fluent;
using Marketplace.People.Holders;
using Xunit;

namespace Marketplace.UnitTests.Holders;

/// <summary>All numbers are made up; <see cref="TestNir.WithKey"/> gives them a valid key.</summary>
public sealed class NirTests
{
    private static readonly Gen<string> Blanks = Gen.Elements("", "", " ", ".", "-", "\u00a0", "\u202f", "\t", "\u200b", " . ");

    [Fact]
    public void Parse_Number_GivesItsParts()
    {
        var nir = TestNir.Parse("2 85 05 78 006 084 41"); // 2850578006084 mod 97 = 56
        Assert.Equal("285057800608441", nir.Value);
        Assert.Equal((Sex.Female, 85, 5, "78006"), (nir.Sex, nir.YearOfBirth2, nir.Month!.Value, nir.PlaceCode));
        Assert.False(nir.IsBornAbroad);
        Assert.False(nir.IsTemporary);
    }

    [Theory]
    [InlineData("2550814168025", "38")] // examples with their keys as public documentation prints them
    [InlineData("1780599330108", "17")]
    public void Parse_PublishedExample_HasItsKey(string thirteen, string key) =>
        Assert.Equal(thirteen + key, TestNir.Parse(thirteen + key).Value);

    [Theory]
    [InlineData("178052A004108", "178051900410" + "8")]
    [InlineData("278052B033001", "278051803300" + "1")]
    public void Parse_CorsicanNumber_HasAValidKey(string number, string counted)
    {
        var key = (97 - long.Parse(counted, System.Globalization.CultureInfo.InvariantCulture) % 97)
            .ToString("D2", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(number + key, TestNir.Parse(number.ToLowerInvariant() + key).Value);
        Assert.Equal(number[5..10], TestNir.Parse(number + key).PlaceCode);
    }

    [Theory]
    [InlineData('1', Sex.Male, false)]
    [InlineData('2', Sex.Female, false)]
    [InlineData('3', Sex.Male, true)]
    [InlineData('4', Sex.Female, true)]
    [InlineData('7', Sex.Male, true)]
    [InlineData('8', Sex.Female, true)]
    public void Parse_FirstDigit_TellsSexAndTemporaryNumbers(char first, Sex sex, bool temporary)
    {
        var nir = TestNir.WithKey($"{first}850599352001");
        Assert.Equal((sex, temporary, true), (nir.Sex, nir.IsTemporary, nir.IsBornAbroad));
    }

    [Fact]
    public void Parse_Months_AreThoseOfInsee()
    {
        for (var month = 0; month < 100; month++)
        {
            var legal = month is (>= 1 and <= 12) or 20 or (>= 30 and <= 42) or >= 50;
            Assert.Equal(legal, Nir.TryParse(TestNir.Text($"285{month:D2}78006084"), out var nir, out var problem));
            if (legal)
                Assert.Equal(month <= 12 ? month : null, nir.Month);
            else
                Assert.Contains("4e et 5e chiffres", problem, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(null, "Saisissez les 15 caractères")]
    [InlineData(" . ", "Saisissez les 15 caractères")]
    [InlineData("2 85 05 78 006 084", "Il manque la clé")]
    [InlineData("2 85 05 78 006 084 3", "Il manque un caractère")]
    [InlineData("285", "Il manque 12 caractères")]
    [InlineData("2 85 05 78 006 084 411", "un caractère de trop")]
    [InlineData("2 85 05 78 006 084 41 12", "2 caractères de trop")]
    [InlineData("2 85 05 78 006 084 42", "La clé, les deux derniers chiffres")]
    [InlineData("2 85 O5 78 006 084 41", "4e caractère est la lettre O")]
    [InlineData("l 85 05 78 006 084 41", "1er caractère est une lettre : saisissez le chiffre 1")]
    [InlineData("2 85 05 7B 006 084 41", "7e caractère est une lettre")]
    [InlineData("2 85 05 78 0A6 084 36", "9e caractère est une lettre")]
    [InlineData("2 85 05 78 006 0/4 41", "12e caractère n’est pas un chiffre")]
    [InlineData("2 85 05 78 006 0٣4 41", "12e caractère n’est pas un chiffre")]
    [InlineData("5 85 05 78 006 084 41", "Le 1er chiffre n’est pas possible")]
    [InlineData("2 85 05 00 006 084 41", "ne peut pas être 00")]
    public void Parse_Mistake_IsNamedWhereItIs(string? text, string expected)
    {
        Assert.False(Nir.TryParse(text, out var nir, out var problem));
        Assert.Equal(default, nir);
        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_AnyValidNumber_WhateverBlanks() =>
        Prop.ForAll(Arb.From(from text in TestNir.Texts from blanks in Blanks.ListOf(16) from lower in Gen.Elements(true, false) select (
            text, blanks, lower)), x =>
        {
            var typed = string.Concat(x.text.Select((c, i) => x.blanks[i] + c)) + x.blanks[15];
            Assert.Equal(x.text, TestNir.Parse(x.lower ? typed.ToLowerInvariant() : typed).Value);
        }).QuickCheckThrowOnFailure();

    /// <summary>97 is prime and no difference of one digit is a multiple of it: the key tells every one, in Corsica too.</summary>
    [Fact]
    public void Parse_AnyOneCharacterChanged_IsRefused() =>
        Prop.ForAll(Arb.From(TestNir.Texts), text =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                foreach (var other in "0123456789AB".Where(c => c != text[i]))
                    Assert.False(Nir.TryParse(text[..i] + other + text[(i + 1)..], out _, out _));
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void ToString_AnyNumber_IsMasked() =>
        Prop.ForAll(Arb.From(TestNir.Texts), text =>
        {
            var nir = TestNir.Parse(text);
            Assert.Equal($"{text[0]} {text[1..3]} •• •• ••• ••• ••", nir.ToString());
            Assert.Equal(nir.Masked, $"{nir}");
            Assert.DoesNotContain(text, $"{nir}".Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Equality_IsByValue()
    {
        Assert.Equal(TestNir.Parse("285057800608441"), TestNir.Parse("2 85 05 78 006 084 41"));
        Assert.NotEqual(TestNir.Parse("285057800608441"), TestNir.WithKey("2850578006085"));
        Assert.Equal("", default(Nir).ToString());
    }
}
