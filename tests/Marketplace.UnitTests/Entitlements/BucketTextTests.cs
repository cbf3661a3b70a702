using Marketplace.Money.Crediting;
using Marketplace.Money.Entitlements;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Xunit;

namespace Marketplace.UnitTests.Entitlements;

/// <summary>« D'où vient ce montant ? » for every kind of bucket.</summary>
public sealed class BucketTextTests
{
    private static readonly RulesInForce Rules = RuleBook.Current.On(new DateOnly(2026, 5, 13));

    public static TheoryData<string, string> Kinds =>
    [
        (AccountKinds.Annual, ""), (AccountKinds.PublicHours, ""), (AccountKinds.Volunteering, ""), (AccountKinds.Learner, ""),
        .. RuleWords.Dotations.Select(code => (AccountKinds.Dotation, code)),
        .. RuleWords.TopUps.Select(code => (AccountKinds.TopUp, code)),
    ];

    [Theory, MemberData(nameof(Kinds))]
    public void Explain_AnyBucket_SaysItsSourceAndItsSumsWithArticles(string kind, string code)
    {
        var state = new BucketState(new Bucket(1, new BucketTerms(kind, code), 70_00, 10_00), 100_00, 5_00, 15_00, Rules.Since);
        var texts = BucketText.Explain(state, Holder(), Rules);
        Assert.All(texts, text => Assert.Contains(text.Reference, RuleBook.Current.References.Keys));
        var sums = kind == AccountKinds.PublicHours
            ? "En tout, 100\u00A0h reçus, moins 5\u00A0h repris ou convertis, moins 15\u00A0h payés pour des formations, moins 10\u00A0h engagés pour des inscriptions : il reste 70\u00A0h."
            : "En tout, 100,00\u00A0€ reçus, moins 5,00\u00A0€ repris ou convertis, moins 15,00\u00A0€ payés pour des formations, moins 10,00\u00A0€ engagés pour des inscriptions : il reste 70,00\u00A0€.";
        Assert.Contains(texts, text => text.Text == sums);
        Assert.True(char.IsUpper(BucketText.Label(kind, code)[0]));
    }

    /// <summary>Card money is shown where it is the learner's again, and only what is free of it.</summary>
    [Fact]
    public void Label_FreeCardMoney_IsACredit()
    {
        var card = new BucketState(new Bucket(1, new BucketTerms(AccountKinds.Learner, "x"), 0, 150_00), 150_00, 0, 0, Rules.Since);
        Assert.Equal(("Paiement par carte", false), (BucketText.Label(card), card.IsShown));
        var credit = card with { Bucket = card.Bucket with { Available = 142_50, Reserved = 0 } };
        Assert.Equal(("Avoir", true), (BucketText.Label(credit), credit.IsShown));
        Assert.Contains(BucketText.Explain(credit, Holder(), Rules), text => text.Rule == "payment.late-cancellation-refund"
            && text.Text.Contains("avant votre carte", StringComparison.Ordinal));
    }

    [Fact]
    public void Explain_Conditions_AreNamedWithTheirArticle()
    {
        var terms = new BucketTerms(
            AccountKinds.Dotation, "agreement", "f", ["RNCP1", "RNCP2"], new DateOnly(2027, 12, 31), RefundRest: true);
        var texts = BucketText.Explain(new BucketState(new Bucket(1, terms, 1, 0), 1, 0, 0, Rules.Since), Holder(), Rules);
        Assert.Equal(2, texts.Count(text => text.Reference == "R6323-42-1"));
        Assert.Contains(texts, text => text.Text.Contains("RNCP1, RNCP2", StringComparison.Ordinal));
        Assert.Contains(texts, text => text.Text.Contains("lui est rendu", StringComparison.Ordinal));
    }

    [Fact]
    public void Explain_AnnualRights_TellTheLastYearAndItsCap()
    {
        var year = new AssessedYear(2025, "low-qualified", new YearCredit(new CreditedPart(800_00, 8_000_00, 800_00), default, default));
        var texts = BucketText.Explain(
            new BucketState(new Bucket(1, new BucketTerms(AccountKinds.Annual), 800_00, 0), 800_00, 0, 0, Rules.Since), Holder(year),
            Rules);
        Assert.Contains(texts, text => text.Text.StartsWith("Dernière année comptée : 2025.", StringComparison.Ordinal)
            && text.Reference == "R6323-3-1");
        Assert.Contains(texts, text => text.Text.Contains("8\u202F000,00\u00A0€", StringComparison.Ordinal));
    }

    private static HolderEntitlements Holder(params AssessedYear[] years) => new(1, null, [], years, [], null, 0, []);
}
