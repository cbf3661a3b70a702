using Dapper;
using Marketplace.People.Access;
using Marketplace.Platform.Data;
using Npgsql;

namespace Marketplace.Payments.Cards;

/// <summary>What was done with refunds that were due.</summary>
/// <param name="Later">Not possible now; tried again.</param>
public sealed record RefundReport(int Done, int Later, int SetAside);

/// <summary>
/// Sends refunds to the provider, outside of any transaction, each under its key: a crash between the provider's answer and our row
/// asks the same again. Of one payment only the oldest is sent, so that providers without keys can tell which are done.
/// </summary>
public sealed class RefundSending(
    NpgsqlDataSource database, ICardProvider provider, Func<ICardOutcome> outcome, CardLedger ledger, TimeProvider clock)
{
    /// <summary>Four days, at the pauses of <see cref="PauseAfter"/>.</summary>
    public const int MostTries = 20;

    private const int MostAtOnce = 50;

    /// <summary>Longer than the provider has to answer: another process takes it up only when this one is gone.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(6);

    /// <summary>Sends all that are due.</summary>
    public async Task<RefundReport> RunAsync(CancellationToken cancel = default)
    {
        List<Guid> due;
        await using (var connection = await database.OpenConnectionAsync(cancel))
            due = [.. await connection.QueryAsync<Guid>(new CommandDefinition($"""
                SELECT r.id FROM card_refund r JOIN card_payment p ON p.id = r.payment
                WHERE r.state = 'queued' AND r.next_try <= @now AND p.state NOT IN ('disputed', 'charged-back') AND p.provider = @Name
                    AND NOT EXISTS (SELECT FROM card_refund o WHERE o.payment = r.payment AND o.state = 'queued' AND (o.created_at, o.id) < (r.created_at, r.id))
                ORDER BY r.next_try LIMIT {MostAtOnce}
                """, new { now = clock.GetUtcNow(), provider.Name }, cancellationToken: cancel))];
        var (done, later, aside) = (0, 0, 0);
        foreach (var refund in due)
        {
            switch (await SendAsync(refund, cancel))
            {
                case RefundProcess.Done:
                    done++;
                    break;
                case RefundProcess.SetAside:
                    aside++;
                    break;
                case RefundProcess.Queued:
                    later++;
                    break;
            }
        }
        return new(done, later, aside);
    }

    /// <summary>How long nothing is tried after so many tries.</summary>
    public static TimeSpan PauseAfter(int tries) => tries >= 9 ? LongestPause : TimeSpan.FromMinutes(Math.Pow(2, tries - 1));

    private async Task<string?> SendAsync(Guid refund, CancellationToken cancel)
    {
        if (await ClaimAsync(refund, cancel) is not var (payment, cents, key, tries))
            return null;
        var answer = await provider.RefundAsync(payment, cents, key, cancel);
        return await database.InTransactionAsync(async connection =>
        {
            await outcome().LockAsync(connection, payment.Booking, cancel);
            var now = clock.GetUtcNow();
            var paid = (await CardRows.LockAsync(connection, payment.Id, cancel))!;
            if (await connection.ExecuteScalarAsync<string>(new CommandDefinition(
                "SELECT state FROM card_refund WHERE id = @refund FOR UPDATE", new { refund }, cancellationToken: cancel))
                != RefundProcess.Queued)
                return null;
            if (answer.Reference is not null)
            {
                await ConfirmAsync(connection, paid, refund, cents, answer.Reference, now, cancel);
                return RefundProcess.Done;
            }
            var problem = answer.Problem is { Length: > 300 } ? answer.Problem[..300] : answer.Problem;
            if (!answer.IsFinal && tries < MostTries)
            {
                await connection.ExecuteAsync(new CommandDefinition(
                    "UPDATE card_refund SET next_try = @next, problem = @problem WHERE id = @refund",
                    new { refund, problem, next = now + PauseAfter(tries) }, cancellationToken: cancel));
                return RefundProcess.Queued;
            }
            await RefundProcess.Column.MoveAsync(
                connection, Step(RefundProcess.PutAside), [refund], cancel, "problem = @problem", new { problem });
            return RefundProcess.SetAside;
        }, cancel);
    }

    /// <summary>Counts the try before it is made. Null: it is not due any more.</summary>
    private Task<(CardPayment Payment, long Cents, string Key, int Tries)?> ClaimAsync(Guid refund, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
    {
        var now = clock.GetUtcNow();
        var claimed = await connection.QuerySingleOrDefaultAsync<(Guid Payment, long Cents, string Key, int Tries)?>(new CommandDefinition("""
            UPDATE card_refund SET tries = tries + 1, next_try = @until WHERE id = @refund AND next_try <= @now AND 'queued' = state
            RETURNING payment, amount, key, tries
            """, new { refund, now, until = now + Lease }, cancellationToken: cancel));
        return claimed is not var (payment, cents, key, tries) ? ((CardPayment, long, string, int)?)null
            : ((await CardRows.FindAsync(connection, payment, cancel))!, cents, key, tries);
    }, cancel);

    private async Task ConfirmAsync(
        NpgsqlConnection connection, CardPayment paid, Guid refund, long cents, string reference, DateTimeOffset now,
        CancellationToken cancel)
    {
        await ledger.PayBackAsync(connection, refund, cents, cancel);
        await RefundProcess.Column.MoveAsync(connection, Step(RefundProcess.Confirm), [refund], cancel,
            "done_at = @now, provider_reference = @reference, problem = NULL", new { now, reference });
        await CardRows.MoveAsync(connection, paid, CardProcess.Refund,
            paid.Facts with { RefundedCents = paid.RefundedCents + cents }, now, cancel);
    }

    private static Platform.Processes.Step<string, string, RefundFacts> Step(string @event) =>
        RefundProcess.Table.Take(RefundProcess.Queued, @event, Roles.Program, new RefundFacts(0, 0));
}
