using Npgsql;

namespace Marketplace.Payments.Cards;

/// <summary>
/// What a payment was for: told, in the transaction that changes the payment, how it ended. A singleton; the last one that is
/// registered is asked.
/// </summary>
public interface ICardOutcome
{
    /// <summary>
    /// Takes the turn of a booking before its payment's row is locked. Who locks rows of its own and then comes here with them held
    /// takes the same ones first in this method: two transactions then wait for each other, never in a circle.
    /// </summary>
    Task LockAsync(NpgsqlConnection connection, Guid booking, CancellationToken cancel);

    /// <summary>
    /// The money has arrived, and the ledger has it on the holder's account: <see cref="CardPayment.Bucket"/>. A payment whose state is
    /// <see cref="CardProcess.PaidLate"/> came after it had been given up.
    /// </summary>
    Task<CardVerdict> PaidAsync(NpgsqlConnection connection, CardPayment payment, CancellationToken cancel);

    /// <summary>
    /// It came to nothing: refused, abandoned or expired; what was kept for it is let go. <see cref="PaidAsync"/> can still follow.
    /// </summary>
    Task ClosedAsync(NpgsqlConnection connection, CardPayment payment, CancellationToken cancel);
}

/// <summary>What becomes of money that has arrived.</summary>
/// <param name="RefundReason">Null: it is taken; else why all of it goes back, such as <c>card.too-late</c>.</param>
public sealed record CardVerdict(string? RefundReason)
{
    /// <summary>It pays what it was for.</summary>
    public static readonly CardVerdict Honoured = new((string?)null);

    /// <summary>All of it goes back to the card.</summary>
    public static CardVerdict Refund(string reason) => new(reason);
}

/// <summary>Nothing in the program waits for payments: whatever arrives goes back.</summary>
internal sealed class NobodyWaits : ICardOutcome
{
    public Task LockAsync(NpgsqlConnection connection, Guid booking, CancellationToken cancel) => Task.CompletedTask;

    public Task<CardVerdict> PaidAsync(NpgsqlConnection connection, CardPayment payment, CancellationToken cancel) =>
        Task.FromResult(CardVerdict.Refund(CardReasons.NobodyWaits));

    public Task ClosedAsync(NpgsqlConnection connection, CardPayment payment, CancellationToken cancel) => Task.CompletedTask;
}
