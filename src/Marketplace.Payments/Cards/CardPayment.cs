namespace Marketplace.Payments.Cards;

/// <summary>What is to be paid by card.</summary>
/// <param name="Account">Who pays: the payment's pages are theirs alone.</param>
/// <param name="Holder">Whose account of the ledger the money comes to.</param>
/// <param name="HoldUntil">So long the booking keeps seat and rights for it.</param>
/// <param name="Label">Shown on the provider's page; nothing personal.</param>
public sealed record CardOrder(Guid Booking, Guid Account, long Holder, long AmountCents, DateTimeOffset HoldUntil, string Label);

/// <summary>A payment by card as it stands.</summary>
public sealed record CardPayment
{
    internal const string Select = """
        SELECT p.id, p.booking, p.account_id AS Account, p.holder, p.amount AS AmountCents, p.label, p.state, p.hold_until AS HoldUntil, p.provider, p.reference,
            p.number, p.transaction, p.bucket, p.created_at AS CreatedAt, p.settled_at AS SettledAt,
            coalesce((SELECT sum(r.amount) FROM card_refund r WHERE r.payment = p.id), 0)::bigint AS RefundAskedCents,
            coalesce((SELECT sum(r.amount) FROM card_refund r WHERE r.payment = p.id AND r.state = 'done'), 0)::bigint AS RefundedCents
        FROM card_payment p
        """;

    public Guid Id { get; init; }
    public Guid Booking { get; init; }
    public Guid Account { get; init; }
    public long Holder { get; init; }
    public long AmountCents { get; init; }
    public string Label { get; init; } = "";
    /// <summary>Of <see cref="CardProcess"/>.</summary>
    public string State { get; init; } = "";
    public DateTime HoldUntil { get; init; }
    /// <summary>Name of the <see cref="ICardProvider"/>.</summary>
    public string Provider { get; init; } = "";
    /// <summary>What the provider calls it by.</summary>
    public string Reference { get; init; } = "";
    /// <summary>Counts up: for providers that want a number.</summary>
    public long Number { get; init; }
    /// <summary>The provider's own id of what was paid.</summary>
    public string? Transaction { get; init; }
    /// <summary>Account of the ledger where the money came to; null: none came.</summary>
    public long? Bucket { get; init; }
    /// <summary>UTC.</summary>
    public DateTime CreatedAt { get; init; }
    /// <summary>UTC; null: no money came.</summary>
    public DateTime? SettledAt { get; init; }
    /// <summary>Asked back, whether it has left or not.</summary>
    public long RefundAskedCents { get; init; }
    /// <summary>Given back, as the provider confirmed.</summary>
    public long RefundedCents { get; init; }

    /// <summary>The page of the provider may still be open.</summary>
    public bool IsOpen => State == CardProcess.Open;

    internal CardFacts Facts => new(HoldUntil, AmountCents, AmountCents, RefundedCents);
}

/// <summary>Reasons of movements in the ledger and of refunds that begin here; others are their callers'.</summary>
public static class CardReasons
{
    public const string Received = "card.received";
    public const string PaidBack = "card.paid-back";
    /// <summary>A refund for a payment that nothing in the program had asked for.</summary>
    public const string NobodyWaits = "card.nobody-waits";
}
