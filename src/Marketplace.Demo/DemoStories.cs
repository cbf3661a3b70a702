using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Endings;
using Marketplace.Platform.Time;
using static Marketplace.Demo.DemoStory;

namespace Marketplace.Demo;

/// <summary>A story for each state of the process, told from the moment at which the demo began.</summary>
internal sealed class DemoStories(DateTimeOffset now)
{
    /// <summary>Sessions to come begin after the delay of eleven working days, whatever holidays there are.</summary>
    private const int Ahead = 49;

    private readonly DateOnly _today = ParisTime.DateOf(now);

    /// <summary>Those with money first: rights are used in this order.</summary>
    public IReadOnlyList<DemoStory> All() => [.. DemoStory.All.Select(Of)];

    private DemoStory Of(string state) => state switch
    {
        BookingProcess.ServiceValidated => Past(state, 84, (start, end) =>
            [.. ToEntry(start), Step(BookingProcess.InTraining, Noon(end.AddDays(1)), stage => stage.LeaveAsync(end)),
                Step(BookingProcess.ServiceDeclared, Noon(end.AddDays(16)), stage => stage.RunDueAsync())]),
        BookingProcess.ServiceDeclared => Past(state, 42, (start, end) =>
            [.. ToEntry(start), Step(BookingProcess.InTraining, Ago(1), stage => stage.LeaveAsync(end))]),
        BookingProcess.InTraining => Past(state, 10, (start, _) => ToEntry(start)),
        BookingProcess.NotRealised => Past(state, 38, (start, _) =>
            [.. ToAcceptance(Noon(start.AddDays(-30))), Step(BookingProcess.Accepted, Noon(start.AddDays(28)), stage =>
                stage.RunDueAsync())]),
        BookingProcess.Accepted => Coming(state, 3, ToAcceptance(Ago(3))),
        BookingProcess.CancelledByLearner => Coming(state, 5,
            [.. ToAcceptance(Ago(5)), Step(BookingProcess.Accepted, Ago(1), stage =>
                stage.CancelAsync(EndingKind.LearnerCancels, stage.Holder, null))]),
        BookingProcess.CancelledByProvider => Coming(state, 6,
            [.. ToAcceptance(Ago(6)), Step(BookingProcess.Accepted, Ago(2), stage =>
                stage.CancelAsync(EndingKind.ProviderCancels, stage.Staff, "too-few"))]),
        BookingProcess.CancelledByFunder => Coming(state, 6,
            [.. ToAcceptance(Ago(6)), Step(BookingProcess.Accepted, Ago(2), stage =>
                stage.CancelAsync(EndingKind.FunderRefuses, stage.Operator, null))]),
        BookingProcess.RefusedByFunder => Coming(state, 4,
            [.. ToProposal(Ago(4)), Step(BookingProcess.Proposed, Ago(3), stage => stage.AskFunderAsync(keepsProposal: false)),
                Step(BookingProcess.AwaitingFunder, Ago(2), stage => stage.FunderRefusesAsync())]),
        BookingProcess.RefusedByProvider => Coming(state, 3,
            [Send(Ago(3)), Step(BookingProcess.Requested, Ago(2), stage => stage.RefuseAsync("prerequisites"))]),
        BookingProcess.RefusedByLearner => Coming(state, 3, [Send(Ago(3)),
            Step(BookingProcess.Requested, Ago(2), stage => stage.DeclineAsync())]),
        BookingProcess.Lapsed => Coming(state, 20, [Send(Ago(20)), Step(BookingProcess.Requested, Ago(11), stage => stage.RunDueAsync())]),
        BookingProcess.AwaitingFunder => Coming(state, 1,
            [.. ToProposal(Hours(6)), Step(BookingProcess.Proposed, Hours(3), stage => stage.AskFunderAsync(keepsProposal: true))]),
        BookingProcess.Proposed => Coming(state, 1, ToProposal(Hours(6))),
        BookingProcess.Acknowledged => Coming(state, 1, [Send(Hours(6)),
            Step(BookingProcess.Requested, Hours(3), stage => stage.AcknowledgeAsync())]),
        BookingProcess.Requested => Coming(state, 1, [Send(Hours(3))]),
        BookingProcess.Draft => Coming(state, 1, []),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No story ends so."),
    };

    /// <summary>Five weeks that began so many days ago, on a Monday.</summary>
    private DemoStory Past(string state, int daysAgo, Func<DateOnly, DateOnly, IReadOnlyList<DemoStep>> steps)
    {
        var start = MondayBefore(_today.AddDays(-daysAgo));
        var end = start.AddDays(32);
        return new(state, start, end, Noon(start.AddDays(-31)), steps(start, end));
    }

    private DemoStory Coming(string state, int daysAgo, IReadOnlyList<DemoStep> steps)
    {
        var start = MondayBefore(_today.AddDays(Ahead + DemoStory.All.ToList().IndexOf(state)));
        return new(state, start, start.AddDays(4), Ago(daysAgo).AddHours(-12), steps);
    }

    private static DemoStep[] ToEntry(DateOnly start) =>
        [.. ToAcceptance(Noon(start.AddDays(-30))), Step(BookingProcess.Accepted, Noon(start), stage => stage.EnterAsync(start))];

    private static DemoStep[] ToAcceptance(DateTimeOffset at) =>
        [.. ToProposal(at), Step(BookingProcess.Proposed, at.AddHours(6), stage => stage.AcceptAsync())];

    private static DemoStep[] ToProposal(DateTimeOffset at) =>
        [Send(at), Step(BookingProcess.Requested, at.AddHours(1), stage => stage.ProposeAsync())];

    private static DemoStep Send(DateTimeOffset at) => Step(BookingProcess.Draft, at, stage => stage.SendAsync());

    private DateTimeOffset Ago(int days) => now.AddDays(-days);

    private DateTimeOffset Hours(int hours) => now.AddHours(-hours);

    private static DateTimeOffset Noon(DateOnly day) => new DateTimeOffset(ParisTime.StartOf(day), TimeSpan.Zero).AddHours(12);

    private static DateOnly MondayBefore(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
