using System.Diagnostics;

namespace Marketplace.Search.Embedded.Querying;

/// <summary>Stops a query that nobody waits for any more or that takes too long; asked every few thousand documents.</summary>
internal sealed class QueryWatch(TimeSpan budget, CancellationToken cancel)
{
    private readonly long started = Stopwatch.GetTimestamp();

    /// <exception cref="OperationCanceledException">Nobody waits.</exception>
    /// <exception cref="SearchBudgetExceededException">It takes too long.</exception>
    public void Check()
    {
        cancel.ThrowIfCancellationRequested();
        if (Stopwatch.GetElapsedTime(started) > budget)
            throw new SearchBudgetExceededException(budget);
    }
}
