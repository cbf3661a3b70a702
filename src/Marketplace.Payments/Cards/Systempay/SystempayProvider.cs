using Marketplace.Platform.Time;

namespace Marketplace.Payments.Cards.Systempay;

/// <summary>Systempay, PayZen and their like: a hosted page by a signed form, signed notifications, refunds by REST.</summary>
public sealed class SystempayProvider(SystempayOptions options, CardPaths paths, SystempayApi api) : ICardProvider
{
    public const string ProviderName = "systempay";

    private const string Debit = "DEBIT";
    private const string Credit = "CREDIT";
    private const string Authorised = "AUTHORISED";
    private const string Captured = "CAPTURED";
    private const string Cancelled = "CANCELLED";

    /// <summary>Of a refund that came to nothing.</summary>
    private static readonly string[] Failed = ["REFUSED", Cancelled, "ERROR", "CAPTURE_FAILED", "ABANDONED"];

    public string Name => ProviderName;

    public Uri? Host => options.Form;

    public CardPage Page(CardPayment payment, Uri site) => new(options.Form, SystempayForm.Write(
        options, payment, new Uri(site, paths.Return(payment.Id)), new Uri(site, paths.Notification(Name))));

    public CardNotification? Read(CardMessage message) => SystempayForm.Read(options, message.Form);

    /// <summary>
    /// The service knows no keys. What it has given back already is asked first: refunds of a payment are sent one at a time, so what is
    /// there beyond what was confirmed to us is this very one, whose answer was lost.
    /// </summary>
    public async Task<CardRefundAnswer> RefundAsync(CardPayment payment, long amountCents, string key, CancellationToken cancel)
    {
        try
        {
            var transactions = await api.OfOrderAsync(payment.Reference, cancel);
            if (transactions.FirstOrDefault(t => t.OperationType == Debit && t.Uuid == payment.Transaction) is not { } debit)
                return CardRefundAnswer.Later("Systempay ne connaît pas ce paiement.");
            var credits = transactions.Where(t => t.OperationType == Credit && !Failed.Contains(t.DetailedStatus)).ToList();
            var returned = debit.DetailedStatus == Cancelled ? debit.Amount : credits.Sum(c => c.Amount);
            if (returned == payment.RefundedCents + amountCents)
                return CardRefundAnswer.Done(credits.Count > 0 ? credits[^1].Uuid : debit.Uuid);
            if (returned != payment.RefundedCents)
                return CardRefundAnswer.Refused("Systempay a rendu une autre somme que celle que nous connaissons.");
            return debit.DetailedStatus switch
            {
                Captured => CardRefundAnswer.Done(await api.CancelOrRefundAsync(debit.Uuid, amountCents, false, key, cancel)),
                Authorised when amountCents == payment.AmountCents =>
                    CardRefundAnswer.Done(await api.CancelOrRefundAsync(debit.Uuid, amountCents, true, key, cancel)),
                _ => CardRefundAnswer.Later("Le paiement n’est pas encore remis en banque : une partie ne peut pas être rendue."),
            };
        }
        catch (CardProviderException away)
        {
            return CardRefundAnswer.Later(away.Message);
        }
        catch (SystempayRefusalException refusal)
        {
            // Parameters that it does not take (INT_…) will not become better.
            return refusal.Code.StartsWith("INT_", StringComparison.Ordinal)
                ? CardRefundAnswer.Refused(refusal.Message) : CardRefundAnswer.Later(refusal.Message);
        }
    }

    public async Task<CardNotification?> StatusAsync(CardPayment payment, CancellationToken cancel)
    {
        var debits = (await api.OfOrderAsync(payment.Reference, cancel)).Where(t => t.OperationType == Debit).ToList();
        var told = debits.FirstOrDefault(t => SystempayForm.EventOf(t.DetailedStatus) == CardEvent.Paid) ?? debits.LastOrDefault();
        return told is null || SystempayForm.EventOf(told.DetailedStatus) is var said && said == CardEvent.Other ? null
            : new($"status/{payment.Reference}/{told.Uuid}/{told.DetailedStatus}", payment.Reference,
                SystempayForm.EventOf(told.DetailedStatus), told.Uuid, told.Amount, told.Currency);
    }

    /// <summary>The services answer for one reference at a time: what they hold of none of ours they cannot list.</summary>
    public async Task<IReadOnlyList<CardOperation>> OperationsAsync(
        DateOnly first, DateOnly last, IReadOnlyList<string> known, CancellationToken cancel)
    {
        var operations = new List<CardOperation>();
        foreach (var reference in known)
            operations.AddRange((await api.OfOrderAsync(reference, cancel)).SelectMany(t => Lines(reference, t)));
        return [.. operations.Where(o => ParisTime.DateOf(o.At) >= first && ParisTime.DateOf(o.At) <= last)];
    }

    /// <summary>A payment that was cancelled before its capture came and went.</summary>
    private static IEnumerable<CardOperation> Lines(string reference, SystempayTransaction told)
    {
        if (told.CreationDate is not { } at)
            yield break;
        if (told is { OperationType: Debit, DetailedStatus: Authorised or Captured or Cancelled })
            yield return new(at, reference, null, told.Amount);
        if (told.OperationType == Debit ? told.DetailedStatus == Cancelled
            : told.OperationType == Credit && !Failed.Contains(told.DetailedStatus))
            yield return new(at, reference, told.Uuid, told.Amount);
    }
}
