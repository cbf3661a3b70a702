namespace Marketplace.Platform.Processes;

/// <summary>A row that may be taken now. Only a process makes one, and <see cref="StateColumn"/> writes nothing without one.</summary>
public sealed class Step<TState, TEvent, TFacts>
    where TState : notnull
{
    private readonly TState? _from;

    internal Step(ProcessRow<TState, TEvent, TFacts> row, bool begins, TState? from, string role)
    {
        Row = row;
        Begins = begins;
        _from = from;
        Role = role;
    }

    /// <summary>For commands whose effects depend on which row it is.</summary>
    public ProcessRow<TState, TEvent, TFacts> Row { get; }

    /// <summary>There was no instance yet.</summary>
    public bool Begins { get; }

    /// <exception cref="InvalidOperationException">It begins: it comes from no state.</exception>
    public TState From => Begins ? throw new InvalidOperationException($"The event {Row.Event} begins: it comes from no state.") : _from!;

    public TState To => Row.To;

    /// <summary>In which role it is taken.</summary>
    public string Role { get; }
}

/// <summary>What a process answers: a step, or a French sentence that says why not.</summary>
public sealed record ProcessAnswer<TState, TEvent, TFacts>(Step<TState, TEvent, TFacts>? Step, string? Refusal)
    where TState : notnull
{
    /// <exception cref="ProcessRefusedException">There is none.</exception>
    public Step<TState, TEvent, TFacts> Taken => Step ?? throw new ProcessRefusedException(Refusal!);
}

/// <summary>
/// A process does not let this happen: answered with status 409 and the message, a French sentence for who asked. The transaction is lost.
/// </summary>
public sealed class ProcessRefusedException(string sentence) : Exception(sentence);
