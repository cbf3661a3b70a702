using Dapper;
using Marketplace.Money.Dotations;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Marketplace.People.Access;
using Marketplace.Platform.Data;
using Marketplace.Platform.Time;
using Npgsql;

namespace Marketplace.Money.Bank;

/// <summary>An entry that waits for somebody to decide.</summary>
public sealed record SetAsideEntry(string Reference, long Cents, string Currency, string Reason);

/// <summary>What a run did.</summary>
/// <param name="Paid">Orders whose money has arrived.</param>
/// <param name="SetAside">Entries set aside.</param>
/// <param name="Examples">The first of them.</param>
public sealed record BankMatchingReport(int Paid, int SetAside, IReadOnlyList<SetAsideEntry> Examples);

/// <summary>
/// Matches new entries to the orders that they pay. Every cent is in the ledger at once: in the payer's fund, or among the
/// money that waits. A chunk is one transaction; killed, it goes on where it stood.
/// </summary>
public sealed class BankMatching(NpgsqlDataSource database, RuleBook book, TimeProvider clock)
{
    private const int Entries = 500;
    private const int ExamplesKept = 20;

    public async Task<BankMatchingReport> RunAsync(CancellationToken cancel = default)
    {
        var (paid, aside, examples) = (0, 0, new List<SetAsideEntry>());
        while (await ChunkAsync(cancel) is { Count: > 0 } chunk)
        {
            paid += chunk.Count(c => c.Match.Reason is null);
            aside += chunk.Count(c => c.Match.Reason is not null);
            examples.AddRange(chunk.Where(c => c.Match.Reason is not null).Take(ExamplesKept - examples.Count)
                .Select(c => new SetAsideEntry(c.Entry.Reference, c.Entry.Cents, c.Entry.Currency, c.Match.Reason!)));
        }
        return new BankMatchingReport(paid, aside, examples);
    }

    private Task<List<(NewEntry Entry, BankMatch Match)>> ChunkAsync(CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
    {
        var entries = (await connection.QueryAsync<NewEntry>(new CommandDefinition($"""
            SELECT e.id, e.reference, e.amount AS Cents, e.currency, e.text,
                EXISTS (SELECT FROM bank_entry o WHERE o.reference = e.reference AND o.id < e.id) AS IsRepeated
            FROM bank_entry e WHERE e.state = 'new' ORDER BY e.id LIMIT {Entries} FOR UPDATE OF e
            """, cancellationToken: cancel))).ToList();
        if (entries.Count == 0)
            return [];
        var orders = (await connection.QueryAsync<(string Key, Guid Id, string State, long Total, string Funder)>(new CommandDefinition(
            "SELECT label_key, id, state, total, funder FROM dotation_order WHERE label_key = ANY (@keys) ORDER BY id FOR UPDATE",
            new { keys = entries.SelectMany(e => TransferLabel.FindKeys(e.Text)).Distinct().ToArray() }, cancellationToken: cancel)))
            .ToDictionary(o => o.Key, o => (Order: new PayableOrder(o.Id, o.State, o.Total), o.Funder));
        var decided = new List<(NewEntry Entry, BankMatch Match)>();
        foreach (var entry in entries)
        {
            var match = BankMatch.Of(
                entry.Currency, entry.Cents, entry.Text, entry.IsRepeated, key => orders.TryGetValue(key, out var found)
                ? found.Order : null);
            decided.Add((entry, match));
            // The next entry with this label finds it paid.
            if (match is { Reason: null, Order: { } paid } && orders.First(o => o.Value.Order.Id == paid.Id) is var (key, value))
                orders[key] = (paid with { State = OrderProcess.Received }, value.Funder);
        }
        await ReceiveAsync(connection, decided, orders.Values.ToDictionary(o => o.Order.Id, o => o.Funder), cancel);
        return decided;
    }, cancel);

    private async Task ReceiveAsync(
        NpgsqlConnection connection, List<(NewEntry Entry, BankMatch Match)> decided, Dictionary<Guid, string> funders,
        CancellationToken cancel)
    {
        var today = clock.Today();
        var rules = await RuleSets.FreezeAsync(connection, book.On(today), cancel);
        var cash = await LedgerAccounts.CounterAsync(connection, AccountKinds.Cash, CounterCodes.Bank, cancel: cancel);
        var funds = new Dictionary<string, long>();
        foreach (var code in decided.Select(d => Fund(d.Match)).Distinct().Order(StringComparer.Ordinal))
            funds[code] = await LedgerAccounts.CounterAsync(connection, AccountKinds.Funder, code, cancel: cancel);
        await LedgerPosting.PostManyAsync(connection, [.. decided.Where(d => d.Match.Reason != BankReasons.OtherCurrency).Select(d => (
            d.Match.Reason is null ? $"dotation/{d.Match.Order!.Id}/cash" : $"bank/{d.Entry.Id}", (long?)null,
            new Transfer(Natures.Receive, cash, funds[Fund(d.Match)], d.Entry.Cents, d.Match.Reason is null
            ? "bank.matched" : $"bank.{d.Match.Reason}"), rules))], today, cancel);
        var paid = decided.Where(d => d.Match.Reason is null).ToList();
        await OrderProcess.MoveAsync(
            connection, OrderProcess.Table.Take(OrderProcess.AwaitingCash, OrderProcess.Receive, Roles.Program, new OrderFacts()),
            [.. paid.Select(d => d.Match.Order!.Id)], null, cancel);
        await BankEntryProcess.Column.MoveAsync(
            connection, BankEntryProcess.Table.Take(BankEntryProcess.New, BankEntryProcess.Match, Roles.Program, new BankEntryFacts()),
            [.. paid.Select(d => d.Entry.Id)], cancel,
            "order_id = (@orders::uuid[])[array_position(@ids, id)], booked = true",
                new { orders = paid.Select(d => d.Match.Order!.Id).ToArray() });
        var aside = decided.Where(d => d.Match.Reason is not null).ToList();
        await BankEntryProcess.Column.MoveAsync(
            connection, BankEntryProcess.Table.Take(BankEntryProcess.New, BankEntryProcess.PutAside, Roles.Program, new BankEntryFacts()),
            [.. aside.Select(d => d.Entry.Id)], cancel, """
            order_id = (@orders::uuid[])[array_position(@ids, id)], reason = (@reasons::text[])[array_position(@ids, id)],
            booked = (@reasons::text[])[array_position(@ids, id)] <> @unbooked
            """, new
            {
                orders = aside.Select(d => d.Match.Order?.Id).ToArray(), reasons = aside.Select(d => d.Match.Reason).ToArray(),
                    unbooked = BankReasons.OtherCurrency,
            });

        string Fund(BankMatch match) => match.Reason is null ? funders[match.Order!.Id] : CounterCodes.BankWaiting;
    }

    private sealed record NewEntry(long Id, string Reference, long Cents, string Currency, string Text, bool IsRepeated);
}
