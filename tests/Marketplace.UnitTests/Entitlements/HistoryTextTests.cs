using Marketplace.Money.Entitlements;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Xunit;

namespace Marketplace.UnitTests.Entitlements;

/// <summary>Every line of history says why, in words, with an article that the rule book has.</summary>
public sealed class HistoryTextTests
{
    private static readonly RulesInForce Rules = RuleBook.Current.On(new DateOnly(2025, 12, 31));

    [Theory]
    [InlineData("crediting.annual 2025 employee", 500_00, "mi-temps au moins", "R6323-1")]
    [InlineData("crediting.annual 2025 employee", 186_69, "moins d’un mi-temps", "R6323-1")]
    [InlineData("crediting.annual 2025 low-qualified", 800_00, "sans diplôme de niveau 3", "R6323-3-1")]
    [InlineData("crediting.annual 2025 esat", 800_00, "accompagnement par le travail", "R6323-29")]
    [InlineData("crediting.annual 2025 self-employed", 500_00, "toute l’année", "R6323-22")]
    [InlineData("crediting.annual 2025 self-employed", 250_00, "une partie de l’année", "R6323-22")]
    [InlineData("crediting.disabled 2025", 300_00, "obligation d’emploi", "D6323-3-3")]
    [InlineData("recovery.from-rights 2025", 20_00, "déjà utilisés", "L6323-45")]
    public void Of_YearlyCredit_SaysHowItFollowsFromTheWork(string reason, long cents, string words, string reference)
    {
        var text = HistoryText.Of(Line(Natures.Credit, AccountKinds.Annual, reason, cents), Rules);
        Assert.Contains("2025", text.Title, StringComparison.Ordinal);
        Assert.Contains(words, text.Why.Text, StringComparison.Ordinal);
        Assert.Equal(reference, text.Why.Reference);
    }

    [Fact]
    public void Of_CreditCutByTheCap_NamesTheCap()
    {
        var line = Line(Natures.Credit, AccountKinds.Annual, "crediting.annual 2025 employee",
            300_00) with { Assessed = new(1, 500_00, 5_000_00, 300_00, 0, 0, 0, 0) };
        Assert.Contains("Le plafond de 5\u202F000,00\u00A0€ ne laissait place qu’à 300,00\u00A0€.", HistoryText.Of(line, Rules).Why.Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Of_CreditOfALaterRevision_IsADifference()
    {
        var line = Line(Natures.Credit, AccountKinds.Annual, "crediting.annual 2025 employee",
            50_00) with { Assessed = new(2, 100_00, 5_000_00, 100_00, 0, 0, 0, 0) };
        Assert.Contains("porte le total de l’année à 100,00\u00A0€ : ce versement est la différence.", HistoryText.Of(line, Rules).Why.Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Of_HoursOfAPublicAgent_AreInHours() =>
        Assert.Equal("décret 2017-928",
            HistoryText.Of(Line(Natures.Credit, AccountKinds.PublicHours, "crediting.public-agent 2025", 25_00), Rules).Why.Reference);

    /// <summary>All natures on all kinds that they can join, and reasons that nobody thought of.</summary>
    [Fact]
    public void Of_AnyLine_HasWordsAndAnArticle()
    {
        string[] natures = [Natures.Receive, Natures.Credit, Natures.Withdraw, Natures.Convert, Natures.Reserve, Natures.Release,
            Natures.Debit, Natures.Recredit, Natures.Refund, Natures.Pay, Natures.Hold, Natures.Unhold, Natures.Forfeit];
        (string Kind, string Code)[] kinds =
        [
            (AccountKinds.Annual, ""), (AccountKinds.PublicHours, ""), (AccountKinds.Volunteering, ""), (AccountKinds.Learner, ""),
            .. RuleWords.Dotations.Select(code => (AccountKinds.Dotation, code)),
            .. RuleWords.TopUps.Select(code => (AccountKinds.TopUp, code)),
            (AccountKinds.Dotation, "inconnue"), (AccountKinds.TopUp, "inconnu"),
        ];
        Assert.All(from nature in natures from kind in kinds from reason in (string[])[
            "", "booking.accepted", "booking.kept late-cancellation", "booking.kept learner-liable", "booking.kept",
            "booking.credit late-cancellation", "booking.card-page", "crediting.annual", "crediting.annual x", "inconnu 2025"] select (
            nature, kind, reason), c =>
        {
            var text = HistoryText.Of(Line(c.nature, c.kind.Kind, c.reason, 12_34) with { Code = c.kind.Code }, Rules);
            Assert.NotEmpty(text.Title);
            Assert.EndsWith(".", text.Why.Text, StringComparison.Ordinal);
            Assert.Contains(text.Why.Reference, RuleBook.Current.References.Keys);
        });
    }

    [Theory]
    [InlineData(Natures.Withdraw, AccountKinds.Annual, "booking.kept late-cancellation", "Somme perdue",
        "booking.late-cancellation.rights")]
    [InlineData(Natures.Withdraw, AccountKinds.Dotation, "booking.kept learner-liable", "Somme perdue", "booking.partial.rest.dotations")]
    [InlineData(Natures.Forfeit, AccountKinds.Learner, "booking.kept learner-liable", "Somme perdue", "booking.partial.rest.card")]
    [InlineData(Natures.Release, AccountKinds.TopUp, "booking.kept late-cancellation", "Somme libérée pour être retirée",
        "booking.late-cancellation.top-ups")]
    [InlineData(Natures.Release, AccountKinds.Learner, "booking.credit late-cancellation", "Avoir pour une autre inscription",
        "payment.late-cancellation-refund")]
    [InlineData(Natures.Hold, AccountKinds.Annual, "booking.card-page", "Page de paiement ouverte : somme mise de côté", "order.sources")]
    public void Of_TheEndOfABooking_SaysWhatBecameOfTheMoney(string nature, string kind, string reason, string title, string rule)
    {
        var text = HistoryText.Of(Line(nature, kind, reason, 12_34), Rules);
        Assert.Equal((title, rule), (text.Title, text.Why.Rule));
    }

    [Theory]
    [InlineData(Natures.Credit, AccountKinds.Annual, 10)]
    [InlineData(Natures.Recredit, AccountKinds.Dotation, 10)]
    [InlineData(Natures.Release, AccountKinds.TopUp, 10)]
    [InlineData(Natures.Reserve, AccountKinds.Annual, -10)]
    [InlineData(Natures.Withdraw, AccountKinds.Annual, -10)]
    [InlineData(Natures.Debit, AccountKinds.Annual, 0)]
    [InlineData(Natures.Hold, AccountKinds.Annual, -10)]
    [InlineData(Natures.Unhold, AccountKinds.Annual, 10)]
    [InlineData(Natures.Forfeit, AccountKinds.Learner, 0)]
    [InlineData(Natures.Receive, AccountKinds.Learner, 0)]
    [InlineData(Natures.Reserve, AccountKinds.Learner, 0)]
    public void Change_OfALine_IsWhatItDoesToWhatIsFree(string nature, string kind, long change) =>
        Assert.Equal(change, Line(nature, kind, "", 10).Change);

    private static HistoryLine Line(string nature, string kind, string reason, long amount) =>
        new(1, new DateOnly(2026, 4, 1), nature, reason, amount, kind, "", Rules.Stamp, null);
}
