using Marketplace.People.Access;
using Marketplace.ProviderSpace.Referencing;
using Xunit;

namespace Marketplace.UnitTests.Referencing;

/// <summary>What the table of referencings asks beyond state and role, and on which text each step is founded.</summary>
public sealed class ReferencingProcessTests
{
    private const string Operator = "operator-moderation";
    private static readonly DateOnly Today = new(2027, 1, 31);
    private static readonly DateTimeOffset Now = new(2027, 1, 31, 9, 0, 0, TimeSpan.Zero);

    private static readonly ReferencingFacts Facts = new(
        Today: Today, LongestSuspension: Today.AddMonths(6), LongestDelisting: Today.AddMonths(12));

    /// <summary>
    /// From each state, with each measure: the last day of the longest is fine, the next day, today and none are refused.
    /// </summary>
    [Theory]
    [InlineData(ReferencingProcess.Suspend, 6)]
    [InlineData(ReferencingProcess.Delist, 12)]
    public void Measure_LastsUpToItsLimit_FromEachStateThatAllowsIt(string @event, int months)
    {
        var states = ReferencingProcess.Table.StateLabels.Select(s => s.State)
            .Where(state => ReferencingProcess.Table.Allows(state, @event, Operator)).ToList();
        Assert.NotEmpty(states);
        foreach (var state in states)
        {
            Assert.True(Asked(state, Today.AddDays(1)));
            Assert.True(Asked(state, Today.AddMonths(months)));
            Assert.False(Asked(state, Today.AddMonths(months).AddDays(1)));
            Assert.False(Asked(state, Today));
            Assert.False(Asked(state, null));
        }
        bool Asked(string state, DateOnly? until) =>
            ReferencingProcess.Table.Allows(state, @event, Operator, Facts with { Until = until }, Now);
    }

    /// <summary>Each combination of what can stand against sending and accepting.</summary>
    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Submit_NeedsAWholeApplicationAndAFreeSiret_AcceptAFreeSiret(bool whole, bool free)
    {
        var facts = Facts with { Whole = whole, Free = free };
        foreach (var state in new[] { ReferencingProcess.Draft, ReferencingProcess.Incomplete })
            Assert.Equal(whole && free, ReferencingProcess.Table.Allows(state, ReferencingProcess.Submit, Roles.Professional, facts, Now));
        Assert.Equal(free, ReferencingProcess.Table.Allows(
            ReferencingProcess.UnderReview, ReferencingProcess.Accept, Operator, facts, Now));
    }

    [Fact]
    public void Apply_ByWhoWorksForAProvider_IsRefused()
    {
        Assert.Null(ReferencingProcess.Table.AskToBegin(ReferencingProcess.Apply, Roles.Professional, Facts).Refusal);
        Assert.NotNull(ReferencingProcess.Table.AskToBegin(ReferencingProcess.Apply, Roles.Professional, Facts with { Alone = false })
            .Refusal);
    }

    [Theory]
    [InlineData(ReferencingProcess.Suspended)]
    [InlineData(ReferencingProcess.Delisted)]
    public void Measure_EndsByItself_WhenItsLastDayIsOver_NotBefore(string state)
    {
        var facts = Facts with { EndsAt = Now };
        Assert.Equal(Now, ReferencingProcess.Table.NextDue(state, facts));
        Assert.False(ReferencingProcess.Table.Allows(state, ReferencingProcess.MeasureEnds, Roles.Program, facts, Now.AddSeconds(-1)));
        Assert.True(ReferencingProcess.Table.Allows(state, ReferencingProcess.MeasureEnds, Roles.Program, facts, Now));
    }

    [Fact]
    public void EveryStep_IsFoundedOnAText_WhichItsEffectNames()
    {
        Assert.Equal(ReferencingProcess.Table.EventWords.Select(e => e.Event).Order(), ReferencingProcess.Basis.Keys.Order());
        Assert.All(ReferencingProcess.Table.Lines,
            line => Assert.StartsWith(ReferencingProcess.Basis[line.Event], line.Effect, StringComparison.Ordinal));
    }

    /// <summary>Whoever was struck off, refused or has withdrawn is at the end: another application is another row.</summary>
    [Theory]
    [InlineData(ReferencingProcess.StruckOff)]
    [InlineData(ReferencingProcess.Refused)]
    [InlineData(ReferencingProcess.Withdrawn)]
    public void End_LetsNobodyDoAnything(string state) =>
        Assert.All(Roles.Labels.Keys, role => Assert.Empty(ReferencingProcess.Table.Allowed(state, role)));
}
