using Dapper;
using Marketplace.Platform.Data;
using Marketplace.Platform.Time;
using Npgsql;

namespace Marketplace.Payments.Cards.Sandbox;

/// <summary>What the form that opens the sandbox's page says.</summary>
public sealed record SandboxOrder(
    string Reference, long AmountCents, string Label, DateTimeOffset HoldUntil, string Return, string Notification);

/// <summary>A payment as the sandbox knows it.</summary>
public sealed record SandboxPayment
{
    public string Reference { get; init; } = "";
    public long AmountCents { get; init; }
    public string Label { get; init; } = "";
    public string Return { get; init; } = "";
    public DateTime HoldUntil { get; init; }
    /// <summary>Last answer; null: none yet.</summary>
    public string? Outcome { get; init; }
    public string? Transaction { get; init; }
    public bool IsPaid => Transaction is not null;
}

/// <summary>The sandbox's own books.</summary>
public sealed class SandboxDesk(NpgsqlDataSource database, SandboxOptions options, TimeProvider clock)
{
    private const string Select = """
        SELECT reference, amount AS AmountCents, label, return_address AS Return, hold_until AS HoldUntil, outcome, transaction FROM sandbox_payment
        """;

    /// <summary>Opens the page of a payment, or finds it open.</summary>
    /// <returns>Null: the form is not signed as it should be.</returns>
    public async Task<SandboxPayment?> OpenAsync(IReadOnlyDictionary<string, string> form, CancellationToken cancel)
    {
        if (SandboxProvider.ReadPage(form, options.Key) is not { } order)
            return null;
        await using var connection = await database.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition("""
            INSERT INTO sandbox_payment (reference, amount, label, return_address, notification_address, hold_until, created_at)
            VALUES (@Reference, @AmountCents, @Label, @Return, @Notification, @HoldUntil, @now) ON CONFLICT (reference) DO NOTHING
            """, new { order.Reference, order.AmountCents, order.Label, order.Return, order.Notification, order.HoldUntil, now = clock.GetUtcNow() },
            cancellationToken: cancel));
        return await FindAsync(order.Reference, cancel);
    }

    public async Task<SandboxPayment?> FindAsync(string reference, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await connection.QuerySingleOrDefaultAsync<SandboxPayment>(new CommandDefinition(
            $"{Select} WHERE reference = @reference", new { reference }, cancellationToken: cancel));
    }

    /// <summary>Answers a payment; what is said of it, and when, stands in the queue of <see cref="SandboxDelivery"/>.</summary>
    /// <returns>False: it is paid, or there is no such payment or answer.</returns>
    public Task<bool> AnswerAsync(string reference, SandboxAnswer answer, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
    {
        if (await connection.QuerySingleOrDefaultAsync<SandboxPayment>(new CommandDefinition(
            $"{Select} WHERE reference = @reference FOR UPDATE", new { reference }, cancellationToken: cancel)) is not { } payment
            || payment.IsPaid != answer.AfterPayment)
            return false;
        var now = clock.GetUtcNow();
        var transaction = answer.Pays ? Guid.NewGuid().ToString("N") : payment.Transaction;
        await connection.ExecuteAsync(new CommandDefinition(
            "UPDATE sandbox_payment SET outcome = @Key, transaction = @transaction WHERE reference = @reference",
            new { answer.Key, transaction, reference }, cancellationToken: cancel));
        if (answer.Pays)
            await connection.ExecuteAsync(new CommandDefinition(
                "INSERT INTO sandbox_operation (id, reference, kind, amount, made_at) VALUES (@id, @reference, 'payment', @AmountCents, @now)",
                new { id = Guid.NewGuid(), reference, payment.AmountCents, now }, cancellationToken: cancel));
        if (answer.Event is { } said)
            await connection.ExecuteAsync(new CommandDefinition("""
                INSERT INTO sandbox_notification (id, reference, event, due_at, times) VALUES (@id, @reference, @said, @due, @Times)
                """, new
            {
                id = Guid.NewGuid(), reference, said = said.ToString(), answer.Times,
                due = answer.AfterHold ? new DateTimeOffset(payment.HoldUntil).AddMinutes(1) : now + answer.Pause,
            }, cancellationToken: cancel));
        return true;
    }, cancel);

    internal Task<CardRefundAnswer> RefundAsync(string reference, long cents, string key, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
    {
        var payment = await connection.QuerySingleOrDefaultAsync<SandboxPayment>(new CommandDefinition(
            $"{Select} WHERE reference = @reference FOR UPDATE", new { reference }, cancellationToken: cancel));
        if (payment is not { IsPaid: true })
            return CardRefundAnswer.Refused("Paiement inconnu du bac à sable.");
        if (await connection.ExecuteScalarAsync<Guid?>(new CommandDefinition(
            "SELECT id FROM sandbox_operation WHERE key = @key", new { key }, cancellationToken: cancel)) is { } done)
            return CardRefundAnswer.Done(done.ToString("N"));
        var refunded = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            "SELECT coalesce(sum(amount), 0)::bigint FROM sandbox_operation WHERE reference = @reference AND kind = 'refund'",
            new { reference },
            cancellationToken: cancel));
        if (refunded + cents > payment.AmountCents)
            return CardRefundAnswer.Refused("Remboursement supérieur au paiement.");
        var id = Guid.NewGuid();
        await connection.ExecuteAsync(new CommandDefinition(
            "INSERT INTO sandbox_operation (id, reference, kind, amount, key, made_at) VALUES (@id, @reference, 'refund', @cents, @key, @now)",
            new { id, reference, cents, key, now = clock.GetUtcNow() }, cancellationToken: cancel));
        return CardRefundAnswer.Done(id.ToString("N"));
    }, cancel);

    internal async Task<CardNotification?> StatusAsync(string reference, CancellationToken cancel)
    {
        if (await FindAsync(reference, cancel) is not { Outcome: { } outcome } payment)
            return null;
        var said = payment.IsPaid ? CardEvent.Paid : SandboxAnswer.Find(outcome)?.Event;
        return said is { } known
            ? new($"status/{reference}/{known}", reference, known, payment.Transaction, payment.AmountCents, "EUR") : null;
    }

    internal async Task<IReadOnlyList<CardOperation>> OperationsAsync(DateOnly first, DateOnly last, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. (await connection.QueryAsync<(DateTime At, string Reference, string Kind, long Amount, Guid Id)>(new CommandDefinition("""
            SELECT made_at, reference, kind, amount, id FROM sandbox_operation WHERE made_at >= @from AND made_at < @until ORDER BY made_at, id
            """, new { from = ParisTime.StartOf(first), until = ParisTime.StartOf(last.AddDays(1)) }, cancellationToken: cancel)))
            .Select(o => new CardOperation(o.At, o.Reference, o.Kind == "refund" ? o.Id.ToString("N") : null, o.Amount))];
    }
}
