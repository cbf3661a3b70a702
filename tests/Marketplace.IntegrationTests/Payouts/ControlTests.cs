using Marketplace.Bookings.Control;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Training;
using Marketplace.IntegrationTests.Bookings;
using Marketplace.People.Access;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Payouts;

/// <summary>Service done looked into: before the validation, and after it was paid.</summary>
public sealed class ControlTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dispute_HoldsTheValidation_UntilADecisionReplacesWhatWasDeclared()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        var holder = await world.HolderAsync();
        var id = await DeclaredAsync(world, holder);
        var (controls, agent) = (world.Get<Controls>(), new Actor(world.Staff.AccountId, "operator-control"));
        await world.Get<LearnerWord>().DisputeAsync(BookingWorld.Mine(id, holder), null, "Deux jours seulement ont eu lieu.", holder, Stop);
        world.MoveTo(world.Today.AddDays(20));
        await world.RunAsync();
        Assert.Equal(BookingProcess.ServiceDeclared, await world.StateAsync(id));

        var key = DossierKey.OfService(id);
        await controls.NotifyAsync(key, null, "Feuilles d’émargement", agent, Stop);
        await controls.AnswerAsync(world.Theirs(id), null, "Les voici.", world.Staff, Stop);
        await controls.DecideAsync(key, null, new ControlDecision(50, "La moitié seulement est prouvée."), agent, Stop);
        world.MoveTo(world.Today.AddDays(17));
        await world.Get<ControlSelection>().RunAsync(Stop);
        await world.RunAsync();
        var row = await world.RowAsync(id);
        Assert.Equal((BookingProcess.ServiceValidated, 50, BookingWorld.Price / 2, ControlStates.Released),
            (row.State, row.ExitRate, row.ProviderDue, row.ControlState));
        var found = (await world.Get<ControlReader>().OfDossierAsync(id, Stop))!.Value;
        Assert.Equal(["select", "notify", "answer", "decide", "lapse"], found.Exchange.Select(e => e.Event));
        await world.VerifyAsync();
    }

    [Fact]
    public async Task Reduction_AfterThePayment_IsTakenFromTheNextPayout_AndSharedAmongWhoPaid()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        var payouts = await PayoutWorld.CreateAsync(world, database.Source);
        var id = await world.ValidatedAsync(await world.HolderAsync());
        await payouts.InvoiceAsync(id);
        await payouts.StatementAsync(await payouts.TransfersAsync(await payouts.SentAsync()));
        var (controls, key, agent) = (
            world.Get<Controls>(), DossierKey.OfService(id), new Actor(world.Staff.AccountId, "operator-control"));
        Assert.NotNull(await controls.OpenAsync(key, "manual", null, "", agent, Stop));
        await controls.NotifyAsync(key, null, "Relevés de connexion", agent, Stop);
        await controls.AnswerAsync(world.Theirs(id), null, "Rien à ajouter.", world.Staff, Stop);
        await controls.DecideAsync(key, null, new ControlDecision(60, "60 % prouvés."), agent, Stop);
        await controls.ObjectAsync(world.Theirs(id), null, "Nous contestons.", world.Staff, Stop);
        await controls.ApplyAsync(key, null, "La décision est maintenue.", agent, Stop);
        Assert.Equal(60_000, await world.ScalarAsync<long>("SELECT amount FROM recovery WHERE booking_id = @id", new { id }));
        Assert.Equal(0, await world.OwedAsync());

        // What is owed for another training, less what is to be taken back.
        var other = await world.HolderAsync();
        world.Clock.Now = new(2027, 3, 1, 11, 0, 0, TimeSpan.Zero);
        var second = await SecondAsync(world, other);
        await payouts.InvoiceAsync(second);
        var sent = await payouts.TransfersAsync(await payouts.SentAsync());
        Assert.Equal(BookingWorld.Price - 60_000, Assert.Single(sent).Cents);
        await payouts.StatementAsync(sent, "2027-06-01");
        Assert.Equal(("settled", 60_000L, 0L),
            (await world.ScalarAsync<string>("SELECT state FROM recovery WHERE booking_id = @id", new { id }),
            await world.ScalarAsync<long>("SELECT recovered FROM recovery WHERE booking_id = @id", new { id }), await world.OwedAsync()));
        // 40,000 of annual rights go back to who pays them, 20,000 to the card.
        Assert.Equal((40_000L, 20_000L), (
            await world.ScalarAsync<long>(
            "SELECT sum(amount)::bigint FROM ledger_transfer WHERE booking = @id AND nature = 'withdraw'", new { id }),
            await world.ScalarAsync<long>("SELECT sum(amount)::bigint FROM card_refund WHERE key LIKE 'recovery/%' AND payment = (SELECT payment_id FROM booking WHERE id = @id)", new { id })));
        await world.VerifyAsync();
    }

    private static async Task<Guid> DeclaredAsync(BookingWorld world, Actor holder)
    {
        var id = await world.EnteredAsync(holder);
        world.MoveTo((await world.RowAsync(id)).Ends!.Value);
        await world.Get<Exits>()
            .DeclareAsync(world.Theirs(id), null, new(world.Today, ExitDeclaration.Total, 100, false), world.Staff, Stop);
        return id;
    }

    /// <summary>In the second session of the same action.</summary>
    private static async Task<Guid> SecondAsync(BookingWorld world, Actor holder)
    {
        var id = await world.ProposedAsync(holder, session: await world.SessionAsync("S2"));
        if (await world.AcceptAsync(id, holder) is { } payment)
            await world.SayAsync(payment, Marketplace.Payments.Cards.CardEvent.Paid);
        world.MoveTo((await world.RowAsync(id)).Starts!.Value);
        await world.Get<Entries>().DeclareAsync(world.Theirs(id), null, world.Today, world.Staff, Stop);
        world.MoveTo((await world.RowAsync(id)).Ends!.Value);
        await world.Get<Exits>()
            .DeclareAsync(world.Theirs(id), null, new(world.Today, ExitDeclaration.Total, 100, false), world.Staff, Stop);
        world.MoveTo(world.Today.AddDays(14));
        await world.RunAsync();
        return id;
    }
}
