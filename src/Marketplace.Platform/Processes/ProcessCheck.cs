namespace Marketplace.Platform.Processes;

/// <summary>What every table must be: a mistake in one stops the program at its start, not a person in the middle of something.</summary>
internal static class ProcessCheck
{
    /// <param name="rows">With their roles.</param>
    /// <exception cref="ArgumentException">Names every mistake.</exception>
    public static void Run<TState, TEvent, TFacts>(
        string name, ProcessRights rights, IReadOnlyList<ProcessState<TState>> states, IReadOnlyList<ProcessEvent<TEvent>> events,
        IReadOnlyList<ProcessRow<TState, TEvent, TFacts>> rows)
        where TState : notnull
        where TEvent : notnull
    {
        var mistakes = new List<string>();
        var known = Known(states.Select(s => s.State), "state", mistakes);
        var happens = Known(events.Select(e => e.Event), "event", mistakes);
        foreach (var row in rows)
        {
            mistakes.AddRange(row.From.Append(row.To).Where(state => !known.Contains(state))
                .Select(state => $"{row.Event}: the state {state} is not known"));
            if (!happens.Contains(row.Event))
                mistakes.Add($"the event {row.Event} is not known");
            if (row.From.Count == 0 && !row.Begins)
                mistakes.Add($"{row.Event} comes from nowhere");
            mistakes.AddRange(row.By.Where(role => !rights.Roles.ContainsKey(role))
                .Select(role => $"{row.Event}: the role {role} is not known"));
            if (row.Right is null && row.By.Any(role => role != rights.Program))
                mistakes.Add($"{row.Event}: people need a right");
            if (events.Any(e => e.ByClock && e.Event.Equals(row.Event)) && (row.Due is null || !row.By.SequenceEqual([rights.Program])))
                mistakes.Add($"{row.Event} is by the clock: it needs a moment, and nobody else takes it");
        }
        mistakes.AddRange(events.Where(e => !rows.Any(row => row.Event.Equals(e.Event))).Select(e => $"the event {e.Event} has no row"));
        mistakes.AddRange(Hidden(rows));
        mistakes.AddRange(Unreachable(known, rows).Select(state => $"the state {state} cannot be reached"));
        if (mistakes.Count > 0)
            throw new ArgumentException($"The process {name}: {string.Join("; ", mistakes)}.", nameof(rows));
    }

    private static HashSet<T> Known<T>(IEnumerable<T> values, string what, List<string> mistakes)
    {
        var known = new HashSet<T>();
        mistakes.AddRange(values.Where(value => !known.Add(value)).Select(value => $"the {what} {value} is there twice"));
        return known;
    }

    /// <summary>A row behind one that always lets the same role from the same state.</summary>
    private static IEnumerable<string> Hidden<TState, TEvent, TFacts>(IReadOnlyList<ProcessRow<TState, TEvent, TFacts>> rows)
        where TEvent : notnull =>
        from later in Enumerable.Range(0, rows.Count)
        from earlier in Enumerable.Range(0, later)
        let first = rows[earlier]
        let second = rows[later]
        where first.Event.Equals(second.Event) && !first.IsConditional && first.By.Intersect(second.By).Any()
            && ((first.Begins && second.Begins) || first.From.Intersect(second.From).Any())
        select $"{second.Event}: a second row is hidden by the first";

    private static HashSet<TState> Unreachable<TState, TEvent, TFacts>(
        HashSet<TState> known, IReadOnlyList<ProcessRow<TState, TEvent, TFacts>> rows)
    {
        var reached = new HashSet<TState>();
        while (rows.Any(row => (row.Begins || row.From.Any(reached.Contains)) && reached.Add(row.To)))
        {
        }
        return [.. known.Where(state => !reached.Contains(state))];
    }
}
