namespace Marketplace.Platform.Processes;

/// <summary>
/// A row of a process: from a state, by an event, to a state, and under what. Several rows of one state and event differ in
/// their guards or roles: the first that lets the actor counts.
/// </summary>
/// <param name="From">Any of these.</param>
public sealed record ProcessRow<TState, TEvent, TFacts>(IReadOnlyList<TState> From, TEvent Event, TState To)
{
    /// <summary>It also, or only, makes a new instance.</summary>
    public bool Begins { get; init; }

    /// <summary>Roles that may take it; none: those that the table of rights gives <see cref="Right"/> to.</summary>
    public IReadOnlyList<string> By { get; init; } = [];

    /// <summary>Action of the table of rights under which it is done; null: nobody asks for it, the program does it.</summary>
    public string? Right { get; init; }

    /// <summary>All of them must hold; the first that does not says why.</summary>
    public IReadOnlyList<ProcessGuard<TFacts>> Guards { get; init; } = [];

    /// <summary>What else is done in the same transaction, in French.</summary>
    public string? Effect { get; init; }

    /// <summary>Not before; an event by the clock is due then.</summary>
    public ProcessMoment<TFacts>? Due { get; init; }

    internal bool IsConditional => Guards.Count > 0 || Due is not null;
}
