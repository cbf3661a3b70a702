using System.Text;
using Dapper;
using Npgsql;
using Xunit;

namespace Marketplace.IntegrationTests.Vault;

/// <summary>Looks through every row of every table.</summary>
public static class WholeDatabase
{
    /// <summary>Tables that have a row with one of the forms.</summary>
    /// <param name="tables">How many tables were looked through.</param>
    public static async Task<(IReadOnlyList<string> Found, int Tables)> FindAsync(NpgsqlDataSource owner, NirForms numbers)
    {
        await using var connection = await owner.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var tables = (await connection.QueryAsync<string>("""
            SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
            """)).ToList();
        var found = new List<string>();
        foreach (var table in tables)
        {
            // Rows as text show bytes in hexadecimal; as Latin-1 besides, what those bytes say.
            await using var read = new NpgsqlCommand($"SELECT * FROM {table}", connection);
            await using var rows = await read.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            while (await rows.ReadAsync(TestContext.Current.CancellationToken))
            {
                for (var column = 0; column < rows.FieldCount; column++)
                    if (Texts(rows.GetValue(column)).Any(numbers.AreIn))
                        found.Add($"{table}.{rows.GetName(column)}");
            }
        }
        return ([.. found.Distinct()], tables.Count);
    }

    private static IEnumerable<string> Texts(object value) => value switch
    {
        byte[] bytes => [Convert.ToHexString(bytes), Encoding.Latin1.GetString(bytes)],
        string text => [text],
        System.Collections.IEnumerable several => several.Cast<object?>().SelectMany(one => one is null ? [] : Texts(one)),
        _ => [Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? ""],
    };
}
