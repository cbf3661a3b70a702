using FsCheck;
using FsCheck.Fluent;
using Marketplace.Money.Crediting;
using Xunit;

namespace Marketplace.UnitTests.Crediting;

public sealed class CreditDecisionTests
{
    private static readonly DuePart None = new(0, 0);

    [Fact]
    public void Of_AccountNearTheCap_CreditsUpToItOnly()
    {
        var decision = Decide(default, 500_00, 5_000_00, free: 4_600_00, reserved: 200_00);
        Assert.Equal((200_00, true), (decision.BaseCredit, decision.Changed));
    }

    [Fact]
    public void Of_AccountAboveTheCap_CreditsNothingAndTakesNothing()
    {
        var decision = Decide(default, 500_00, 5_000_00, free: 7_000_00);
        Assert.Equal((0L, 0L), (decision.BaseCredit, decision.Withdraw));
    }

    [Fact]
    public void Of_DisabledHolderAtTheGeneralCap_GetsTheSupplementAlone()
    {
        var decision = CreditDecision.Of(
            default, new AnnualDue("employee", new DuePart(500_00, 5_000_00), new DuePart(300_00, 8_000_00), None),
            new AccountState(5_000_00, 0, 0, 0, 0));
        Assert.Equal((0L, 300_00L), (decision.BaseCredit, decision.SupplementCredit));
    }

    [Fact]
    public void Of_RightsSpentSinceTheCapHeldBack_BringNothingBack()
    {
        var first = Decide(default, 500_00, 5_000_00, free: 4_800_00);
        Assert.Equal(200_00, first.BaseCredit);
        Assert.False(Decide(first.Year, 500_00, 5_000_00, free: 0).Changed);
    }

    [Fact]
    public void Of_HigherDueLater_CreditsTheDifference() =>
        Assert.Equal(250_00, Decide(Decide(default, 250_00, 5_000_00, free: 0).Year, 500_00, 5_000_00, free: 250_00).BaseCredit);

    [Fact]
    public void Of_LowerDueWithinWhatTheCapHeldBack_TakesNothing()
    {
        var first = Decide(default, 500_00, 5_000_00, free: 4_800_00);
        Assert.Equal((0L, true),
            (Decide(first.Year, 300_00, 5_000_00, free: 5_000_00).Withdraw, Decide(first.Year, 300_00, 5_000_00, free: 5_000_00).Changed));
    }

    [Fact]
    public void Of_LowerDueAfterTheRightsWereUsed_TakesWhatIsThereAndKeepsTheRestBackLater()
    {
        var first = Decide(default, 500_00, 5_000_00, free: 0);
        var lower = Decide(first.Year, 100_00, 5_000_00, free: 150_00);
        Assert.Equal((150_00L, 250_00L), (lower.Withdraw, lower.Owed));
        var next = Decide(default, 500_00, 5_000_00, free: 0, owed: 250_00);
        Assert.Equal((500_00L, 250_00L), (next.BaseCredit, next.KeptBack));
    }

    [Fact]
    public void Of_HigherCapLater_CreditsWhatTheLowerOneHeldBack()
    {
        var first = Decide(default, 500_00, 5_000_00, free: 5_000_00);
        Assert.Equal(800_00, Decide(first.Year, 800_00, 8_000_00, free: 5_000_00).BaseCredit);
    }

    private sealed record Step(long Due, bool HighCap, long Spend, long Reserve);

    /// <summary>Any story of corrections and spending: never beyond the cap, never more than due, and a second run finds nothing.</summary>
    [Fact]
    public void Of_AnyStory_KeepsCapsAndIsDoneOnce()
    {
        var steps = from due in Gen.Choose(0, 1_000_00)
                    from high in Gen.Elements(true, false)
                    from spend in Gen.Choose(0, 400_00)
                    from reserve in Gen.Choose(0, 400_00)
                    select new Step(due, high, spend, reserve);
        Prop.ForAll(steps.ListOf().ToArbitrary(), Gen.Choose(0, 6_000_00).ToArbitrary(), (story, start) =>
        {
            long free = start, reserved = 0, owed = 0;
            YearCredit year = default;
            foreach (var step in story)
            {
                var cap = step.HighCap ? 8_000_00 : 5_000_00;
                var before = free + reserved;
                var decision = Decide(year, step.Due, cap, free, reserved, owed);
                free += decision.BaseCredit - decision.Withdraw - decision.KeptBack;
                owed += decision.Owed - decision.KeptBack;
                year = decision.Year;
                Assert.True(free >= 0 && owed >= 0);
                // What is kept back at once for what is owed does not stay on the account.
                Assert.True(decision.BaseCredit == decision.KeptBack || before + decision.BaseCredit - decision.KeptBack <= cap);
                Assert.InRange(year.Base.Credited, 0, year.Base.Due);
                Assert.False(Decide(year, step.Due, cap, free, reserved, owed).Changed);
                var spent = Math.Min(step.Spend, free);
                var held = Math.Min(step.Reserve, free - spent);
                (free, reserved) = (free - spent - held, reserved + held);
            }
        }).QuickCheckThrowOnFailure();
    }

    private static CreditDecision Decide(YearCredit before, long due, long cap, long free, long reserved = 0, long owed = 0) =>
        CreditDecision.Of(before, new AnnualDue("employee", new DuePart(due, cap), None, None),
            new AccountState(free, reserved, 0, 0, owed));
}
