namespace Marketplace.Platform.Processes;

/// <summary>A row of a process in words, once for each state it comes from.</summary>
/// <param name="From">Null: it makes a new instance.</param>
public sealed record ProcessLine(
    string? From, string Event, string To, IReadOnlyList<string> By, string? Right, string Guard, string Effect, string Due);

/// <summary>A process in words, whatever its types are: for documentation and for tests over all processes.</summary>
public abstract class ProcessTable
{
    private protected ProcessTable(ProcessWords words)
    {
        Words = words;
    }

    public ProcessWords Words { get; }

    /// <summary>States with their names on screen.</summary>
    public abstract IReadOnlyList<(string State, string Label)> StateLabels { get; }

    /// <summary>Events with the words that complete « il n’est pas possible de … ».</summary>
    public abstract IReadOnlyList<(string Event, string Words)> EventWords { get; }

    /// <summary>All rows.</summary>
    public abstract IReadOnlyList<ProcessLine> Lines { get; }

    /// <summary>Roles that it may name, with their names on screen.</summary>
    public abstract IReadOnlyDictionary<string, string> RoleLabels { get; }

    /// <summary>What a role is answered in a state, whatever guards and moments say.</summary>
    /// <param name="state">Null: there is no instance yet.</param>
    /// <returns>Null when a row fits; else the sentence that refuses.</returns>
    public abstract string? WhyNever(string? state, string @event, string role);
}
