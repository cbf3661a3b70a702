using System.Xml;
using Marketplace.Bookings.Billing;
using Marketplace.Bookings.Dossiers;
using Marketplace.IntegrationTests.Bookings;
using Marketplace.Payments.Accounts;
using Marketplace.Payments.Payouts;
using Marketplace.Platform.Processes;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Payouts;

/// <summary>
/// From a validated service to the money at the bank, and back: each euro once, whatever the bank says and however often.
/// </summary>
public sealed class PayoutTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Invoice_PaidInOneTransfer_IsPaidOnce_HoweverOftenTheBankSaysSo()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        var payouts = await PayoutWorld.CreateAsync(world, database.Source);
        var id = await world.ValidatedAsync(await world.HolderAsync());
        Assert.Equal(BillingProcess.ToBill, await payouts.BillingAsync(id));
        await payouts.InvoiceAsync(id);
        Assert.Equal(BillingProcess.Billed, await payouts.BillingAsync(id));

        var batch = await world.Get<PayoutPreparing>().PrepareAsync(payouts.Preparer, Stop);
        Assert.Equal((1, 1, BookingWorld.Price), (batch.Payables, batch.Transfers, batch.Cents));
        var approving = world.Get<PayoutApproving>();
        Assert.Contains("quelqu’un d’autre", (await Assert.ThrowsAsync<ProcessRefusedException>(
            () => approving.ApproveAsync(batch.Id, null, payouts.Preparer, Stop))).Message, StringComparison.Ordinal);
        await approving.ApproveAsync(batch.Id, "prepared", payouts.Approver, Stop);
        await Assert.ThrowsAsync<ProcessRefusedException>(() => approving.ApproveAsync(batch.Id, null, payouts.Approver, Stop));
        var file = (await approving.FileAsync(batch.Id, 1, payouts.Approver, Stop))!;
        Assert.Equal(file, await approving.FileAsync(batch.Id, 1, payouts.Approver, Stop));
        AssertValid(file);
        Assert.Equal(BillingProcess.InPayment, await payouts.BillingAsync(id));

        var sent = await payouts.TransfersAsync(batch.Id);
        var said = await payouts.StatementAsync(sent);
        Assert.Equal((1, 1, 0), (said.New, said.Taken, said.Odd));
        Assert.Equal((0, 0, 0), (await payouts.StatementAsync(sent)) is var again ? (again.New, again.Taken, again.Odd) : default);
        Assert.Equal((BillingProcess.Paid, 0L), (await payouts.BillingAsync(id), await world.OwedAsync()));
        await Assert.ThrowsAsync<ProcessRefusedException>(() => world.Get<PayoutPreparing>().PrepareAsync(payouts.Preparer, Stop));
        await world.VerifyAsync();
    }

    [Fact]
    public async Task Invoice_ForManyDossiers_TakesEachOnce_AndACreditNoteGivesThemBack()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        var payouts = await PayoutWorld.CreateAsync(world, database.Source);
        var first = await world.ValidatedAsync(await world.HolderAsync());
        var invoice = await payouts.InvoiceAsync(first);
        var shelf = world.Get<InvoiceShelf>();
        Assert.Equal("F-002", await shelf.NextNumberAsync(world.Siret, 2027, Stop));
        await Assert.ThrowsAsync<ProcessRefusedException>(() => payouts.InvoiceAsync(first));
        await world.Get<Invoices>().CreditAsync(invoice, "A-001", world.Today, [world.Siret], payouts.Billing, Stop);
        Assert.Equal(BillingProcess.ToBill, await payouts.BillingAsync(first));
        Assert.Equal("A-001", (await shelf.FindAsync(invoice, [world.Siret], Stop))!.CreditedBy);
        Assert.Contains("déjà", (await Assert.ThrowsAsync<ProcessRefusedException>(() => world.Get<Invoices>().IssueAsync(
            new InvoiceOrder(world.Siret, "a-001", world.Today, [first]), [world.Siret], payouts.Billing, Stop))).Message,
            StringComparison.Ordinal);
        var anew = await payouts.InvoiceAsync(first);
        await payouts.SentAsync();
        await Assert.ThrowsAsync<ProcessRefusedException>(
            () => world.Get<Invoices>().CreditAsync(anew, "A-002", world.Today, [world.Siret], payouts.Billing, Stop));
        await Assert.ThrowsAsync<UnknownDossierException>(
            () => world.Get<Invoices>().CreditAsync(anew, "A-002", world.Today, ["00000000000000"], payouts.Billing, Stop));
        await world.VerifyAsync();
    }

    [Fact]
    public async Task Transfer_Rejected_GoesOnOnlyAfterTheBankDetailsChanged()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        var payouts = await PayoutWorld.CreateAsync(world, database.Source);
        var id = await world.ValidatedAsync(await world.HolderAsync());
        await payouts.InvoiceAsync(id);
        var first = await payouts.TransfersAsync(await payouts.SentAsync());
        Assert.Equal(1, (await payouts.RejectAsync(first.Select(t => t.Reference))).Taken);
        Assert.Equal((BillingProcess.Rejected, BookingWorld.Price), (await payouts.BillingAsync(id), await world.OwedAsync()));
        Assert.Equal(0, (await world.Get<PayoutUpkeep>().RunAsync(Stop)).Retried);
        Assert.Contains(await world.Get<PayoutDesk>().IncidentsAsync(Stop), i => i.Siret == world.Siret && i.Problem == "AC01");

        await payouts.PaidToAsync("DE89370400440532013000");
        Assert.Equal(1, (await world.Get<PayoutUpkeep>().RunAsync(Stop)).Retried);
        var second = await payouts.TransfersAsync(await payouts.SentAsync());
        // The bank executes the one that it had rejected: somebody looks, nothing is paid twice.
        Assert.Equal((0, 1), (await payouts.StatementAsync(first)) is var odd ? (odd.Taken, odd.Odd) : default);
        Assert.Equal(1, (await payouts.StatementAsync(second)).Taken);
        Assert.Equal((BillingProcess.Paid, 0L), (await payouts.BillingAsync(id), await world.OwedAsync()));
        await world.VerifyAsync();
    }

    [Fact]
    public async Task Transfer_ThatComesBack_IsOwedAgain_AndPaidAnew()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        var payouts = await PayoutWorld.CreateAsync(world, database.Source);
        var id = await world.ValidatedAsync(await world.HolderAsync());
        await payouts.InvoiceAsync(id);
        var sent = await payouts.TransfersAsync(await payouts.SentAsync());
        await payouts.StatementAsync(sent);
        Assert.Equal(1, (await payouts.ReturnsAsync(sent)).Taken);
        Assert.Equal((BillingProcess.Rejected, BookingWorld.Price), (await payouts.BillingAsync(id), await world.OwedAsync()));
        await payouts.PaidToAsync("DE89370400440532013000");
        await world.Get<PayoutUpkeep>().RunAsync(Stop);
        await payouts.StatementAsync(await payouts.TransfersAsync(await payouts.SentAsync()));
        Assert.Equal((BillingProcess.Paid, 0L), (await payouts.BillingAsync(id), await world.OwedAsync()));
        await world.Get<FundAccounts>().RunAsync(Stop);
        await world.VerifyAsync();
    }

    [Fact]
    public async Task Batches_PreparedAtOnce_NeverHoldTheSameSum()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        var payouts = await PayoutWorld.CreateAsync(world, database.Source);
        await payouts.InvoiceAsync(await world.ValidatedAsync(await world.HolderAsync()));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            try
            {
                return (await world.Get<PayoutPreparing>().PrepareAsync(payouts.Preparer, Stop)).Payables;
            }
            catch (ProcessRefusedException)
            {
                return 0;
            }
        }));
        Assert.Equal([0, 0, 0, 1], outcomes.Order());
    }

    [Fact]
    public async Task Deposit_IsPaidFirst_AndWhatWasTooMuchIsTakenFromTheNextPayout()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source, months: 4);
        var payouts = await PayoutWorld.CreateAsync(world, database.Source);
        var id = await world.EnteredAsync(await world.HolderAsync());
        world.Clock.Now += TimeSpan.FromHours(25);
        await world.RunAsync();
        Assert.Equal(BillingProcess.DepositWait, await payouts.BillingAsync(id));
        await payouts.StatementAsync(await payouts.TransfersAsync(await payouts.SentAsync()));
        Assert.Equal((BillingProcess.DepositPaid, 0L), (await payouts.BillingAsync(id), await world.OwedAsync()));

        world.MoveTo(new(2027, 3, 1));
        await world.Get<Marketplace.Bookings.Training.Exits>().DeclareAsync(
            world.Theirs(id), null, new(world.Today, "learner-left", 10, ForceMajeure: true), world.Staff, Stop);
        world.MoveTo(new(2027, 3, 20));
        await world.RunAsync();
        // 15,000 due, 37,500 paid: 22,500 to be taken back, and an invoice of which nothing is left to pay.
        await payouts.InvoiceAsync(id);
        Assert.Equal((BillingProcess.Paid, -22_500L), (await payouts.BillingAsync(id), await world.OwedAsync()));
        await Assert.ThrowsAsync<ProcessRefusedException>(() => world.Get<PayoutPreparing>().PrepareAsync(payouts.Preparer, Stop));
        await world.VerifyAsync();
    }

    /// <summary>Against the schema of the European Payments Council, where it is at hand.</summary>
    private static void AssertValid(byte[] file)
    {
        var schema = Path.Combine(SharedData.Repository(), "..", "shared", "data", "iso20022", "pain.001.001.09.xsd");
        if (!File.Exists(schema))
            return;
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema };
        settings.Schemas.Add("urn:iso:std:iso:20022:tech:xsd:pain.001.001.09", schema);
        var problems = new List<string>();
        settings.ValidationEventHandler += (_, e) => problems.Add(e.Message);
        using var reader = XmlReader.Create(new MemoryStream(file), settings);
        while (reader.Read())
        {
        }
        Assert.Empty(problems);
    }
}
