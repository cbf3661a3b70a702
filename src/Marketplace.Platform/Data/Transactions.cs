using Npgsql;

namespace Marketplace.Platform.Data;

/// <summary>One transaction around a piece of work: committed when it returns, rolled back when it throws.</summary>
public static class Transactions
{
    public static async Task<T> InTransactionAsync<T>(
        this NpgsqlDataSource database, Func<NpgsqlConnection, Task<T>> work, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var result = await work(connection);
        await transaction.CommitAsync(cancel);
        return result;
    }

    /// <inheritdoc cref="InTransactionAsync{T}"/>
    public static Task InTransactionAsync(
        this NpgsqlDataSource database, Func<NpgsqlConnection, Task> work, CancellationToken cancel = default) =>
        database.InTransactionAsync(async connection =>
        {
            await work(connection);
            return true;
        }, cancel);
}
