using System.Text.Json;
using Dapper;
using Marketplace.Money.Regulation;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Platform.Data;
using Marketplace.Platform.Importing;
using Marketplace.Platform.Processes;
using Npgsql;

namespace Marketplace.Money.Dotations;

/// <summary>Orders of an organisation: what its members see and decide.</summary>
public sealed class DotationOrders(NpgsqlDataSource database, RuleBook book)
{
    /// <summary>Orders that a list shows, newest first.</summary>
    public const int Shown = 100;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private const string Select = """
        SELECT id, product, code, siren, state, beneficiaries, total AS TotalCents, refused, label, created_at AS CreatedAt, changed_at AS ChangedAt FROM dotation_order
        """;

    public async Task<IReadOnlyList<DotationOrder>> ListAsync(Guid organisation, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<DotationOrder>(new CommandDefinition(
            $"{Select} WHERE organisation_id = @organisation ORDER BY created_at DESC, id LIMIT {Shown}", new { organisation },
            cancellationToken: cancel))];
    }

    /// <summary>An order of this organisation; null: it has none of this id.</summary>
    public async Task<DotationOrderDetail?> FindAsync(Guid organisation, Guid id, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        if (await connection.QuerySingleOrDefaultAsync<DotationOrder>(new CommandDefinition(
            $"{Select} WHERE organisation_id = @organisation AND id = @id", new { organisation, id },
            cancellationToken: cancel)) is not { } order)
            return null;
        var report = await connection.ExecuteScalarAsync<string>(
            new CommandDefinition("SELECT report::text FROM dotation_order WHERE id = @id", new { id }, cancellationToken: cancel));
        var done = await connection.QuerySingleAsync<(int, long, int, long, long)>(new CommandDefinition("""
            SELECT count(*) FILTER (WHERE bucket IS NOT NULL)::int, coalesce(sum(amount) FILTER (WHERE bucket IS NOT NULL), 0)::bigint,
                count(*) FILTER (WHERE returned IS NOT NULL)::int, coalesce(sum(amount) FILTER (WHERE returned IS NOT NULL), 0)::bigint, coalesce(sum(rest), 0)::bigint
            FROM dotation_line WHERE order_id = @id
            """, new { id }, cancellationToken: cancel));
        var payments = await connection.QueryAsync<OrderPayment>(new CommandDefinition(
            "SELECT day, amount AS Cents, state, reason FROM bank_entry WHERE order_id = @id ORDER BY id LIMIT 50", new { id },
            cancellationToken: cancel));
        return new DotationOrderDetail(
            order, JsonSerializer.Deserialize<List<LineMessage>>(report!, Json)!, done.Item1, done.Item2, done.Item3, done.Item4,
            done.Item5, [.. payments]);
    }

    /// <summary>Confirms a draft: it gets its label and waits for the money.</summary>
    /// <param name="seen"><see cref="DotationOrder.Version"/> of what the member was shown.</param>
    /// <param name="today">In Paris: the label's day.</param>
    /// <exception cref="ProcessRefusedException">It is past that, outdated, or there is no label left.</exception>
    public Task<OrderChange> ConfirmAsync(Guid organisation, Guid id, string seen, Actor actor, DateOnly today, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
    {
        if (await LockAsync(connection, organisation, id, cancel) is not { } order)
            return OrderChange.Unknown;
        if (order.Version != seen)
            return OrderChange.Stale;
        var ruleSet = await connection.ExecuteScalarAsync<string>(
            new CommandDefinition("SELECT rule_set FROM dotation_order WHERE id = @id", new { id }, cancellationToken: cancel));
        var outdated = ruleSet != book.On(today).Stamp || await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "SELECT EXISTS (SELECT FROM dotation_line WHERE order_id = @id AND usable_until <= @today)", new { id, today },
            cancellationToken: cancel));
        // One company confirms one order at a time, whatever organisations speak for it.
        await connection.ExecuteAsync(
            new CommandDefinition(
            "SELECT pg_advisory_xact_lock(hashtextextended(@Siren, 9))", new { order.Siren }, cancellationToken: cancel));
        var taken = (await connection.QueryAsync<string>(new CommandDefinition(
            "SELECT label_key FROM dotation_order WHERE label_key LIKE 'CPF' || @Siren || '____' || to_char(@today, 'DDMMYY')",
            new { order.Siren, today }, cancellationToken: cancel))).ToHashSet();
        var label = TransferLabel.New(order.Siren, today, taken.Contains);
        var step = OrderProcess.Table.Take(
            order.State, OrderProcess.Confirm, actor.Role, new OrderFacts(IsCurrent: !outdated, HasLabel: label is not null));
        await OrderProcess.MoveAsync(
            connection, step, [id], actor.AccountId, cancel, "label = @label, label_key = @key",
            new { label, key = TransferLabel.KeyOf(label!) });
        await LogAsync(connection, id, actor, cancel);
        return OrderChange.Done;
    }, cancel);

    /// <summary>Cancels an order that is not paid; who its beneficiaries were is forgotten.</summary>
    /// <param name="seen"><see cref="DotationOrder.Version"/> of what the member was shown.</param>
    /// <exception cref="ProcessRefusedException">It is past that.</exception>
    public Task<OrderChange> CancelAsync(Guid organisation, Guid id, string seen, Actor actor, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
    {
        if (await LockAsync(connection, organisation, id, cancel) is not { } order)
            return OrderChange.Unknown;
        if (order.Version != seen)
            return OrderChange.Stale;
        await OrderProcess.MoveAsync(
            connection, OrderProcess.Table.Take(order.State, OrderProcess.Cancel, actor.Role, new OrderFacts()), [id], actor.AccountId,
            cancel);
        await connection.ExecuteAsync(
            new CommandDefinition(
            "DELETE FROM dotation_line WHERE order_id = @id", new { id }, commandTimeout: 0, cancellationToken: cancel));
        await LogAsync(connection, id, actor, cancel);
        return OrderChange.Done;
    }, cancel);

    private static Task<DotationOrder?> LockAsync(NpgsqlConnection connection, Guid organisation, Guid id, CancellationToken cancel) =>
        connection.QuerySingleOrDefaultAsync<DotationOrder>(new CommandDefinition(
            $"{Select} WHERE id = @id AND organisation_id = @organisation FOR UPDATE", new { organisation, id },
            cancellationToken: cancel));

    private static Task LogAsync(NpgsqlConnection connection, Guid id, Actor actor, CancellationToken cancel) =>
        AccessLog.WriteAsync(connection, actor,
            new AccessEntry(Rights.DotationsOrder, AccessOperation.Change, Object: $"dotation-order:{id}"), cancel);
}
