using Marketplace.Bookings.Control;
using Marketplace.Payments.Accounts;
using Marketplace.Payments.Payouts;

namespace Marketplace.Web.Payouts;

/// <summary>Providers are told, refused payouts go on, operators are warned. Idempotent.</summary>
public sealed partial class PayoutJob(PayoutUpkeep upkeep, AnswerSettling settling, ILogger<PayoutJob> log)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        var (taken, odd) = await settling.RunAsync(cancel);
        var (told, retried) = await upkeep.RunAsync(cancel);
        if (taken + odd + told + retried > 0)
            Done(taken, odd, told, retried);
    }

    [LoggerMessage(LogLevel.Information, "Payouts: {Taken} answers of the bank taken in, {Odd} odd, {Told} told, {Retried} sums go on")]
    private partial void Done(int taken, int odd, int told, int retried);
}

/// <summary>Each night: trial balance, and the bank beside the ledger.</summary>
public sealed class FundAccountsJob(FundAccounts accounts)
{
    public Task RunAsync(CancellationToken cancel) => accounts.RunAsync(cancel);
}

/// <summary>Each hour: dossiers to be controlled are chosen, and what is due in controls is done. Idempotent.</summary>
public sealed partial class ControlJob(ControlSelection selection, ILogger<ControlJob> log)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        var (chosen, moved) = await selection.RunAsync(cancel);
        if (chosen + moved > 0)
            Done(chosen, moved);
    }

    [LoggerMessage(LogLevel.Information, "Controls: {Chosen} dossiers chosen, {Moved} moved by the clock")]
    private partial void Done(int chosen, int moved);
}
