using Dapper;
using Marketplace.Payments.BankFiles;
using Marketplace.Payments.Payables;
using Marketplace.People.Access;
using Marketplace.Platform.Data;
using Npgsql;

namespace Marketplace.Payments.Payouts;

/// <summary>What became of an answer, as in <c>payout_answer.outcome</c>.</summary>
public static class AnswerOutcomes
{
    public const string Taken = "taken";
    public const string NoEffect = "no-effect";
    public const string Unknown = "unknown";
    public const string WrongAmount = "wrong-amount";
    public const string TooLate = "too-late";

    /// <summary>Those that somebody has to look at, in French.</summary>
    public static readonly IReadOnlyDictionary<string, string> Odd = new Dictionary<string, string>
    {
        [Unknown] = "Aucun virement du service ne porte cette référence",
        [WrongAmount] = "Le montant n’est pas celui du virement",
        [TooLate] = "Contredit ce que la banque avait dit, ou ce qui a été décidé depuis",
    };
}

/// <summary>
/// Acts on what the bank said, a chunk a transaction: transfer, ledger, payables and what they are for move together, or not at all.
/// </summary>
public sealed class AnswerSettling(NpgsqlDataSource database, PayoutLedger ledger, Func<IPayableFollower> follower, TimeProvider clock)
{
    private const int Chunk = 5_000;

    /// <returns>Answers that were acted on, and those that fit nothing.</returns>
    public async Task<(int Taken, int Odd)> RunAsync(CancellationToken cancel)
    {
        var (taken, odd) = (0, 0);
        while (await database.InTransactionAsync(connection => ChunkAsync(connection, cancel), cancel) is { Count: > 0 } outcomes)
        {
            taken += outcomes.Count(o => o == AnswerOutcomes.Taken);
            odd += outcomes.Count(AnswerOutcomes.Odd.ContainsKey);
        }
        return (taken, odd);
    }

    private async Task<IReadOnlyList<string>> ChunkAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var answers = (await connection.QueryAsync<Answer>(new CommandDefinition($"""
            SELECT id, kind, message, reference, amount AS Cents, day, code FROM payout_answer WHERE outcome = 'new'
            ORDER BY id LIMIT {Chunk} FOR UPDATE SKIP LOCKED
            """, cancellationToken: cancel))).ToList();
        if (answers.Count == 0)
            return [];
        var meant = await MeantAsync(connection, answers, cancel);
        await LockAsync(connection, [.. meant.SelectMany(m => m.Value).Select(t => t.Id).Distinct()], cancel);
        var now = (await TransfersAsync(connection, "t.id = ANY (@ids)",
            new { ids = meant.SelectMany(m => m.Value).Select(t => t.Id).Distinct().ToArray() }, cancel)).ToDictionary(t => t.Id);
        var (outcomes, moves) = (new Dictionary<long, string>(), new List<(SentTransfer Transfer, Answer Answer, string Event)>());
        foreach (var answer in answers)
        {
            var transfers = meant[answer.Id].Select(t => now[t.Id]).ToList();
            outcomes[answer.Id] = Judge(answer, transfers);
            if (outcomes[answer.Id] != AnswerOutcomes.Taken)
                continue;
            var step = Events[answer.Kind];
            foreach (var transfer in transfers.Where(t => TransferProcess.Table.Allows(t.State, step, Roles.Program, TransferFacts.None)))
            {
                moves.Add((transfer, answer, step));
                // The next answer of the chunk finds it where this one leaves it.
                now[transfer.Id] = transfer with { State = TransferProcess.Table.Take(
                    transfer.State, step, Roles.Program, TransferFacts.None).To };
            }
        }
        // One event after the other: a transfer may be executed and come back within one statement.
        foreach (var group in moves.GroupBy(m => (m.Event, m.Transfer.State)).OrderBy(g => g.Key.Event, StringComparer.Ordinal))
            await MoveAsync(connection, group.Key.Event, group.Key.State, [.. group], cancel);
        await CloseAsync(connection, [.. moves.Select(m => m.Transfer.Batch).Distinct()], cancel);
        await connection.ExecuteAsync(new CommandDefinition(
            "UPDATE payout_answer a SET outcome = n.outcome FROM unnest(@ids, @outcomes) n (id, outcome) WHERE a.id = n.id",
            new { ids = outcomes.Keys.ToArray(), outcomes = outcomes.Values.ToArray() }, cancellationToken: cancel));
        return [.. outcomes.Values];
    }

    private static readonly Dictionary<string, string> Events = new()
    {
        [BankAnswerKinds.Executed] = TransferProcess.Execute, [BankAnswerKinds.Rejected] = TransferProcess.Reject,
        [BankAnswerKinds.Returned] = TransferProcess.Return,
    };

    /// <summary>A statement says again what a report said: no harm. A word against the one before is for somebody to look at.</summary>
    private static string Judge(Answer answer, IReadOnlyList<SentTransfer> transfers)
    {
        if (answer.Kind == BankAnswerKinds.Noted)
            return AnswerOutcomes.NoEffect;
        if (transfers.Count == 0)
            return AnswerOutcomes.Unknown;
        if (answer.Cents is { } cents && cents != transfers.Sum(t => t.Cents))
            return AnswerOutcomes.WrongAmount;
        // Voided by a restore, and paid in another transfer since: paying it here too would pay twice.
        if (transfers.Any(t => t.State == TransferProcess.Void && !t.Free))
            return AnswerOutcomes.TooLate;
        if (transfers.Any(t => TransferProcess.Table.Allows(t.State, Events[answer.Kind], Roles.Program, TransferFacts.None)))
            return AnswerOutcomes.Taken;
        return transfers.All(t => Said(t.State, answer.Kind)) ? AnswerOutcomes.NoEffect : AnswerOutcomes.TooLate;
    }

    private static bool Said(string state, string kind) =>
        (state, kind) is (TransferProcess.Paid or TransferProcess.Returned, BankAnswerKinds.Executed)
        or (TransferProcess.Rejected, BankAnswerKinds.Rejected) or (TransferProcess.Returned, BankAnswerKinds.Returned);

    /// <summary>Transfers that each answer means: one by its reference, or those of its file.</summary>
    private static async Task<Dictionary<long, List<SentTransfer>>> MeantAsync(
        NpgsqlConnection connection, List<Answer> answers, CancellationToken cancel)
    {
        var byReference = (await TransfersAsync(connection, "t.reference = ANY (@references)",
            new { references = answers.Select(a => a.Reference).OfType<string>().Distinct().ToArray() }, cancel))
            .ToLookup(t => t.Reference);
        var byMessage = (await TransfersAsync(connection, "f.message = ANY (@messages)",
            new { messages = answers.Where(a => a.Reference is null).Select(a => a.Message).OfType<string>().Distinct().ToArray() },
            cancel))
            .ToLookup(t => t.Message);
        return answers.ToDictionary(a => a.Id, a => a.Reference is { } reference ? byReference[reference].ToList()
            : a.Message is { } message ? [.. byMessage[message]] : []);
    }

    private async Task LockAsync(NpgsqlConnection connection, Guid[] transfers, CancellationToken cancel)
    {
        await follower().LockAsync(connection, [.. await connection.QueryAsync<Guid>(new CommandDefinition("""
            SELECT DISTINCT p.booking FROM payout_line l JOIN payable p ON p.id = l.payable WHERE l.transfer = ANY (@transfers)
            """, new { transfers }, commandTimeout: 0, cancellationToken: cancel))], cancel);
        await connection.ExecuteAsync(new CommandDefinition("""
            SELECT FROM payout_batch WHERE id IN (SELECT batch FROM payout_transfer WHERE id = ANY (@transfers)) ORDER BY id FOR UPDATE
            """, new { transfers }, commandTimeout: 0, cancellationToken: cancel));
        await connection.ExecuteAsync(new CommandDefinition(
            "SELECT FROM payout_transfer WHERE id = ANY (@transfers) ORDER BY id FOR UPDATE", new { transfers }, commandTimeout: 0,
            cancellationToken: cancel));
    }

    private async Task MoveAsync(
        NpgsqlConnection connection, string @event, string from, IReadOnlyList<(SentTransfer Transfer, Answer Answer, string Event)> moves,
        CancellationToken cancel)
    {
        var ids = moves.Select(m => m.Transfer.Id).ToArray();
        await TransferProcess.Column.MoveAsync(connection, TransferProcess.Table.Take(from, @event, Roles.Program, TransferFacts.None), ids,
            cancel, "problem = (@codes::text[])[array_position(@ids, id)], answered_on = (@days::date[])[array_position(@ids, id)]",
            new { codes = moves.Select(m => m.Answer.Code).ToArray(), days = moves.Select(m => m.Answer.Day).ToArray() });
        if (@event == TransferProcess.Execute)
            await ledger.PayAsync(connection, [.. moves.Select(m => m.Transfer)], cancel);
        else if (@event == TransferProcess.Return)
            await ledger.RepayAsync(connection, [.. moves.Select(m => m.Transfer)], cancel);
        var (payableFrom, payableEvent) = (from, @event) switch
        {
            (TransferProcess.Void, TransferProcess.Execute) => (PayableProcess.ToCheck, PayableProcess.Confirm),
            (_, TransferProcess.Execute) => (PayableProcess.Sent, PayableProcess.Settle),
            (TransferProcess.Void, _) => (null, null),
            (_, TransferProcess.Return) => (PayableProcess.Paid, PayableProcess.Return),
            _ => (PayableProcess.Sent, PayableProcess.Reject),
        };
        if (payableEvent is null)
            return;
        await SetLinesAsync(connection, ids, counts: @event == TransferProcess.Execute, cancel);
        var lines = (await connection.QueryAsync<(Guid Payable, Guid Transfer)>(new CommandDefinition("""
            SELECT p.id, l.transfer FROM payout_line l JOIN payable p ON p.id = l.payable WHERE l.transfer = ANY (@ids) ORDER BY p.id FOR UPDATE OF p
            """, new { ids }, commandTimeout: 0, cancellationToken: cancel))).ToList();
        var codes = moves.ToDictionary(m => m.Transfer.Id, m => m.Answer.Code);
        await PayableProcess.MoveAsync(connection, payableFrom!, payableEvent, Roles.Program, [.. lines.Select(l => l.Payable)], cancel,
            "paid_at = @paid, problem = (@problems::text[])[array_position(@ids, id)]", new
            {
                paid = @event == TransferProcess.Execute ? clock.GetUtcNow() : (DateTimeOffset?)null,
                problems = lines.Select(l => @event == TransferProcess.Execute ? null : codes[l.Transfer]).ToArray(),
            });
        await follower().MovedAsync(connection, payableEvent, [.. lines.Select(l => l.Payable)], cancel);
    }

    private static Task SetLinesAsync(NpgsqlConnection connection, Guid[] ids, bool counts, CancellationToken cancel) =>
        connection.ExecuteAsync(new CommandDefinition(
            "UPDATE payout_line SET counts = @counts WHERE transfer = ANY (@ids) AND counts <> @counts", new { ids, counts },
            commandTimeout: 0, cancellationToken: cancel));

    private static async Task CloseAsync(NpgsqlConnection connection, Guid[] batches, CancellationToken cancel)
    {
        var done = (await connection.QueryAsync<Guid>(new CommandDefinition("""
            SELECT b.id FROM payout_batch b WHERE b.id = ANY (@batches) AND b.state = 'sent'
                AND NOT EXISTS (SELECT FROM payout_transfer t WHERE t.batch = b.id AND t.state = 'sent')
            """, new { batches }, cancellationToken: cancel))).ToList();
        await PayoutProcess.Column.MoveAsync(connection,
            PayoutProcess.Table.Take(PayoutProcess.Sent, PayoutProcess.Close, Roles.Program, new BatchFacts()), done, cancel);
    }

    /// <param name="which">Condition over <c>payout_transfer t</c> and its file <c>f</c>.</param>
    private static async Task<IReadOnlyList<SentTransfer>> TransfersAsync(
        NpgsqlConnection connection, string which, object values, CancellationToken cancel) =>
        [.. await connection.QueryAsync<SentTransfer>(new CommandDefinition($"""
            SELECT t.id, t.batch, t.siret, t.reference, t.amount AS Cents, t.state, f.message,
                NOT EXISTS (SELECT FROM payout_line l JOIN payable p ON p.id = l.payable WHERE l.transfer = t.id AND p.state <> 'to-check') AS Free
            FROM payout_transfer t LEFT JOIN payout_file f ON f.batch = t.batch AND f.number = t.file
            WHERE t.amount > 0 AND {which}
            """, values, commandTimeout: 0, cancellationToken: cancel))];

    private sealed record Answer(long Id, string Kind, string? Message, string? Reference, long? Cents, DateOnly Day, string? Code);
}

/// <summary>A transfer as answers find it.</summary>
/// <param name="Free">Of a void one: nothing it pays has gone elsewhere since.</param>
public sealed record SentTransfer(
    Guid Id, Guid Batch, string Siret, string Reference, long Cents, string State, string? Message, bool Free);
