using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Marketplace.Platform.Data.Editing;

/// <summary>Opens contexts: <c>database.EditAsync(async (OrganisationsContext all) => …, cancel)</c>.</summary>
public static class ContextTransactions
{
    /// <summary>
    /// Changes rows in one transaction: what changed is saved and all is committed when the work returns, rolled back when it throws.
    /// </summary>
    /// <exception cref="StaleChangeException">A row was changed by somebody else after it was read.</exception>
    public static Task<T> EditAsync<TContext, T>(this NpgsqlDataSource database, Func<TContext, Task<T>> work, CancellationToken cancel)
        where TContext : MarketplaceContext, new() =>
        database.InTransactionAsync(async connection =>
        {
            await using var context = MarketplaceContext.On<TContext>(connection);
            var result = await work(context);
            await context.SaveChangesAsync(cancel);
            return result;
        }, cancel);

    /// <summary>Reads rows, which the context does not keep.</summary>
    public static async Task<T> ReadAsync<TContext, T>(
        this NpgsqlDataSource database, Func<TContext, Task<T>> work, CancellationToken cancel)
        where TContext : MarketplaceContext, new()
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var context = MarketplaceContext.On<TContext>(connection);
        context.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return await work(context);
    }
}
