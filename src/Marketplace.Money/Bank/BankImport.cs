using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsvHelper;
using Marketplace.People.Access;
using Marketplace.Platform.Importing;
using Npgsql;
using NpgsqlTypes;

namespace Marketplace.Money.Bank;

/// <summary>
/// <c>import bank</c>: keeps the money that came, each entry once by its reference; what becomes of it is
/// <see cref="BankMatching"/>'s. Money that left and what is only announced are counted, not kept.
/// </summary>
public static class BankImport
{
    private const string Stage = "CREATE TEMP TABLE bank_stage (line bigint, reference text, content bytea, day date, amount bigint, currency text, text text) ON COMMIT DROP";

    private const string Merge = """
        INSERT INTO bank_entry (reference, content, day, amount, currency, text, state)
        SELECT reference, content, day, amount, currency, text, @to FROM (SELECT DISTINCT ON (reference, content) * FROM bank_stage ORDER BY reference, content, line) s
        ORDER BY line ON CONFLICT (reference, content) DO NOTHING
        """;

    /// <summary>Reads a file, or the .xml and .csv of a folder in the order of their names; each in a transaction of its own.</summary>
    /// <exception cref="UnreadableFileException">There is none.</exception>
    public static async Task<ReferenceReport> RunAsync(
        NpgsqlDataSource database, string path, bool dryRun, IProgress<long>? progress = null, CancellationToken cancel = default)
    {
        var reports = new List<ReferenceFileReport>();
        foreach (var file in Find(path))
        {
            var report = new ReferenceFileReport(file.Name);
            reports.Add(report);
            try
            {
                await using var connection = await database.OpenConnectionAsync(cancel);
                await using var transaction = await connection.BeginTransactionAsync(cancel);
                await ExecuteAsync(connection, Stage, cancel);
                await CopyAsync(connection, IsXml(file) ? Counted(Camt053.Read(file), report) : BankCsv.Read(file, report), report,
                    progress, cancel);
                report.Changed = await ExecuteAsync(
                    connection, Merge, cancel,
                    BankEntryProcess.Table.Begin(BankEntryProcess.Import, Roles.Program, new BankEntryFacts()).To);
                if (!dryRun)
                    await transaction.CommitAsync(cancel);
            }
            catch (Exception e) when (e is UnreadableFileException or CsvFormatException or IOException or InvalidDataException)
            {
                report.Reject(e is UnreadableFileException
                    ? e.Message : $"{file.Name} n’a pas pu être lu jusqu’au bout : {e.Message} Rien n’en a été gardé.");
            }
        }
        return new(dryRun, reports);
    }

    private static List<ReferenceInput> Find(string path)
    {
        var files = Directory.Exists(path)
            ? [.. Directory.EnumerateFiles(path)
                .Where(f => f.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)
                || f.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)]
            : File.Exists(path) ? new List<string> { path } : throw new UnreadableFileException($"Le fichier {path} n’existe pas.");
        return files.Count > 0 ? [.. files.Select(f => new ReferenceInput(Path.GetFileName(f), () => File.OpenRead(f)))]
            : throw new UnreadableFileException($"Le dossier {path} ne contient aucun fichier .xml ou .csv.");
    }

    /// <summary>By its first character, whatever its name is.</summary>
    private static bool IsXml(ReferenceInput file)
    {
        using var reader = new StreamReader(file.Open(), detectEncodingFromByteOrderMarks: true);
        int first;
        do
        {
            first = reader.Read();
        }
        while (first >= 0 && char.IsWhiteSpace((char)first));
        return first < 0 ? throw new UnreadableFileException($"{file.Name} est vide.") : first == '<';
    }

    private static IEnumerable<BankLine> Counted(IEnumerable<BankLine> lines, ReferenceFileReport report) => lines.Select(line =>
    {
        report.Read++;
        return line;
    });

    private static async Task CopyAsync(
        NpgsqlConnection connection, IEnumerable<BankLine> lines, ReferenceFileReport report, IProgress<long>? progress,
        CancellationToken cancel)
    {
        var (left, returned) = (0L, 0L);
        await using (var copy = await connection.BeginBinaryImportAsync("COPY bank_stage FROM STDIN (FORMAT BINARY)", cancel))
        {
            foreach (var line in lines)
            {
                if (report.Read % 1000 == 0)
                    progress?.Report(report.Read);
                if (line.Problem is { } problem)
                    report.Error(line.Line, problem);
                else if (!line.IsCredit || !line.IsBooked)
                    left++;
                else if (line.IsOwnReturn)
                    returned++;
                else
                    await WriteAsync(copy, line, cancel);
            }
            await copy.CompleteAsync(cancel);
        }
        if (report.Read == 0)
            throw new UnreadableFileException($"{report.File} n’a aucune écriture.");
        if (left > 0)
            report.Note($"{left} écritures de sortie ou non encore comptabilisées ne sont pas gardées.");
        if (returned > 0)
            report.Note($"{returned} virements à des organismes sont revenus : les versements les lisent, ils ne sont pas gardés ici.");
    }

    private static async Task WriteAsync(NpgsqlBinaryImporter copy, BankLine line, CancellationToken cancel)
    {
        var content = SHA256.HashData(
            Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{line.Day:yyyy-MM-dd}\n{line.Cents}\n{line.Currency}\n{line.Text}")));
        await copy.StartRowAsync(cancel);
        await copy.WriteAsync(line.Line, NpgsqlDbType.Bigint, cancel);
        await copy.WriteAsync(line.Reference, NpgsqlDbType.Text, cancel);
        await copy.WriteAsync(content, NpgsqlDbType.Bytea, cancel);
        await copy.WriteAsync(line.Day, NpgsqlDbType.Date, cancel);
        await copy.WriteAsync(line.Cents, NpgsqlDbType.Bigint, cancel);
        await copy.WriteAsync(line.Currency, NpgsqlDbType.Text, cancel);
        await copy.WriteAsync(line.Text, NpgsqlDbType.Text, cancel);
    }

    private static async Task<int> ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancel, string? to = null)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        if (to is not null)
            command.Parameters.AddWithValue("to", to);
        return await command.ExecuteNonQueryAsync(cancel);
    }
}
