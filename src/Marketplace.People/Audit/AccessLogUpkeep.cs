using Dapper;
using Npgsql;

namespace Marketplace.People.Audit;

/// <summary>
/// Makes the access log's partitions ahead and drops those of more than a year, keeping what a litigation hold covers.
/// The work is a function of the schema's owner; the application may only call it, and it goes by the database's clock.
/// </summary>
public sealed class AccessLogUpkeep(NpgsqlDataSource database)
{
    /// <returns>How many months were dropped.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(
            new CommandDefinition("SELECT access_log_unwritten_upkeep()", commandTimeout: 600, cancellationToken: cancel));
        return await connection.ExecuteScalarAsync<int>(
            new CommandDefinition("SELECT access_log_upkeep()", commandTimeout: 600, cancellationToken: cancel));
    }
}
