using Marketplace.Payments.BankDetails;

namespace Marketplace.Web.BankDetails;

/// <summary>Every ten minutes: bank details whose delay is over count. Finds nothing most of the time.</summary>
public sealed partial class BankDetailsJob(BankDetailsChanges changes, ILogger<BankDetailsJob> log)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        if (await changes.RunDueAsync(cancel) is > 0 and var done)
            Done(done);
    }

    [LoggerMessage(LogLevel.Information, "Bank details: {Count} took effect or were stopped after a restore")]
    private partial void Done(int count);
}
