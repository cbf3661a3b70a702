using Marketplace.Platform.Time;

namespace Marketplace.Platform.Processes;

/// <summary>
/// The states of something and how they follow each other, as one table (docs/processes.md). It says which buttons are
/// shown, what is refused and with which words, and lets <see cref="StateColumn"/> write.
/// </summary>
/// <typeparam name="TFacts">What guards and moments read of an instance.</typeparam>
public sealed class Process<TState, TEvent, TFacts> : ProcessTable
    where TState : notnull
    where TEvent : notnull
{
    private static readonly EqualityComparer<TState> Same = EqualityComparer<TState>.Default;

    private readonly ProcessRights _rights;
    private readonly IReadOnlyList<ProcessState<TState>> _states;
    private readonly IReadOnlyList<ProcessEvent<TEvent>> _events;
    private readonly List<ProcessRow<TState, TEvent, TFacts>> _rows;

    /// <exception cref="ArgumentException">The table makes no sense; says where. See <see cref="ProcessCheck"/>.</exception>
    public Process(
        ProcessWords words, ProcessRights rights, IReadOnlyList<ProcessState<TState>> states, IReadOnlyList<ProcessEvent<TEvent>> events,
        IReadOnlyList<ProcessRow<TState, TEvent, TFacts>> rows)
        : base(words)
    {
        (_rights, _states, _events) = (rights, states, events);
        // Asked for each right, used or not: one that there is not is a mistake.
        _rows = [.. rows.Select(row => (Row: row, Given: row.Right is { } right ? rights.RolesOf(right) : [rights.Program]))
            .Select(r => r.Row.By.Count > 0 ? r.Row : r.Row with { By = [.. r.Given] })];
        ProcessCheck.Run(words.Name, rights, states, events, _rows);
    }

    /// <summary>A state's name on screen.</summary>
    public string Label(TState state) => _states.First(s => Same.Equals(s.State, state)).Label;

    /// <summary>
    /// Whether a role may try this in a state: the button is shown. What only the instance's facts can tell is left to the command.
    /// </summary>
    public bool Allows(TState state, TEvent @event, string role) => At(state, @event).Any(row => row.By.Contains(role));

    /// <summary>Whether a role may do this now: the button is shown.</summary>
    public bool Allows(TState state, TEvent @event, string role, TFacts facts, DateTimeOffset? now = null) =>
        Ask(state, @event, role, facts, now).Step is not null;

    /// <summary>All that a role may try in a state.</summary>
    public IReadOnlyList<TEvent> Allowed(TState state, string role) => [.. _events.Select(e => e.Event).Where(e => Allows(state, e, role))];

    /// <summary>All that a role may do now.</summary>
    public IReadOnlyList<TEvent> Allowed(TState state, string role, TFacts facts, DateTimeOffset? now = null) =>
        [.. _events.Select(e => e.Event).Where(e => Allows(state, e, role, facts, now))];

    /// <summary>Asks for a step.</summary>
    /// <param name="now">Needed where a row has a moment.</param>
    public ProcessAnswer<TState, TEvent, TFacts> Ask(TState state, TEvent @event, string role, TFacts facts, DateTimeOffset? now = null) =>
        Decide(At(state, @event), false, state, @event, role, facts, now);

    /// <summary>Asks for the step that makes a new instance.</summary>
    /// <inheritdoc cref="Ask"/>
    public ProcessAnswer<TState, TEvent, TFacts> AskToBegin(TEvent @event, string role, TFacts facts, DateTimeOffset? now = null) =>
        Decide(AtBeginning(@event), true, default, @event, role, facts, now);

    /// <summary>The step.</summary>
    /// <exception cref="ProcessRefusedException">It may not be taken.</exception>
    public Step<TState, TEvent, TFacts> Take(TState state, TEvent @event, string role, TFacts facts, DateTimeOffset? now = null) =>
        Ask(state, @event, role, facts, now).Taken;

    /// <summary>The step that makes a new instance.</summary>
    /// <exception cref="ProcessRefusedException">It may not be taken.</exception>
    public Step<TState, TEvent, TFacts> Begin(TEvent @event, string role, TFacts facts, DateTimeOffset? now = null) =>
        AskToBegin(@event, role, facts, now).Taken;

    /// <summary>When the clock does something next if nobody does anything before; null: never.</summary>
    public DateTimeOffset? NextDue(TState state, TFacts facts) => _rows
        .Where(row => Contains(row, state) && _events.First(e => e.Event.Equals(row.Event)).ByClock
            && row.Guards.All(guard => guard.WhyNot(facts) is null))
        .Min(row => row.Due!.Of(facts));

    /// <summary>All that the clock will do from a state if nobody does anything before, with its moment.</summary>
    public IReadOnlyList<(TEvent Event, DateTimeOffset Due)> Clock(TState state, TFacts facts) =>
    [
        .. from row in _rows
           where Contains(row, state) && _events.First(e => e.Event.Equals(row.Event)).ByClock
               && row.Guards.All(guard => guard.WhyNot(facts) is null)
           let due = row.Due!.Of(facts)
           where due is not null
           group due.Value by row.Event into moments
           select (moments.Key, moments.Min()),
    ];

    public override IReadOnlyList<(string State, string Label)> StateLabels => [.. _states.Select(s => (Text(s.State), s.Label))];

    public override IReadOnlyList<(string Event, string Words)> EventWords => [.. _events.Select(e => (Text(e.Event), e.Words))];

    public override IReadOnlyDictionary<string, string> RoleLabels => _rights.Roles;

    public override IReadOnlyList<ProcessLine> Lines =>
    [
        .. from row in _rows
           from begin in row.Begins ? row.From.Select(s => (string?)Text(s)).Prepend(null) : row.From.Select(Text)
           select new ProcessLine(
               begin, Text(row.Event), Text(row.To), row.By, row.Right, string.Join(" ; ", row.Guards.Select(g => g.Words)), row.Effect
               ?? "", row.Due?.Words ?? ""),
    ];

    public override string? WhyNever(string? state, string @event, string role)
    {
        var asked = _events.First(e => Text(e.Event) == @event).Event;
        if (state is null)
            return AtBeginning(asked).Any(row => row.By.Contains(role))
                ? null : Refusal(AtBeginning(asked).Any(), true, default, asked, role);
        var from = _states.First(s => Text(s.State) == state).State;
        return Allows(from, asked, role) ? null : Refusal(At(from, asked).Any(), false, from, asked, role);
    }

    private ProcessAnswer<TState, TEvent, TFacts> Decide(
        IEnumerable<ProcessRow<TState, TEvent, TFacts>> rows, bool begins, TState? state, TEvent @event, string role, TFacts facts,
        DateTimeOffset? now)
    {
        string? why = null;
        var known = false;
        foreach (var row in rows)
        {
            known = true;
            if (!row.By.Contains(role))
                continue;
            why = row.Guards.Select(guard => guard.WhyNot(facts)).FirstOrDefault(sentence => sentence is not null)
                ?? TooEarly(row, facts, now);
            if (why is null)
                return new(new(row, begins, state, role), null);
        }
        return new(null, why ?? Refusal(known, begins, state, @event, role));
    }

    private string? TooEarly(ProcessRow<TState, TEvent, TFacts> row, TFacts facts, DateTimeOffset? now)
    {
        if (row.Due is not { } moment)
            return null;
        var due = moment.Of(facts);
        if (due <= (now ?? throw new InvalidOperationException(
            $"{Words.Name}: {row.Event} has a moment, and nobody said what time it is.")))
            return null;
        return due is { } later
            ? $"Il sera possible de {Event(row.Event)} à partir du {ParisTime.InWords(later)}."
            : $"Il n’est pas encore possible de {Event(row.Event)}.";
    }

    private string Refusal(bool known, bool begins, TState? state, TEvent @event, string role) =>
        known ? $"Le rôle « {_rights.Roles.GetValueOrDefault(role, role)} » ne permet pas de {Event(@event)}."
        : begins ? $"{Words.Subject} n’existe pas encore : il n’est pas possible de {Event(@event)}."
        : $"{Words.Subject} est dans l’état « {Label(state!)} » : il n’est pas possible de {Event(@event)}.";

    private string Event(TEvent @event) => _events.First(e => e.Event.Equals(@event)).Words;

    private IEnumerable<ProcessRow<TState, TEvent, TFacts>> At(TState state, TEvent @event) =>
        _rows.Where(row => row.Event.Equals(@event) && Contains(row, state));

    private IEnumerable<ProcessRow<TState, TEvent, TFacts>> AtBeginning(TEvent @event) =>
        _rows.Where(row => row.Event.Equals(@event) && row.Begins);

    private static bool Contains(ProcessRow<TState, TEvent, TFacts> row, TState state) => row.From.Contains(state, Same);

    private static string Text<T>(T value)
        where T : notnull => value.ToString()!;
}
