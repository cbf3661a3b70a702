namespace Marketplace.Payments.Cards;

/// <summary>An installation without a payment provider: no payment is opened, and nobody notifies.</summary>
public sealed class NoProvider : ICardProvider
{
    public string Name => "none";

    public Uri? Host => null;

    public CardPage Page(CardPayment payment, Uri site) => throw new CardProviderException("No payment provider is configured.");

    public CardNotification? Read(CardMessage message) => null;

    public Task<CardRefundAnswer> RefundAsync(CardPayment payment, long amountCents, string key, CancellationToken cancel) =>
        Task.FromResult(CardRefundAnswer.Later("Aucun prestataire de paiement n’est configuré."));

    public Task<CardNotification?> StatusAsync(CardPayment payment, CancellationToken cancel) => Task.FromResult<CardNotification?>(null);

    public Task<IReadOnlyList<CardOperation>> OperationsAsync(
        DateOnly first, DateOnly last, IReadOnlyList<string> known, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<CardOperation>>([]);
}
