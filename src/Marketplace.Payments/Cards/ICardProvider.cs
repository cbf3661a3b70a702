namespace Marketplace.Payments.Cards;

/// <summary>A payment provider: its page takes the card, we see amounts and references alone.</summary>
public interface ICardProvider
{
    /// <summary>Short and never changed: it is in rows and in the address of notifications.</summary>
    string Name { get; }

    /// <summary>Another site where forms of <see cref="Page"/> lead, for the policy of our pages; null: this one.</summary>
    Uri? Host { get; }

    /// <summary>The form that brings a browser to the provider's page. Nothing is sent.</summary>
    /// <param name="site">Public address of this site, where browser and notifications come back to.</param>
    CardPage Page(CardPayment payment, Uri site);

    /// <summary>Reads what came to the address of notifications.</summary>
    /// <returns>Null: not theirs, or not as they write; nothing of it may be believed.</returns>
    CardNotification? Read(CardMessage message);

    /// <summary>Gives back all or part of a payment. With the same key it is done once, however often it is asked.</summary>
    Task<CardRefundAnswer> RefundAsync(CardPayment payment, long amountCents, string key, CancellationToken cancel);

    /// <summary>What the provider knows of a payment, as it would have notified it; null: nothing that ends it.</summary>
    /// <exception cref="CardProviderException">It could not be asked.</exception>
    Task<CardNotification?> StatusAsync(CardPayment payment, CancellationToken cancel);

    /// <summary>What was paid and given back on some days of Paris.</summary>
    /// <param name="last">Included.</param>
    /// <param name="known">References that we expect to see, for providers that only answer for one at a time.</param>
    /// <exception cref="CardProviderException">It could not be asked.</exception>
    Task<IReadOnlyList<CardOperation>> OperationsAsync(
        DateOnly first, DateOnly last, IReadOnlyList<string> known, CancellationToken cancel);
}

/// <summary>A form that a browser sends to the provider.</summary>
public sealed record CardPage(Uri Address, IReadOnlyList<KeyValuePair<string, string>> Fields);

/// <summary>What came to the address of notifications, unread.</summary>
/// <param name="Form">Empty when it is no form.</param>
/// <param name="Header">Value of a header; null: there is none, or several.</param>
public sealed record CardMessage(IReadOnlyDictionary<string, string> Form, ReadOnlyMemory<byte> Body, Func<string, string?> Header);

/// <summary>What a provider says of a payment.</summary>
public enum CardEvent
{
    Paid,
    Refused,
    Abandoned,
    Disputed,
    DisputeWon,
    DisputeLost,
    /// <summary>Nothing that changes anything here; kept all the same.</summary>
    Other,
}

/// <summary>A notification whose signature is good.</summary>
/// <param name="Key">The same when the same thing is said again.</param>
/// <param name="Reference">Of the payment.</param>
/// <param name="Transaction">The provider's id of what was paid.</param>
/// <param name="Currency">ISO 4217, three letters.</param>
public sealed record CardNotification(
    string Key, string Reference, CardEvent Event, string? Transaction, long? AmountCents, string? Currency);

/// <summary>What a provider answers to a refund.</summary>
/// <param name="Reference">Of the refund; null: it was not done.</param>
/// <param name="Problem">Why not.</param>
/// <param name="IsFinal">Asking again is of no use.</param>
public sealed record CardRefundAnswer(string? Reference, string? Problem = null, bool IsFinal = false)
{
    public static CardRefundAnswer Done(string reference) => new(reference);

    /// <summary>Not now: unreachable, or the payment is not there yet.</summary>
    public static CardRefundAnswer Later(string problem) => new(null, problem);

    public static CardRefundAnswer Refused(string problem) => new(null, problem, true);
}

/// <summary>A line of the provider's day.</summary>
/// <param name="Reference">Of the payment.</param>
/// <param name="Refund">The provider's reference of the refund, as <see cref="CardRefundAnswer.Reference"/>; null: a payment.</param>
public sealed record CardOperation(DateTimeOffset At, string Reference, string? Refund, long AmountCents)
{
    public bool IsRefund => Refund is not null;
}

/// <summary>The provider could not be asked; what it was is in the message, without data of anybody.</summary>
public sealed class CardProviderException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Paths of this site that providers are told.</summary>
/// <param name="Return">Where a browser comes back to, by the payment's id.</param>
/// <param name="Notification">Where a provider notifies, by its name.</param>
public sealed record CardPaths(Func<Guid, string> Return, Func<string, string> Notification);
