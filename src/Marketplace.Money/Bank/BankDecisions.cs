using Dapper;
using Marketplace.Money.Dotations;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Platform.Data;
using Marketplace.Platform.Decisions;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Time;
using Npgsql;

namespace Marketplace.Money.Bank;

/// <summary>An entry as operators see it.</summary>
/// <param name="Reason">Key of <see cref="BankReasons"/>.</param>
/// <param name="Label">Of the order that it seems to mean.</param>
/// <param name="OrderCents">What that order costs.</param>
/// <param name="State">Of <see cref="BankEntryProcess"/>.</param>
/// <param name="ChangedAt">UTC.</param>
/// <param name="Booked">The ledger has it.</param>
public sealed record BankEntryView(
    long Id, string Reference, DateOnly Day, long Cents, string Currency, string Text, string? Reason, string? Label, long? OrderCents,
    string State, DateTime ChangedAt, bool Booked)
{
    /// <summary>For who decides on it.</summary>
    public string Version => StateVersion.Of(Id, Cents, Currency, Reason, Label, OrderCents, State, ChangedAt);
}

/// <summary>What came of a decision that <see cref="BankEntryProcess"/> and <see cref="OrderProcess"/> let happen.</summary>
public enum BankDecision
{
    Done,
    /// <summary>There is no such entry.</summary>
    Unknown,
    /// <summary>It changed since it was shown: somebody else decided.</summary>
    Stale,
    /// <summary>No order has this label.</summary>
    UnknownLabel,
}

/// <summary>What operators decide on entries that were set aside: they pay an order after all, or go back to who sent them.</summary>
public sealed class BankDecisions(NpgsqlDataSource database, RuleBook book, TimeProvider clock)
{
    /// <summary>Entries that a page shows, oldest first.</summary>
    public const int Shown = 100;

    private const string Select = """
        SELECT e.id, e.reference, e.day, e.amount AS Cents, e.currency, e.text, e.reason, o.label, o.total AS OrderCents, e.state, e.changed_at AS ChangedAt, e.booked
        FROM bank_entry e LEFT JOIN dotation_order o ON o.id = e.order_id
        """;

    /// <summary>The oldest that wait, and how many there are.</summary>
    public async Task<(IReadOnlyList<BankEntryView> Entries, int Count)> WaitingAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var count = await connection.ExecuteScalarAsync<int>(
            new CommandDefinition("SELECT count(*)::int FROM bank_entry WHERE state = 'set-aside'", cancellationToken: cancel));
        return ([.. await connection.QueryAsync<BankEntryView>(new CommandDefinition(
            $"{Select} WHERE e.state = 'set-aside' ORDER BY e.id LIMIT {Shown}", cancellationToken: cancel))], count);
    }

    /// <summary>One entry; null: there is none with this id.</summary>
    public async Task<BankEntryView?> FindAsync(long entry, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await FindAsync(connection, entry, cancel);
    }

    /// <summary>The entry pays the order of a label, which costs exactly this.</summary>
    /// <param name="seen"><see cref="BankEntryView.Version"/> of what the operator was shown.</param>
    /// <exception cref="ProcessRefusedException">Nothing can be decided on the entry, or the order does not wait for this
    /// money.</exception>
    public Task<BankDecision> AttachAsync(long entry, string seen, string label, Actor actor, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
    {
        if (await LockAsync(connection, entry, cancel) is not { } found)
            return BankDecision.Unknown;
        if ((await FindAsync(connection, entry, cancel))!.Version != seen)
            return BankDecision.Stale;
        var step = BankEntryProcess.Table.Take(found.State, BankEntryProcess.Attach, actor.Role, new BankEntryFacts(found.Booked));
        if (await connection.QuerySingleOrDefaultAsync<(Guid Id, string State, long Total, string Funder)?>(new CommandDefinition(
            "SELECT id, state, total, funder FROM dotation_order WHERE label_key = @key FOR UPDATE",
            new { key = TransferLabel.KeyOf(label) }, cancellationToken: cancel)) is not { } order)
            return BankDecision.UnknownLabel;
        var receive = OrderProcess.Table.Take(
            order.State, OrderProcess.Receive, actor.Role, new OrderFacts(IsExact: order.Total == found.Cents));
        await PostAsync(connection, $"dotation/{order.Id}/cash", Natures.Assign, AccountKinds.Funder, order.Funder, found.Cents,
            "bank.attached", cancel);
        await OrderProcess.MoveAsync(connection, receive, [order.Id], actor.AccountId, cancel);
        await BankEntryProcess.Column.MoveAsync(
            connection, step, [entry], cancel, "reason = NULL, order_id = @order, decided_by = @by",
            new { order = order.Id, by = actor.AccountId });
        await LogAsync(connection, entry, actor, cancel);
        return BankDecision.Done;
    }, cancel);

    /// <summary>The entry goes back: it is owed to who sent it. In another currency it never was in the ledger.</summary>
    /// <param name="seen"><see cref="BankEntryView.Version"/> of what the operator was shown.</param>
    /// <exception cref="ProcessRefusedException">Nothing can be decided on it.</exception>
    public Task<BankDecision> ReturnAsync(long entry, string seen, Actor actor, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
    {
        if (await LockAsync(connection, entry, cancel) is not { } found)
            return BankDecision.Unknown;
        if ((await FindAsync(connection, entry, cancel))!.Version != seen)
            return BankDecision.Stale;
        var step = BankEntryProcess.Table.Take(found.State, BankEntryProcess.Return, actor.Role, new BankEntryFacts(found.Booked));
        if (found.Booked)
            await PostAsync(connection, $"bank/{entry}/return", Natures.Refund, AccountKinds.Refund, CounterCodes.BankWaiting, found.Cents,
                "bank.returned", cancel);
        await BankEntryProcess.Column.MoveAsync(connection, step, [entry], cancel, "decided_by = @by", new { by = actor.AccountId });
        await LogAsync(connection, entry, actor, cancel);
        return BankDecision.Done;
    }, cancel);

    private async Task PostAsync(
        NpgsqlConnection connection, string key, string nature, string kind, string code, long cents, string reason,
        CancellationToken cancel)
    {
        var today = clock.Today();
        var rules = await RuleSets.FreezeAsync(connection, book.On(today), cancel);
        var waiting = await LedgerAccounts.CounterAsync(connection, AccountKinds.Funder, CounterCodes.BankWaiting, cancel: cancel);
        var to = await LedgerAccounts.CounterAsync(connection, kind, code, cancel: cancel);
        await LedgerPosting.PostManyAsync(
            connection, [(key, null, new Transfer(nature, waiting, to, cents, reason), rules)], today, cancel);
    }

    private static Task<(string State, long Cents, bool Booked)?> LockAsync(
        NpgsqlConnection connection, long entry, CancellationToken cancel) =>
        connection.QuerySingleOrDefaultAsync<(string, long, bool)?>(new CommandDefinition(
            "SELECT state, amount, booked FROM bank_entry WHERE id = @entry FOR UPDATE", new { entry }, cancellationToken: cancel));

    private static Task<BankEntryView?> FindAsync(NpgsqlConnection connection, long entry, CancellationToken cancel) =>
        connection.QuerySingleOrDefaultAsync<BankEntryView>(
            new CommandDefinition($"{Select} WHERE e.id = @entry", new { entry }, cancellationToken: cancel));

    private static Task LogAsync(NpgsqlConnection connection, long entry, Actor actor, CancellationToken cancel) =>
        AccessLog.WriteAsync(connection, actor,
            new AccessEntry(Rights.BankEntriesDecide, AccessOperation.Change, Object: $"bank-entry:{entry}"), cancel);
}
