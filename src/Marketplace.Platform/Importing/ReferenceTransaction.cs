using CsvHelper;
using Npgsql;

namespace Marketplace.Platform.Importing;

/// <summary>Runs an import in one transaction: all of its accepted lines, or nothing.</summary>
public static class ReferenceTransaction
{
    /// <summary>Seed and imports take turns.</summary>
    public const string Lock = "SELECT pg_advisory_xact_lock(hashtextextended('reference', 0))";

    /// <summary>Applies under the lock of reference data; rolls back for a dry run or when the file turns out to be unreadable.</summary>
    public static async Task RunAsync(
        NpgsqlDataSource database, ReferenceFileReport report, bool dryRun, Func<NpgsqlConnection, Task> apply, CancellationToken cancel)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancel);
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            await using (var gate = new NpgsqlCommand(Lock, connection))
                await gate.ExecuteNonQueryAsync(cancel);
            await apply(connection);
            if (!dryRun)
                await transaction.CommitAsync(cancel);
        }
        catch (Exception e) when (e is UnreadableFileException or CsvFormatException or IOException or InvalidDataException)
        {
            report.Reject(e is UnreadableFileException
                ? e.Message : $"{report.File} n’a pas pu être lu jusqu’au bout : {e.Message} Rien n’a été changé.");
        }
    }
}
