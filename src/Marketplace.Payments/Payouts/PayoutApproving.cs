using System.Security.Cryptography;
using Dapper;
using Marketplace.Money.Calendar;
using Marketplace.Payments.BankFiles;
using Marketplace.Payments.Payables;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Platform.Data;
using Marketplace.Platform.Data.Editing;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Time;
using Marketplace.Platform.Vault;
using Npgsql;

namespace Marketplace.Payments.Payouts;

/// <summary>
/// The second pair of eyes: approves a batch that somebody else prepared, which makes its files, or discards it. The files are kept with
/// the approval in one transaction: whatever happens afterwards, the same ones are handed out.
/// </summary>
public sealed class PayoutApproving(
    NpgsqlDataSource database, PayeeBook payees, PayoutSettings settings, IdentityVault vault, Func<IPayableFollower> follower,
    TimeProvider clock)
{
    /// <summary>Transfers of one file.</summary>
    public const int MostTransfers = 10_000;

    private const string VaultKind = "payout-file";

    /// <param name="seen">State of the batch as it was shown with its totals; null: nothing was shown.</param>
    /// <exception cref="ProcessRefusedException">It is not prepared, or by the very person who asks.</exception>
    /// <exception cref="StaleChangeException">It changed since it was shown.</exception>
    public Task ApproveAsync(Guid batch, string? seen, Actor actor, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
    {
        await follower().LockAsync(connection, await BookingsAsync(connection, batch, cancel), cancel);
        var found = await LockAsync(connection, batch, seen, cancel);
        var step = PayoutProcess.Table.Take(found.State, PayoutProcess.Approve, actor.Role,
            new BatchFacts(found.PreparedBy == actor.AccountId, settings.Debtor is not null));
        var now = clock.GetUtcNow();
        var executes = WorkingDays.Of(HolidayZone.Metropole).Add(ParisTime.DateOf(now), 1);
        var transfers = await KnownAsync(connection, batch, actor, cancel);
        await EvenAsync(connection, batch, actor, cancel);
        await PayoutProcess.Column.MoveAsync(connection, step, [batch], cancel,
            "approved_at = @now, approved_by = @AccountId, executes_on = @executes", new { now, actor.AccountId, executes });
        var number = 0;
        foreach (var part in transfers.Chunk(MostTransfers))
            await FileAsync(connection, batch, found.Number, ++number, part, now, executes, cancel);
        await MoveAsync(connection, [.. transfers.Select(t => t.Id)], TransferProcess.Send, PayableProcess.Send, actor, cancel);
        if (transfers.Count == 0)
            await PayoutProcess.Column.MoveAsync(
                connection, PayoutProcess.Table.Take(step.To, PayoutProcess.Close, Roles.Program, new BatchFacts()), [batch], cancel);
        await LogAsync(connection, Rights.PayoutsApprove, batch, actor, cancel);
    }, cancel);

    /// <summary>Gives a batch up: all of it waits for another one.</summary>
    /// <inheritdoc cref="ApproveAsync"/>
    public Task DiscardAsync(Guid batch, string? seen, Actor actor, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
    {
        var found = await LockAsync(connection, batch, seen, cancel);
        var step = PayoutProcess.Table.Take(found.State, PayoutProcess.Discard, actor.Role, new BatchFacts());
        await DropAsync(connection, await IdsAsync(connection, batch, cancel), actor, cancel);
        await PayoutProcess.Column.MoveAsync(connection, step, [batch], cancel);
        await LogAsync(connection, Rights.PayoutsPrepare, batch, actor, cancel);
    }, cancel);

    /// <summary>A file of a batch for the bank, the same bytes each time; null: there is none.</summary>
    public Task<byte[]?> FileAsync(Guid batch, int number, Actor actor, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
    {
        if (await connection.ExecuteScalarAsync<Guid?>(new CommandDefinition("""
            UPDATE payout_file f SET fetched_at = coalesce(fetched_at, @now) FROM payout_batch b
            WHERE b.id = f.batch AND f.batch = @batch AND f.number = @number AND b.state IN ('sent', 'closed') RETURNING f.entry
            """, new { batch, number, now = clock.GetUtcNow() }, cancellationToken: cancel)) is not { } entry)
            return null;
        await AccessLog.WriteAsync(connection, actor,
            new AccessEntry(Rights.PayoutsApprove, AccessOperation.LookUp, Object: $"payout-file:{batch}/{number}"), cancel);
        return await vault.OpenAsync(connection, entry, cancel);
    }, cancel);

    /// <summary>What is sent, each with its account; who has lost its bank details since waits for another batch.</summary>
    private async Task<IReadOnlyList<BankTransfer>> KnownAsync(
        NpgsqlConnection connection, Guid batch, Actor actor, CancellationToken cancel)
    {
        var rows = (await connection.QueryAsync<(Guid Id, string Siret, long Cents, string Reference)>(new CommandDefinition("""
            SELECT id, siret, amount, reference FROM payout_transfer WHERE batch = @batch AND amount > 0 ORDER BY siret FOR UPDATE
            """, new { batch }, commandTimeout: 0, cancellationToken: cancel))).ToList();
        var known = await payees.OpenAsync(connection, [.. rows.Select(row => row.Siret)], cancel);
        await DropAsync(connection, [.. rows.Where(row => !known.ContainsKey(row.Siret)).Select(row => row.Id)], actor, cancel);
        var transfers = rows.Where(row => known.ContainsKey(row.Siret))
            .Select(row => new BankTransfer(row.Id, row.Reference, row.Cents, known[row.Siret])).ToList();
        await connection.ExecuteAsync(new CommandDefinition("""
            UPDATE payout_transfer t SET payee = n.name, account_end = n.account_end, account_version = n.version
            FROM unnest(@ids, @names, @ends, @versions) n (id, name, account_end, version) WHERE t.id = n.id
            """, new
        {
            ids = transfers.Select(t => t.Id).ToArray(), names = transfers.Select(t => t.Payee.Name).ToArray(),
            ends = transfers.Select(t => t.Payee.AccountEnd).ToArray(), versions = transfers.Select(t => t.Payee.Version).ToArray(),
        }, commandTimeout: 0, cancellationToken: cancel));
        return transfers;
    }

    /// <summary>Where what is owed and what is owed back are even, both are settled and nothing is sent.</summary>
    private async Task EvenAsync(NpgsqlConnection connection, Guid batch, Actor actor, CancellationToken cancel)
    {
        var even = (await connection.QueryAsync<Guid>(new CommandDefinition(
            "SELECT id FROM payout_transfer WHERE batch = @batch AND amount = 0 ORDER BY id FOR UPDATE", new { batch },
            cancellationToken: cancel)))
            .ToList();
        await MoveAsync(connection, even, TransferProcess.Even, PayableProcess.Settle, actor, cancel, "paid_at = @now",
            new { now = clock.GetUtcNow() });
    }

    private async Task FileAsync(
        NpgsqlConnection connection, Guid batch, long batchNumber, int number, IReadOnlyList<BankTransfer> transfers, DateTimeOffset now,
        DateOnly executes, CancellationToken cancel)
    {
        var message = Pain001.MessageId(batchNumber, number, batch);
        var content = Pain001.Write(message, now, settings.Debtor!, executes, transfers);
        await connection.ExecuteAsync(new CommandDefinition("""
            INSERT INTO payout_file (batch, number, message, transfers, total, sha256, entry) VALUES (@batch, @number, @message, @Count, @total, @sha256, @entry)
            """, new
        {
            batch, number, message, transfers.Count, total = transfers.Sum(t => t.Cents), sha256 = SHA256.HashData(content),
            entry = await vault.StoreAsync(connection, VaultKind, content, null, cancel),
        }, cancellationToken: cancel));
        await connection.ExecuteAsync(new CommandDefinition(
            "UPDATE payout_transfer SET file = @number WHERE id = ANY (@ids)",
            new { number, ids = transfers.Select(t => t.Id).ToArray() }, commandTimeout: 0, cancellationToken: cancel));
    }

    private async Task MoveAsync(
        NpgsqlConnection connection, IReadOnlyCollection<Guid> transfers, string transferEvent, string payableEvent, Actor actor,
        CancellationToken cancel, string? set = null, object? values = null)
    {
        await TransferProcess.Column.MoveAsync(connection,
            TransferProcess.Table.Take(TransferProcess.Prepared, transferEvent, Roles.Program, TransferFacts.None), transfers, cancel);
        var payables = await PayablesAsync(connection, transfers, cancel);
        await PayableProcess.MoveAsync(
            connection, PayableProcess.InBatch, payableEvent, actor.Role, payables, cancel, set, values);
        await follower().MovedAsync(connection, payableEvent, payables, cancel);
    }

    private static async Task DropAsync(
        NpgsqlConnection connection, IReadOnlyCollection<Guid> transfers, Actor actor, CancellationToken cancel)
    {
        var payables = await PayablesAsync(connection, transfers, cancel);
        await TransferProcess.Column.MoveAsync(connection,
            TransferProcess.Table.Take(TransferProcess.Prepared, TransferProcess.Drop, Roles.Program, TransferFacts.None), transfers,
            cancel);
        await connection.ExecuteAsync(new CommandDefinition(
            "UPDATE payout_line SET counts = false WHERE transfer = ANY (@ids)", new { ids = transfers.ToArray() }, commandTimeout: 0,
            cancellationToken: cancel));
        await PayableProcess.MoveAsync(connection, PayableProcess.InBatch, PayableProcess.Drop, actor.Role, payables, cancel);
    }

    private static async Task<IReadOnlyCollection<Guid>> PayablesAsync(
        NpgsqlConnection connection, IReadOnlyCollection<Guid> transfers, CancellationToken cancel) =>
        [.. await connection.QueryAsync<Guid>(new CommandDefinition("""
            SELECT p.id FROM payout_line l JOIN payable p ON p.id = l.payable WHERE l.transfer = ANY (@ids) AND l.counts ORDER BY p.id FOR UPDATE OF p
            """, new { ids = transfers.ToArray() }, commandTimeout: 0, cancellationToken: cancel))];

    private static async Task<IReadOnlyCollection<Guid>> IdsAsync(NpgsqlConnection connection, Guid batch, CancellationToken cancel) =>
        [.. await connection.QueryAsync<Guid>(new CommandDefinition(
            "SELECT id FROM payout_transfer WHERE batch = @batch ORDER BY id FOR UPDATE", new { batch }, commandTimeout: 0,
            cancellationToken: cancel))];

    private static async Task<IReadOnlyCollection<Guid>> BookingsAsync(NpgsqlConnection connection, Guid batch, CancellationToken cancel) =>
        [.. await connection.QueryAsync<Guid>(new CommandDefinition("""
            SELECT DISTINCT p.booking FROM payout_transfer t JOIN payout_line l ON l.transfer = t.id AND l.counts JOIN payable p ON p.id = l.payable
            WHERE t.batch = @batch
            """, new { batch }, commandTimeout: 0, cancellationToken: cancel))];

    private static async Task<(long Number, string State, Guid PreparedBy)> LockAsync(
        NpgsqlConnection connection, Guid batch, string? seen, CancellationToken cancel)
    {
        var found = (await connection.QueryAsync<(long, string, Guid)>(new CommandDefinition(
            "SELECT number, state, prepared_by FROM payout_batch WHERE id = @batch FOR UPDATE", new { batch },
            cancellationToken: cancel))).ToList();
        if (found.Count == 0)
            throw new ProcessRefusedException("Ce lot n’existe pas.");
        return seen is null || seen == found[0].Item2 ? found[0] : throw new StaleChangeException();
    }

    private static Task LogAsync(NpgsqlConnection connection, string right, Guid batch, Actor actor, CancellationToken cancel) =>
        AccessLog.WriteAsync(connection, actor, new AccessEntry(right, AccessOperation.Change, Object: $"payout-batch:{batch}"), cancel);
}
