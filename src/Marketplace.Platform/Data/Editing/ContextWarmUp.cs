using Npgsql;

namespace Marketplace.Platform.Data.Editing;

/// <summary>A context's first query builds its model and compiles EF itself, half a second that no visitor should wait.</summary>
public sealed class ContextWarmUp(NpgsqlDataSource database, IEnumerable<ContextQuery> queries)
{
    /// <summary>Asks each context for something once. Never fails: what cannot be asked now is a visitor's to report.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        foreach (var query in queries)
        {
            try
            {
                await query.AskAsync(database, cancel);
            }
            catch (Exception failure) when (failure is NpgsqlException or OperationCanceledException)
            {
                return;
            }
        }
    }
}

/// <summary>What <see cref="ContextWarmUp"/> asks a context for.</summary>
public sealed record ContextQuery(Func<NpgsqlDataSource, CancellationToken, Task> AskAsync)
{
    /// <param name="query">Cheap on any amount of rows.</param>
    public static ContextQuery Of<TContext, T>(Func<TContext, Task<T>> query) where TContext : MarketplaceContext, new() =>
        new((database, cancel) => database.ReadAsync(query, cancel));
}
