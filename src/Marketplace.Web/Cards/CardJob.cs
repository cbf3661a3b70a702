using Marketplace.Payments.Cards;
using Marketplace.Payments.Cards.Reconciliation;

namespace Marketplace.Web.Cards;

/// <summary>
/// Each minute: payments whose time is over end, those of which nothing was heard are asked about, refunds that are due are sent. What is
/// due is in the rows; finds nothing most of the time.
/// </summary>
public sealed partial class CardJob(CardSettlement settlement, CardInquiry inquiry, RefundSending sending, ILogger<CardJob> log)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        var expired = await settlement.ExpireDueAsync(cancel);
        var heard = await inquiry.RunAsync(cancel);
        var refunds = await sending.RunAsync(cancel);
        if (expired + heard + refunds.Done + refunds.Later + refunds.SetAside > 0)
            Done(expired, heard, refunds.Done, refunds.Later, refunds.SetAside);
    }

    [LoggerMessage(LogLevel.Information, "Card payments: {Expired} expired, {Heard} asked about and answered; refunds: {Refunded} done, {Later} put off, {SetAside} set aside")]
    private partial void Done(int expired, int heard, int refunded, int later, int setAside);
}

/// <summary>Nightly: the provider's day beside the ledger's. A provider that is away leaves the day to the next night.</summary>
public sealed partial class CardReconciliationJob(
    CardReconciliation reconciliation, ICardProvider provider, ILogger<CardReconciliationJob> log)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        if (provider is NoProvider)
            return;
        Done(await reconciliation.RunDueAsync(cancel));
    }

    [LoggerMessage(LogLevel.Information, "Card payments: {Days} days compared with the ledger, see /gestion/paiements")]
    private partial void Done(int days);
}
