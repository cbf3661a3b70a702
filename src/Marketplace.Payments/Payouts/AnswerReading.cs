using Dapper;
using Marketplace.Payments.BankFiles;
using Marketplace.Platform.Data;
using Marketplace.Platform.Importing;
using Npgsql;
using NpgsqlTypes;

namespace Marketplace.Payments.Payouts;

/// <summary>What reading files and taking them in did.</summary>
/// <param name="Read">Answers in the files.</param>
/// <param name="New">Of them not known yet.</param>
/// <param name="Odd">Of the new ones that fit nothing: listed for somebody to look at.</param>
public sealed record AnswerReport(int Read, int New, int Taken, int Odd);

/// <summary>
/// Keeps what the bank says, each word once, then lets <see cref="AnswerSettling"/> act on it. The same file again finds everything known;
/// killed in between, the next run goes on.
/// </summary>
public sealed class AnswerReading(NpgsqlDataSource database, AnswerSettling settling, TimeProvider clock)
{
    private const string Stage =
        "CREATE TEMP TABLE answer_stage (key text, kind text, message text, reference text, amount bigint, day date, code text, text text) ON COMMIT DROP";

    private const string Merge = """
        INSERT INTO payout_answer (key, kind, message, reference, amount, day, code, text, received_at)
        SELECT DISTINCT ON (key) key, kind, message, reference, amount, day, code, text, @now FROM answer_stage ON CONFLICT (key) DO NOTHING
        """;

    /// <summary>Reads files, each in a transaction of its own, and takes in what is new.</summary>
    /// <exception cref="UnreadableFileException">One is no file of the bank: nothing of it was kept, those before it were.</exception>
    /// <exception cref="InvalidDataException">As before.</exception>
    public async Task<AnswerReport> ReadAsync(IReadOnlyList<ReferenceInput> files, CancellationToken cancel)
    {
        var (read, known) = (0, 0);
        foreach (var file in files)
            known += await database.InTransactionAsync(async connection =>
            {
                await connection.ExecuteAsync(new CommandDefinition(Stage, cancellationToken: cancel));
                read += await CopyAsync(connection, BankFile.Read(file), cancel);
                return await connection.ExecuteAsync(new CommandDefinition(
                    Merge, new { now = clock.GetUtcNow() }, commandTimeout: 0, cancellationToken: cancel));
            }, cancel);
        var (taken, odd) = await settling.RunAsync(cancel);
        return new(read, known, taken, odd);
    }

    private static async Task<int> CopyAsync(NpgsqlConnection connection, IEnumerable<BankAnswer> answers, CancellationToken cancel)
    {
        var count = 0;
        await using var copy = await connection.BeginBinaryImportAsync("COPY answer_stage FROM STDIN (FORMAT BINARY)", cancel);
        foreach (var answer in answers)
        {
            count++;
            await copy.StartRowAsync(cancel);
            await copy.WriteAsync(answer.Key, NpgsqlDbType.Text, cancel);
            await copy.WriteAsync(answer.Kind, NpgsqlDbType.Text, cancel);
            await TextAsync(answer.Message);
            await TextAsync(answer.Reference);
            if (answer.Cents is { } cents)
                await copy.WriteAsync(cents, NpgsqlDbType.Bigint, cancel);
            else
                await copy.WriteNullAsync(cancel);
            await copy.WriteAsync(answer.Day, NpgsqlDbType.Date, cancel);
            await TextAsync(answer.Code);
            await copy.WriteAsync(answer.Text, NpgsqlDbType.Text, cancel);
        }
        await copy.CompleteAsync(cancel);
        return count;

        Task TextAsync(string? text) => text is null ? copy.WriteNullAsync(cancel) : copy.WriteAsync(text, NpgsqlDbType.Text, cancel);
    }
}
