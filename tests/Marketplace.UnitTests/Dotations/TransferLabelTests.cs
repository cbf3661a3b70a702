using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Marketplace.Money.Dotations;
using Xunit;

namespace Marketplace.UnitTests.Dotations;

public sealed partial class TransferLabelTests
{
    private const string Siren = "123456782";
    private static readonly DateOnly Day = new(2026, 11, 26);

    [Fact]
    public void New_UntilNoneIsLeft_GivesEachLabelOnceWithoutLettersLikeDigits()
    {
        var taken = new HashSet<string>();
        while (TransferLabel.New(Siren, Day, taken.Contains) is { } label)
        {
            Assert.Matches(Form(), label);
            Assert.True(taken.Add(TransferLabel.KeyOf(label)));
        }
        Assert.Equal(TransferLabel.TokensPerDay, taken.Count);
    }

    [Theory]
    [InlineData("CPF-123456782-BALE-261126")]
    [InlineData("VIR SEPA RECU /DE SOCIETE/MOTIF cpf 123456782 bale 261126 /REF 7")]
    [InlineData("CPF123456782BALE261126")]
    [InlineData("CPF_123456782_BA LE.261126")]
    [InlineData("Cpf – 123 456 782 – Balé – 26/11/26, puis encore CPF-123456782-BALE-261126")]
    public void FindKeys_WhateverTheBankMadeOfIt_FindsTheLabelOnce(string text) =>
        Assert.Equal(["CPF123456782BALE261126"], TransferLabel.FindKeys(text));

    [Theory]
    [InlineData("")]
    [InlineData("facture 123456782")]
    [InlineData("CPF-12345678-BALE-261126")]
    [InlineData("CPF-123456782-BAL3-261126")]
    [InlineData("CPF-123456782-BALE-26112")]
    public void FindKeys_WithoutAWholeLabel_FindsNone(string text) => Assert.Empty(TransferLabel.FindKeys(text));

    [Fact]
    public void FindKeys_TwoLabels_GivesBoth() =>
        Assert.Equal(2, TransferLabel.FindKeys("CPF-123456782-BALE-261126 CPF-123456782-BALU-261126").Count);

    /// <summary>Separators anywhere, any case, words around that hold no label.</summary>
    [Fact]
    public void FindKeys_OfAnyLabelWithAnySeparators_FindsIt()
    {
        var separators = Gen.Elements("", "-", " ", " - ", ".", "/", "_", "\u2011", "\u00A0");
        var garbled = from cuts in separators.ListOf(24)
                      from lower in ArbMap.Default.GeneratorFor<bool>()
                      select (cuts, lower);
        Prop.ForAll(garbled.ToArbitrary(), g =>
        {
            var label = TransferLabel.New(Siren, Day, _ => false)!;
            var text = string.Concat(label.Select((c, i) => c + (i < g.cuts.Count ? g.cuts[i] : "")));
            Assert.Equal([TransferLabel.KeyOf(label)], TransferLabel.FindKeys($"VIR {(g.lower ? text.ToLowerInvariant() : text)} MERCI"));
        }).QuickCheckThrowOnFailure();
    }

    [GeneratedRegex("^CPF-123456782-[BCDFGJKLMNPRTVX][AEU][BCDFGJKLMNPRTVX][AEU]-261126$")]
    private static partial Regex Form();
}
