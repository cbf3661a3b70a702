using Marketplace.Bookings.Dossiers;
using Marketplace.IntegrationTests.Bookings;
using Marketplace.Payments.Payouts;
using Marketplace.Platform.Processes;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Payouts;

/// <summary>A restored copy does not know what the bank was sent since: it looks before it pays.</summary>
public sealed class PayoutsAfterRestoreTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Restore_VoidsOpenBatches_AndPaysOnlyWhatTheBankDoesNotShow()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        var payouts = await PayoutWorld.CreateAsync(world, database.Source);
        var id = await world.ValidatedAsync(await world.HolderAsync());
        await payouts.InvoiceAsync(id);
        var sent = await payouts.TransfersAsync(await payouts.SentAsync());
        await world.ScalarAsync<object>("SELECT after_restore()");
        await Assert.ThrowsAsync<ProcessRefusedException>(() => world.Get<PayoutPreparing>().PrepareAsync(payouts.Preparer, Stop));
        Assert.Equal(1, (await payouts.StatementAsync(sent)).Taken);
        Assert.Equal((BillingProcess.Paid, 0L), (await payouts.BillingAsync(id), await world.OwedAsync()));
        await world.Get<PaymentSuspensions>().ReleaseAsync(payouts.Approver, Stop);
        await Assert.ThrowsAsync<ProcessRefusedException>(() => world.Get<PayoutPreparing>().PrepareAsync(payouts.Preparer, Stop));
        await world.VerifyAsync();
    }
}
