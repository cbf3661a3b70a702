using Marketplace.People.Holders;
using Marketplace.Platform.Importing;
using Marketplace.Platform.Vault;
using Npgsql;
using NpgsqlTypes;

namespace Marketplace.Money.Crediting;

/// <summary>
/// <c>import declarations</c>: streamed into a temporary table, then merged by one statement. A line that says the same as
/// what is known changes nothing; another one is a new revision. A person's number is hashed as it is read and stored nowhere.
/// </summary>
public sealed class DeclarationImport(IdentityVault vault)
{
    private const string Stage = """
        CREATE TEMP TABLE declaration_stage (line bigint, year smallint, person bytea, siren text, contract text, regime text, basis text, quantity bigint,
            reference bigint, absences text, starts date, ends date, low_qualified boolean, disabled boolean, contribution_paid boolean) ON COMMIT DROP
        """;

    private const string Repeated = """
        SELECT line, first FROM (SELECT line, min(line) OVER (PARTITION BY year, person, siren, contract) AS first FROM declaration_stage) s
        WHERE line > first ORDER BY line
        """;

    private const string Merge = """
        INSERT INTO activity_declaration (year, person, siren, contract, revision, regime, basis, quantity, reference, absences, starts, ends,
            low_qualified, disabled, contribution_paid)
        SELECT s.year, s.person, s.siren, s.contract, coalesce(k.revision, 0) + 1, s.regime, s.basis, s.quantity, s.reference, s.absences, s.starts, s.ends,
            s.low_qualified, s.disabled, s.contribution_paid
        FROM (SELECT DISTINCT ON (year, person, siren, contract) * FROM declaration_stage ORDER BY year, person, siren, contract, line) s
        LEFT JOIN LATERAL (SELECT * FROM activity_declaration d WHERE d.year = s.year AND d.person = s.person AND d.siren = s.siren AND d.contract = s.contract
            ORDER BY d.revision DESC LIMIT 1) k ON true
        WHERE k.revision IS NULL OR (k.regime, k.basis, k.quantity, k.reference, k.absences, k.starts, k.ends, k.low_qualified, k.disabled, k.contribution_paid)
            IS DISTINCT FROM (s.regime, s.basis, s.quantity, s.reference, s.absences, s.starts, s.ends, s.low_qualified, s.disabled, s.contribution_paid)
        """;

    public Task<ReferenceReport> RunAsync(
        NpgsqlDataSource database, string path, bool dryRun, IProgress<long>? progress = null, CancellationToken cancel = default) =>
        RunAsync(database, ReferenceInput.Find(path), dryRun, progress, cancel);

    /// <summary>As for files, for inputs that need not be on the disk.</summary>
    public Task<ReferenceReport> RunAsync(
        NpgsqlDataSource database, IReadOnlyList<ReferenceInput> inputs, bool dryRun, IProgress<long>? progress = null,
        CancellationToken cancel = default) =>
        TableImport.RunAsync(database, inputs, dryRun, DeclarationLine.Columns, async (connection, table, report) =>
        {
            await ExecuteAsync(connection, Stage, cancel);
            await CopyAsync(connection, table, report, progress, cancel);
            await ExecuteAsync(connection, "ANALYZE declaration_stage", cancel);
            await using (var repeated = new NpgsqlCommand(Repeated, connection) { CommandTimeout = 0 })
            await using (var reader = await repeated.ExecuteReaderAsync(cancel))
            {
                while (await reader.ReadAsync(cancel))
                    report.Error(reader.GetInt64(0),
                        $"Cette personne, ce siren, ce contrat et cette année figurent déjà ligne {reader.GetInt64(1)}.");
            }
            var changed = await ExecuteAsync(connection, Merge, cancel);
            await ExecuteAsync(connection, "DROP TABLE declaration_stage", cancel);
            return changed;
        }, cancel);

    private async Task CopyAsync(
        NpgsqlConnection connection, CsvTable table, ReferenceFileReport report, IProgress<long>? progress, CancellationToken cancel)
    {
        var hash = await vault.LookupsAsync(connection, HolderNir.Kind, cancel);
        var lastYear = TimeProvider.System.GetUtcNow().Year;
        await using var copy = await connection.BeginBinaryImportAsync("COPY declaration_stage FROM STDIN (FORMAT BINARY)", cancel);
        // Between two lines the reader may be slow; the server has nothing to do meanwhile.
        copy.Timeout = TimeSpan.FromHours(1);
        while (table.Read())
        {
            if (report.Read % 1000 == 0)
                progress?.Report(report.Read);
            if (DeclarationLine.Read(table, lastYear, out var problem) is not { } line)
            {
                report.Error(table.Line, problem!);
                continue;
            }
            var d = line.Declaration;
            await copy.StartRowAsync(cancel);
            await copy.WriteAsync(table.Line, NpgsqlDbType.Bigint, cancel);
            await copy.WriteAsync((short)line.Year, NpgsqlDbType.Smallint, cancel);
            await copy.WriteAsync(hash(line.Nir.Value), NpgsqlDbType.Bytea, cancel);
            await copy.WriteAsync(line.Siren, NpgsqlDbType.Text, cancel);
            await copy.WriteAsync(line.Contract, NpgsqlDbType.Text, cancel);
            await copy.WriteAsync(d.Regime, NpgsqlDbType.Text, cancel);
            await copy.WriteAsync(d.Basis, NpgsqlDbType.Text, cancel);
            await copy.WriteAsync(d.Quantity, NpgsqlDbType.Bigint, cancel);
            if (d.Reference is { } reference)
                await copy.WriteAsync(reference, NpgsqlDbType.Bigint, cancel);
            else
                await copy.WriteNullAsync(cancel);
            await copy.WriteAsync(d.Absences, NpgsqlDbType.Text, cancel);
            await copy.WriteAsync(d.Starts, NpgsqlDbType.Date, cancel);
            await copy.WriteAsync(d.Ends, NpgsqlDbType.Date, cancel);
            await copy.WriteAsync(d.LowQualified, NpgsqlDbType.Boolean, cancel);
            await copy.WriteAsync(d.Disabled, NpgsqlDbType.Boolean, cancel);
            await copy.WriteAsync(d.ContributionPaid, NpgsqlDbType.Boolean, cancel);
        }
        await copy.CompleteAsync(cancel);
    }

    private static async Task<int> ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        return await command.ExecuteNonQueryAsync(cancel);
    }
}
