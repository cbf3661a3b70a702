using FsCheck;
using FsCheck.Fluent;
using Marketplace.Catalogue.Certifications;
using Marketplace.Catalogue.Offers;
using Marketplace.ProviderSpace.ContentRules;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.UnitTests.ProviderSpace;

public sealed class ContentCheckTests
{
    private static readonly DateOnly Today = new(2027, 1, 4);

    private static readonly Certification Cooking = new("RNCP38430", "Cuisine", 3, [], [], Abbreviation: "CAP");

    private static readonly ContentFacts Known = new(
        Cooking, [new("RNCP38430BC01", "RNCP38430", "Préparer et cuire")], ["training"], Today);

    [Fact]
    public void Run_SoundOffer_FindsNothing() => Assert.Empty(ContentCheck.Run(TestOffers.Tree(), Known));

    [Theory]
    [InlineData("CAP Cuisine", true)]
    [InlineData("cap – cuisine", true)]
    [InlineData("Cuisine", true)]
    [InlineData("Préparer et cuire", true)]
    [InlineData("CAP Cuisine, formation intensive", false)]
    public void Run_Title_IsTheCertificationsOrABlocs(string title, bool right)
    {
        var findings = ContentCheck.Run(WithOffer(offer => offer with { Title = title }), Known);
        Assert.Equal(right ? [] : [ContentRule.Title], findings.Select(f => f.Rule));
        Assert.All(findings,
            f => Assert.Equal(("intitule-formation", true), (f.Column, f.Text.Contains("« CAP Cuisine »", StringComparison.Ordinal))));
    }

    [Fact]
    public void Run_WhatNoRegisterKnows_IsNotCompared()
    {
        var offer = WithOffer(o => o with { Title = "Mon titre à moi" });
        Assert.Empty(ContentCheck.Run(offer, Known with { Certification = null, Qualiopi = null }));
        Assert.Empty(ContentCheck.Run(offer, Known with { Certification = Cooking with { Placeholder = true } }));
    }

    [Theory]
    [InlineData("<p>Un <b>CADEAU</b> de bienvenue</p>", "gift", "cadeau")]
    [InlineData("Formation 100% finançable", "balance", "100 % finançable")]
    [InlineData("Le prix est fixé selon votre solde&nbsp;!", "balance", "selon votre solde")]
    [InlineData("Réussite&#160;garantie", "promotion", "réussite garantie")]
    public void Run_WordsThatNoOfferUses_AreNamedWithTheirRule(string text, string code, string words)
    {
        var finding = Assert.Single(ContentCheck.Run(WithOffer(offer => offer with { Content = text }), Known));
        Assert.Equal((code, "contenu-formation"), (finding.Rule.Code, finding.Column));
        Assert.Contains($"« {words} »", finding.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Promotion de la santé en entreprise")]
    [InlineData("Remise à niveau en mathématiques")]
    [InlineData("La garantie décennale, les sûretés")]
    [InlineData("Leader d’équipe, numéro 1")]
    public void Run_WordsOfAProgramme_AreLeftAlone(string text) =>
        Assert.Empty(ContentCheck.Run(WithOffer(offer => offer with { Content = text }), Known));

    [Fact]
    public void Words_AllHaveARuleAndAReason_AndStandOnce()
    {
        Assert.All(WordList.All, w => Assert.True(w.Why.EndsWith('.') && w.Rule.Flags));
        Assert.Equal(WordList.All.Count, WordList.All.Select(w => w.Words).Distinct().Count());
        Assert.All(WordList.All, w => Assert.Contains(w, WordList.In($"Avant {w.Words.ToUpperInvariant()} après")));
    }

    [Fact]
    public void Run_OfActions_NamesTheActionAndTheSession()
    {
        var offer = new AcceptedOffer(TestOffers.Offer(), [
            TestOffers.Accepted(TestOffers.Action("A1"), TestOffers.Session("S1")),
            TestOffers.Accepted(
                TestOffers.Action("A2") with { HoursInCentre = 100, LearningHours = 50, Fees = new(20m, 500.50m, 600.61m),
                Transport = "Profitez-en" },
                TestOffers.Session("S1"), TestOffers.Session("S2") with { Start = new(2027, 9, 6), End = new(2027, 9, 10) })]);
        Assert.Equal(
            ["promotion 1 transport", "vat 1 frais-ttc", "duration 1 duree-apprentissage", "duration 1/1 fin"],
            ContentCheck.Run(offer, Known).Select(f => $"{f.Rule.Code} {f.Action}{(f.Session is { } s ? $"/{s}" : "")} {f.Column}"));
    }

    [Fact]
    public void Run_OverSessionsAlone_WarnsAndDoesNotBlock()
    {
        var finding = Assert.Single(ContentCheck.Run(TestOffers.Tree(), Known with { Today = new(2030, 1, 1) }));
        Assert.Equal((ContentRule.Open, false), (finding.Rule, finding.Rule.Blocks));
    }

    [Theory]
    [InlineData("CPF202", "skills-review", 24, "")]
    [InlineData("CPF202", "skills-review", 25, "skills-review")]
    [InlineData("CPF202", "training", 24, "qualiopi")]
    [InlineData("CPF200", "vae", 25, "")]
    [InlineData("CPF200", "training", 25, "qualiopi")]
    public void Run_KindOfAction_AsksItsQualiopiAndItsHours(string code, string certified, int hours, string rule)
    {
        var offer = new AcceptedOffer(TestOffers.Offer() with { CertificationCode = code, Blocks = [] }, [TestOffers.Accepted(
            TestOffers.Action() with { HoursInCentre = hours }, TestOffers.Session())]);
        Assert.Equal(rule.Length == 0 ? [] : [rule],
            ContentCheck.Run(offer, new(null, [], [certified], Today)).Select(f => f.Rule.Code));
    }

    /// <summary>In cents, so that nothing is said of rounding by rounding: HT × rate in ten-thousandths of a cent, half up.</summary>
    [Fact]
    public void Inclusive_AnyPrice_IsHalfUpToTheCent_AndOnlyItHolds() => Prop.ForAll(
        Gen.Choose(0, 99_999_999).Zip(Gen.Elements(0m, 0.9m, 1.05m, 1.75m, 2.1m, 5.5m, 8.5m, 10m, 13m, 20m)).ToArbitrary(), pair =>
        {
            var (cents, rate) = pair;
            var exact = (long)cents * (long)((100 + rate) * 100);
            var expected = exact / 10_000 + (exact % 10_000 >= 5_000 ? 1 : 0);
            var inclusive = VatArithmetic.Inclusive(cents / 100m, rate);
            Assert.Equal(expected, (long)(inclusive * 100));
            Assert.True(VatArithmetic.Holds(new(rate, cents / 100m, inclusive)));
            Assert.False(VatArithmetic.Holds(new(rate, cents / 100m, inclusive + 0.01m)));
        }).QuickCheckThrowOnFailure();

    private static AcceptedOffer WithOffer(Func<Offer, Offer> change) =>
        TestOffers.Tree() with { Offer = change(TestOffers.Offer()) };
}
