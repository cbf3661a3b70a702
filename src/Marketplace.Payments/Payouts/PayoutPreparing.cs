using Dapper;
using Marketplace.Payments.Payables;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Platform.Data;
using Marketplace.Platform.Processes;
using Npgsql;
using NpgsqlTypes;

namespace Marketplace.Payments.Payouts;

/// <summary>What a new batch holds.</summary>
public sealed record PreparedBatch(Guid Id, int Payables, int Transfers, long Cents);

/// <summary>
/// Puts all that waits and can be paid into a batch, one transfer for each establishment: what it is owed less what it owes back. What it
/// owes beyond that waits for sums to come, and holds them until then.
/// </summary>
public sealed class PayoutPreparing(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>Payables of one batch; the rest waits for the next.</summary>
    public const int MostPayables = 500_000;

    /// <summary>SEPA takes no more in one transfer.</summary>
    private const long MostCents = 999_999_999_99;

    /// <exception cref="ProcessRefusedException">Nothing that waits can be paid.</exception>
    public Task<PreparedBatch> PrepareAsync(Actor actor, CancellationToken cancel) => database.InTransactionAsync(async connection =>
    {
        // One preparation at a time: two of them would share out what an establishment owes and is owed.
        await connection.ExecuteAsync(
            new CommandDefinition("SELECT pg_advisory_xact_lock(8316)", commandTimeout: 0, cancellationToken: cancel));
        var step = PayoutProcess.Table.Begin(PayoutProcess.Prepare, actor.Role, new BatchFacts());
        var transfers = await TransfersAsync(connection, cancel);
        if (transfers.Count == 0)
            throw new ProcessRefusedException("Rien n’est à payer : aucune somme due n’attend, ou les coordonnées bancaires manquent.");
        var batch = new PreparedBatch(Guid.CreateVersion7(clock.GetUtcNow()), transfers.Sum(t => t.Payables.Count),
            transfers.Count(t => t.Cents > 0), transfers.Sum(t => t.Cents));
        await connection.ExecuteAsync(new CommandDefinition("""
            INSERT INTO payout_batch (id, state, payables, transfers, total, prepared_at, prepared_by)
            VALUES (@Id, @state, @Payables, @Transfers, @Cents, @now, @AccountId)
            """, new { batch.Id, state = step.To, batch.Payables, batch.Transfers, batch.Cents, now = clock.GetUtcNow(), actor.AccountId },
            cancellationToken: cancel));
        await WriteAsync(connection, batch.Id, transfers, cancel);
        await PayableProcess.MoveAsync(connection, PayableProcess.Waiting, PayableProcess.Batch, actor.Role,
            [.. transfers.SelectMany(t => t.Payables)], cancel);
        await AccessLog.WriteAsync(connection, actor,
            new AccessEntry(Rights.PayoutsPrepare, AccessOperation.Change, Object: $"payout-batch:{batch.Id}"), cancel);
        return batch;
    }, cancel);

    private async Task<IReadOnlyList<NewTransfer>> TransfersAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var waiting = (await connection.QueryAsync<(Guid Id, string Siret, long Cents)>(new CommandDefinition($"""
            SELECT p.id, p.siret, p.amount FROM payable p
            WHERE p.state = 'waiting' AND NOT EXISTS (SELECT FROM payment_suspension s WHERE s.siret = p.siret AND s.ended_at IS NULL)
            ORDER BY p.due_on, p.id LIMIT {MostPayables} FOR UPDATE OF p
            """, commandTimeout: 0, cancellationToken: cancel))).ToList();
        if (waiting.Count == MostPayables)
            await CompleteAsync(connection, waiting, cancel);
        var known = await PayeeBook.VersionsAsync(connection, [.. waiting.Select(p => p.Siret).Distinct()], cancel);
        return
        [
            .. waiting.Where(p => known.ContainsKey(p.Siret)).GroupBy(p => p.Siret)
                .Select(group => new NewTransfer(Guid.CreateVersion7(), group.Key, group.Sum(p => p.Cents), [.. group.Select(p => p.Id)]))
                .Where(transfer => transfer.Cents is >= 0 and <= MostCents),
        ];
    }

    /// <summary>Where the batch is cut, what its establishments owe back counts all the same.</summary>
    private static async Task CompleteAsync(
        NpgsqlConnection connection, List<(Guid Id, string Siret, long Cents)> waiting, CancellationToken cancel)
    {
        var taken = waiting.Select(p => p.Id).ToHashSet();
        waiting.AddRange((await connection.QueryAsync<(Guid Id, string Siret, long Cents)>(new CommandDefinition("""
            SELECT id, siret, amount FROM payable WHERE state = 'waiting' AND amount < 0 AND siret = ANY (@sirets) ORDER BY id FOR UPDATE
            """, new { sirets = waiting.Select(p => p.Siret).Distinct().ToArray() }, commandTimeout: 0, cancellationToken: cancel)))
            .Where(p => !taken.Contains(p.Id)));
    }

    private static async Task WriteAsync(
        NpgsqlConnection connection, Guid batch, IReadOnlyList<NewTransfer> transfers, CancellationToken cancel)
    {
        var begun = TransferProcess.Table.Begin(TransferProcess.Begin, Roles.Program, TransferFacts.None).To;
        await using (var copy = await connection.BeginBinaryImportAsync(
            "COPY payout_transfer (id, batch, siret, amount, reference, state) FROM STDIN (FORMAT BINARY)", cancel))
        {
            foreach (var transfer in transfers)
            {
                await copy.StartRowAsync(cancel);
                await copy.WriteAsync(transfer.Id, NpgsqlDbType.Uuid, cancel);
                await copy.WriteAsync(batch, NpgsqlDbType.Uuid, cancel);
                await copy.WriteAsync(transfer.Siret, NpgsqlDbType.Text, cancel);
                await copy.WriteAsync(transfer.Cents, NpgsqlDbType.Bigint, cancel);
                await copy.WriteAsync(transfer.Reference, NpgsqlDbType.Text, cancel);
                await copy.WriteAsync(begun, NpgsqlDbType.Text, cancel);
            }
            await copy.CompleteAsync(cancel);
        }
        await using var lines = await connection.BeginBinaryImportAsync(
            "COPY payout_line (transfer, payable) FROM STDIN (FORMAT BINARY)", cancel);
        foreach (var transfer in transfers)
            foreach (var payable in transfer.Payables)
            {
                await lines.StartRowAsync(cancel);
                await lines.WriteAsync(transfer.Id, NpgsqlDbType.Uuid, cancel);
                await lines.WriteAsync(payable, NpgsqlDbType.Uuid, cancel);
            }
        await lines.CompleteAsync(cancel);
    }

    private sealed record NewTransfer(Guid Id, string Siret, long Cents, IReadOnlyList<Guid> Payables)
    {
        public string Reference { get; } = $"{Money.Bank.BankLine.OwnPrefix}{Id:N}";
    }
}
