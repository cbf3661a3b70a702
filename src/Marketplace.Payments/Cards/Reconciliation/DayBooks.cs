using Dapper;
using Npgsql;

namespace Marketplace.Payments.Cards.Reconciliation;

/// <summary>A receipt of the ledger through its account of cards.</summary>
/// <param name="Payment">Null: it is none of a payment's.</param>
internal sealed record Receipt(string Event, long Cents, CardPayment? Payment);

/// <summary>Money of the ledger that left to cards.</summary>
/// <param name="ProviderReference">Of the refund; null: it is none of a refund's.</param>
internal sealed record Repayment
{
    public string Event { get; init; } = "";
    public long Cents { get; init; }
    public string? ProviderReference { get; init; }
}

/// <summary>A refund that was done, on whatever day.</summary>
internal sealed record DoneRefund(string ProviderReference, long Cents);

/// <summary>What our books say of a day, and of the payments around it.</summary>
internal sealed record DayBooks(
    IReadOnlyList<Receipt> Received, IReadOnlyList<Repayment> Repaid, IReadOnlyList<CardPayment> Around,
    IReadOnlyList<DoneRefund> DoneRefunds)
{
    /// <summary>References to ask for.</summary>
    public IReadOnlyList<string> Expected => [.. Around.Select(payment => payment.Reference)];

    public static async Task<DayBooks> ReadAsync(
        NpgsqlConnection connection, string provider, DateOnly day, DateOnly since, CancellationToken cancel)
    {
        var (from, until) = (Platform.Time.ParisTime.StartOf(since), Platform.Time.ParisTime.StartOf(day.AddDays(1)));
        var around = (await connection.QueryAsync<CardPayment>(new CommandDefinition($"""
            {CardPayment.Select} WHERE p.provider = @provider AND p.created_at < @until AND (p.created_at >= @from OR p.settled_at >= @from
                OR EXISTS (SELECT FROM card_refund r WHERE r.payment = p.id AND r.done_at >= @from)) ORDER BY p.number
            """, new { provider, from, until }, cancellationToken: cancel))).ToList();
        var byEvent = around.ToDictionary(payment => $"card/{payment.Id:N}/receive");
        var received = await connection.QueryAsync<(string Event, long Cents)>(new CommandDefinition("""
            SELECT t.event, t.amount FROM ledger_transfer t JOIN ledger_account a ON a.id = t.debit
            WHERE t.nature = 'receive' AND a.kind = 'cash' AND a.code = 'card' AND t.day = @day ORDER BY t.id
            """, new { day }, commandTimeout: 0, cancellationToken: cancel));
        var repaid = await connection.QueryAsync<Repayment>(new CommandDefinition("""
            SELECT t.event, t.amount AS Cents, r.provider_reference AS ProviderReference FROM ledger_transfer t JOIN ledger_account a ON a.id = t.credit
            LEFT JOIN card_refund r ON t.event = format('card/%s/pay', replace(r.id::text, '-', ''))
            WHERE t.nature = 'pay' AND a.kind = 'cash' AND a.code = 'card' AND t.day = @day ORDER BY t.id
            """, new { day }, commandTimeout: 0, cancellationToken: cancel));
        var done = await connection.QueryAsync<DoneRefund>(new CommandDefinition("""
            SELECT provider_reference AS ProviderReference, amount AS Cents FROM card_refund WHERE state = 'done' AND done_at >= @from
            """, new { from }, cancellationToken: cancel));
        return new([.. received.Select(r => new Receipt(r.Event, r.Cents, byEvent.GetValueOrDefault(r.Event)))], [.. repaid], around,
            [.. done]);
    }
}
