using Dapper;
using Npgsql;

namespace Marketplace.Platform.Processes;

/// <summary>
/// The column that holds the state of a process; nothing else updates it. Each name is a word of ours, never of a request.
/// </summary>
/// <param name="key">Column that tells the rows apart.</param>
/// <param name="changed">Column with the moment of the last change; null: there is none.</param>
public sealed class StateColumn(string table, string key, string state = "state", string? changed = "changed_at")
{
    /// <summary>Moves rows in the caller's transaction, which holds them.</summary>
    /// <param name="set">What else changes in them, as SQL: constraints look at a row as a whole. May name <c>@ids</c>.</param>
    /// <param name="values">Of the names in <paramref name="set"/>.</param>
    /// <exception cref="InvalidOperationException">A row was elsewhere: the caller did not lock what it asked about. The transaction is
    /// lost.</exception>
    public async Task MoveAsync<TState, TEvent, TFacts, TKey>(
        NpgsqlConnection connection, Step<TState, TEvent, TFacts> step, IReadOnlyCollection<TKey> ids, CancellationToken cancel,
        string? set = null, object? values = null)
        where TState : notnull
    {
        if (ids.Count == 0)
            return;
        var parameters = new DynamicParameters(values);
        parameters.Add("ids", ids.ToArray());
        parameters.Add("from", step.From.ToString());
        parameters.Add("to", step.To.ToString());
        var changes = new[] { $"{state} = @to", changed is null ? null : $"{changed} = now()", set }.OfType<string>();
        var moved = await connection.ExecuteAsync(new CommandDefinition(
            $"UPDATE {table} SET {string.Join(", ", changes)} WHERE {key} = ANY (@ids) AND {state} = @from", parameters,
            cancellationToken: cancel));
        if (moved != ids.Count)
            throw new InvalidOperationException($"{ids.Count - moved} rows of {table} were not {step.From}.");
    }
}
