using Dapper;
using Marketplace.Money.Ledger;
using Marketplace.People.Access;
using Marketplace.Platform.Data;
using Marketplace.Platform.Time;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Marketplace.Money.Dotations;

/// <summary>What a run did.</summary>
/// <param name="Lines">Beneficiaries credited, or whose share is owed back.</param>
/// <param name="Failed">Orders that are tried again next time.</param>
public sealed record DotationCreditingReport(int Orders, int Lines, int Failed);

/// <summary>
/// Puts what was paid on the accounts of the beneficiaries, on reception of the money (R6323-42, R6323-3 II, R6323-3-2 II).
/// A chunk is one transaction with its ledger lines and the marks of what is done: killed, it goes on where it stood.
/// </summary>
public sealed partial class DotationCrediting(NpgsqlDataSource database, TimeProvider clock, ILogger<DotationCrediting> log)
{
    private const int Lines = 1_000;
    private const int Orders = 1_000;

    /// <summary>Credits every order whose money has arrived, oldest first. One that fails does not hold up the others.</summary>
    public async Task<DotationCreditingReport> RunAsync(CancellationToken cancel = default)
    {
        var (orders, lines, failed) = (0, 0, 0);
        foreach (var order in await ReceivedAsync(cancel))
        {
            try
            {
                while (await ChunkAsync(order, cancel) is > 0 and var done)
                    lines += done;
                orders++;
            }
            catch (Exception failure) when (failure is PostgresException or InsufficientBalanceException)
            {
                failed++;
                Failed(order, failure);
            }
        }
        return new DotationCreditingReport(orders, lines, failed);
    }

    private async Task<IReadOnlyList<Guid>> ReceivedAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<Guid>(
            new CommandDefinition(
            $"SELECT id FROM dotation_order WHERE state = 'received' ORDER BY changed_at, id LIMIT {Orders}", cancellationToken: cancel))];
    }

    /// <returns>Lines done; 0: the order is finished.</returns>
    private Task<int> ChunkAsync(Guid id, CancellationToken cancel) => database.InTransactionAsync(async connection =>
    {
        // Order, then holders, then the fund: everybody who takes several of them takes them in this order.
        var order = await connection.QuerySingleAsync<(string State, string Product, string Code, string Funder, string RuleSet)>(
            new CommandDefinition(
            "SELECT state, product, code, funder, rule_set FROM dotation_order WHERE id = @id FOR UPDATE", new { id },
            cancellationToken: cancel));
        if (order.State != OrderProcess.Received)
            return 0;
        var lines = (await connection.QueryAsync<(int Line, byte[] Person, long Cents, DateOnly? Until)>(new CommandDefinition($"""
            SELECT line, person, amount, usable_until FROM dotation_line WHERE order_id = @id AND bucket IS NULL AND returned IS NULL ORDER BY line LIMIT {Lines}
            """, new { id }, cancellationToken: cancel))).ToList();
        if (lines.Count == 0)
        {
            await OrderProcess.MoveAsync(
                connection, OrderProcess.Table.Take(order.State, OrderProcess.Credit, Roles.Program, new OrderFacts()), [id], null, cancel);
            return 0;
        }
        var today = clock.Today();
        var holders = await HoldersAsync(connection, [.. lines.Select(l => l.Person)], cancel);
        var returned = new List<(int Line, long Cents, string Why)>();
        var credited = new List<(int Line, long Cents, long Holder)>();
        foreach (var (line, person, cents, until) in lines)
        {
            var (holder, retiredOn) = holders[Convert.ToHexString(person)];
            // L6323-3: nothing more comes to a closed account; and what could serve on no day is better given back.
            if (retiredOn <= today || until < today)
                returned.Add((line, cents, retiredOn <= today ? "retired" : "too-late"));
            else
                credited.Add((line, cents, holder));
        }
        var buckets = await OpenAsync(
            connection, id, (DotationProduct.Find(order.Product)!.AccountKind, order.Code, order.Funder), [.. credited.Select(c => c.Line)],
            cancel);
        var fund = await LedgerAccounts.CounterAsync(connection, AccountKinds.Funder, order.Funder, cancel: cancel);
        var owed = returned.Count > 0
            ? await LedgerAccounts.CounterAsync(connection, AccountKinds.Refund, order.Funder, cancel: cancel) : 0;
        await LedgerPosting.PostManyAsync(connection,
        [
            .. credited.Select(c =>
                ($"dotation/{id}/{c.Line}", (long?)c.Holder,
                new Transfer(Natures.Credit, fund, buckets[c.Holder], c.Cents, $"dotation.{order.Code}"), order.RuleSet)),
            .. returned.Select(r =>
            ($"dotation/{id}/{r.Line}", (long?)null, new Transfer(Natures.Refund, fund, owed, r.Cents, $"dotation.{r.Why}"),
            order.RuleSet)),
        ], today, cancel);
        await connection.ExecuteAsync(new CommandDefinition("""
            UPDATE dotation_line l SET bucket = d.bucket, returned = d.returned FROM unnest(@numbers, @accounts, @whys) AS d (line, bucket, returned)
            WHERE l.order_id = @id AND l.line = d.line
            """, new
        {
            id,
            numbers = credited.Select(c => c.Line).Concat(returned.Select(r => r.Line)).ToArray(),
            accounts = credited.Select(c => (long?)buckets[c.Holder]).Concat(returned.Select(_ => (long?)null)).ToArray(),
            whys = credited.Select(_ => (string?)null).Concat(returned.Select(r => (string?)r.Why)).ToArray(),
        }, cancellationToken: cancel));
        return lines.Count;
    }, cancel);

    /// <summary>Opens what accounts are missing, and takes all of their turns in the order of their ids.</summary>
    private static async Task<Dictionary<string, (long Id, DateOnly? RetiredOn)>> HoldersAsync(
        NpgsqlConnection connection, byte[][] persons, CancellationToken cancel)
    {
        await connection.ExecuteAsync(new CommandDefinition(
            "INSERT INTO ledger_holder (person) SELECT p FROM unnest(@persons) p ORDER BY p ON CONFLICT DO NOTHING", new { persons },
            cancellationToken: cancel));
        return (await connection.QueryAsync<(long Id, byte[] Person, DateOnly? RetiredOn)>(new CommandDefinition(
            "SELECT id, person, retired_on FROM ledger_holder WHERE person = ANY (@persons) ORDER BY id FOR NO KEY UPDATE", new { persons },
            cancellationToken: cancel)))
            .ToDictionary(h => Convert.ToHexString(h.Person), h => (h.Id, h.RetiredOn));
    }

    /// <summary>A bucket for each line, with the line's terms.</summary>
    /// <returns>By holder: an order has a person once.</returns>
    private static async Task<Dictionary<long, long>> OpenAsync(
        NpgsqlConnection connection, Guid id, (string Kind, string Code, string Funder) terms, int[] lines, CancellationToken cancel) =>
        (await connection.QueryAsync<(long Holder, long Bucket)>(new CommandDefinition("""
            INSERT INTO ledger_account (holder, kind, code, funder, earmark, usable_until, refund_rest)
            SELECT h.id, @Kind, @Code, @Funder, l.earmark, l.usable_until, l.refund_rest
            FROM dotation_line l JOIN ledger_holder h ON h.person = l.person WHERE l.order_id = @id AND l.line = ANY (@lines)
            RETURNING holder, id
            """, new { id, lines, terms.Kind, terms.Code, terms.Funder }, cancellationToken: cancel))).ToDictionary(b => b.Holder, b => b.Bucket);

    [LoggerMessage(LogLevel.Error, "The order {Order} could not be credited; it is tried again.")]
    private partial void Failed(Guid order, Exception failure);
}
