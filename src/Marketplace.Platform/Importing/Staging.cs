using Npgsql;
using NpgsqlTypes;

namespace Marketplace.Platform.Importing;

/// <summary>Brings rows into a temporary table of text columns by COPY, to be merged by one statement.</summary>
public static class Staging
{
    /// <summary>Creates the table (dropped at the end of the transaction) and copies the rows into it.</summary>
    /// <param name="rows">One value a column; null stays null.</param>
    /// <returns>How many rows were copied.</returns>
    public static async Task<ulong> CopyAsync(
        NpgsqlConnection connection, string table, IReadOnlyList<string> columns, IEnumerable<string?[]> rows, CancellationToken cancel)
    {
        await using (var create = new NpgsqlCommand(
            $"CREATE TEMP TABLE {table} ({string.Join(", ", columns.Select(c => c + " text"))}) ON COMMIT DROP", connection))
            await create.ExecuteNonQueryAsync(cancel);
        await using var copy = await connection.BeginBinaryImportAsync($"COPY {table} FROM STDIN (FORMAT BINARY)", cancel);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancel);
            foreach (var value in row)
            {
                if (value is null)
                    await copy.WriteNullAsync(cancel);
                else
                    await copy.WriteAsync(value, NpgsqlDbType.Text, cancel);
            }
        }
        return await copy.CompleteAsync(cancel);
    }
}
