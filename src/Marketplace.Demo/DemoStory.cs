using Marketplace.Bookings.Dossiers;

namespace Marketplace.Demo;

/// <summary>A step of a story: taken from a state, at a moment.</summary>
/// <param name="From">State in which it is taken.</param>
internal sealed record DemoStep(string From, DateTimeOffset At, Func<DemoStage, Task> TakeAsync);

/// <summary>How a dossier of the demo holder comes to a state, by the commands that people use.</summary>
/// <param name="State">Where it ends; the name of the story too.</param>
/// <param name="Starts">First day of its session.</param>
/// <param name="Steps">After the draft, in their order.</param>
internal sealed record DemoStory(string State, DateOnly Starts, DateOnly Ends, DateTimeOffset Begins, IReadOnlyList<DemoStep> Steps)
{
    /// <summary>Number of the training action and of its session in the demo provider's catalogue.</summary>
    public string Number => $"DOSSIER-{State.ToUpperInvariant()}";

    /// <summary>Where a story that was interrupted goes on; null: its dossier went another way.</summary>
    public int? Next(string state) => state == State ? Steps.Count
        : Steps.Select((step, i) => (step.From, i)).Where(s => s.From == state).Select(s => (int?)s.i).FirstOrDefault();

    public static DemoStep Step(string from, DateTimeOffset at, Func<DemoStage, Task> take) => new(from, at, take);

    /// <summary>Each state of the process, those that use money first.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        BookingProcess.ServiceValidated, BookingProcess.ServiceDeclared, BookingProcess.InTraining, BookingProcess.Accepted,
        BookingProcess.NotRealised, BookingProcess.CancelledByLearner, BookingProcess.CancelledByProvider, BookingProcess.CancelledByFunder,
        BookingProcess.RefusedByFunder, BookingProcess.RefusedByProvider, BookingProcess.RefusedByLearner, BookingProcess.Lapsed,
        BookingProcess.AwaitingFunder, BookingProcess.Proposed, BookingProcess.Acknowledged, BookingProcess.Requested, BookingProcess.Draft,
    ];
}
