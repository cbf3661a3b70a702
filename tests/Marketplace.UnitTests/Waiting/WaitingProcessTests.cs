using Marketplace.Bookings.Waiting;
using Marketplace.Catalogue.Actions;
using Marketplace.People.Access;
using Xunit;

namespace Marketplace.UnitTests.Waiting;

public sealed class WaitingProcessTests
{
    private static readonly DateTimeOffset Now = new(2026, 12, 1, 9, 0, 0, TimeSpan.Zero);

    public static TheoryData<WaitingFacts, string?> Joins => new()
    {
        { new(), null },
        { new(Availability.Available), "Il reste des places" },
        { new(Availability.Available, IsLimited: false), "n’est pas limité" },
        { new(Availability.Closed), "ne prend plus d’inscriptions" },
        { new(Availability.Past), "est passée" },
        { new(HasSeat: true), "déjà une place" },
        { new(GaveUp: true), "renoncé" },
        { new(Open: WaitingProcess.Most - 1), null },
        { new(Open: WaitingProcess.Most), "quittez une liste" },
    };

    [Theory, MemberData(nameof(Joins))]
    public void Join_IsForFullSessionsAndWhoMayWait(WaitingFacts facts, string? refusal)
    {
        var answer = WaitingProcess.Table.AskToBegin(WaitingProcess.Join, Roles.Holder, facts);
        if (refusal is null)
            Assert.Equal(WaitingProcess.Waiting, answer.Step!.To);
        else
            Assert.Contains(refusal, answer.Refusal);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(0, false)]
    [InlineData(-1, false)]
    public void Accept_UntilTheExactEndOfTheOffer(int ticks, bool allowed) =>
        Assert.Equal(allowed, WaitingProcess.Table.Allows(
            WaitingProcess.Offered, WaitingProcess.Accept, Roles.Holder, new WaitingFacts(Until: Now.AddTicks(ticks), Now: Now)));

    [Theory]
    [InlineData(1, false)]
    [InlineData(0, true)]
    public void Lapse_FromTheExactEndOfTheOffer(int ticks, bool allowed) =>
        Assert.Equal(allowed, WaitingProcess.Table.Allows(
            WaitingProcess.Offered, WaitingProcess.Lapse, Roles.Program, new WaitingFacts(Until: Now.AddTicks(ticks)), Now));
}
