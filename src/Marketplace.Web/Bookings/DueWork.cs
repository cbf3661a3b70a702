using Marketplace.Bookings.Deadlines;
using Marketplace.Bookings.Documents;
using Marketplace.Bookings.Waiting;
using Marketplace.Payments.Cards;

namespace Marketplace.Web.Bookings;

/// <summary>What the clock brings about in dossiers, all at once: what jobs do each minute. For who moves the clock.</summary>
public sealed class DueWork(CardSettlement cards, DeadlineRunner deadlines, WaitingSweep waiting, Reminders reminders,
    DocumentMaking documents)
{
    /// <returns>How many rows were due and are done, documents apart.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var done = 0;
        // A page that was open holds a deadline up, and what one step brings about may be due already.
        while (await StepAsync(cancel) is > 0 and var more)
            done += more;
        done += (await waiting.RunAsync(cancel)).Settled + await reminders.RunAsync(cancel);
        await documents.RunAsync(cancel);
        return done;
    }

    private async Task<int> StepAsync(CancellationToken cancel) =>
        await cards.ExpireDueAsync(cancel) + (await deadlines.RunDueAsync(cancel)).Done;
}
