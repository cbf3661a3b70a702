using System.Collections.Concurrent;

namespace Marketplace.Web.Statements;

/// <summary>
/// One statement of an account at a time, so that nobody stands in the queue for the single place with all their requests.
/// </summary>
public sealed class StatementTurns
{
    private readonly ConcurrentDictionary<Guid, byte> _taken = new();

    /// <returns>To be disposed of once the statement is written; null: one of this account is being written.</returns>
    public IDisposable? Take(Guid account) => _taken.TryAdd(account, 0) ? new Turn(this, account) : null;

    private sealed class Turn(StatementTurns turns, Guid account) : IDisposable
    {
        public void Dispose() => turns._taken.TryRemove(account, out _);
    }
}
