using Marketplace.Bookings.Acceptance;
using Marketplace.Bookings.Answers;
using Marketplace.Bookings.Cancelling;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Endings;
using Marketplace.Bookings.Requests;
using Marketplace.Bookings.Training;
using Marketplace.Money.Ledger;
using Marketplace.Payments.Cards;
using Marketplace.Platform.Data;
using Marketplace.Platform.Data.Editing;
using Marketplace.Platform.Processes;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Bookings;

/// <summary>Dossiers from the draft to their end on a real database: states, money, seats and deadlines together.</summary>
public sealed class BookingLifeTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const long Participation = 15_000;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WholeLife_PaidByCardAndRights_PaysTheProviderItsPriceOnTheDay()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        var holder = await world.HolderAsync(rights: 100_000);
        var id = await world.AcceptedAsync(holder);
        Assert.Equal((0, 1, 0L), (await world.FreeAsync(holder), await world.SeatsAsync(), await world.OwedAsync()));
        Assert.Equal([("fixed-participation", Participation), ("annual-rights", 100_000L), ("learner", 35_000L)],
            (await world.ViewAsync(id)).Lines.Select(l => (l.Source, l.Amount)));

        world.MoveTo(new(2027, 2, 1));
        await world.Get<Entries>().DeclareAsync(world.Theirs(id), null, world.Today, world.Staff, Stop);
        world.MoveTo(new(2027, 2, 2));
        await world.RunAsync();
        Assert.Equal(0, await world.OwedAsync());

        world.MoveTo(new(2027, 2, 26));
        await world.Get<Exits>()
            .DeclareAsync(world.Theirs(id), null, new(world.Today, ExitDeclaration.Total, 100, false), world.Staff, Stop);
        world.MoveTo(new(2027, 3, 5));
        await world.RunAsync();
        Assert.Equal((BookingProcess.ServiceDeclared, 0L), (await world.StateAsync(id), await world.OwedAsync()));
        world.MoveTo(new(2027, 3, 6));
        await world.RunAsync();
        Assert.Equal((BookingProcess.ServiceValidated, BookingWorld.Price), (await world.StateAsync(id), await world.OwedAsync()));
        await world.VerifyAsync();
    }

    [Fact]
    public async Task Accept_WithNothingToPay_ConfirmsAtOnce()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        var holder = await world.HolderAsync(rights: 200_000);
        var id = await world.ProposedAsync(holder, "jobseeker");
        Assert.Null(await world.AcceptAsync(id, holder));
        Assert.Equal((BookingProcess.Accepted, 50_000L), (await world.StateAsync(id), await world.FreeAsync(holder)));
        await world.VerifyAsync();
    }

    [Fact]
    public async Task Payment_ForNoDossier_GoesBackAtOnce()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        var holder = await world.HolderAsync();
        var payments = world.Get<CardPayments>();
        var payment = await database.Source.InTransactionAsync(async connection => await payments.OpenAsync(connection, new CardOrder(
            Guid.NewGuid(), holder.AccountId!.Value, (await LedgerAccounts.OfAccountAsync(connection, holder.AccountId.Value, Stop))!.Value,
            12_345,
            world.Clock.Now.AddMinutes(20), "Inscription"), Stop), Stop);
        await world.SayAsync(payment, CardEvent.Paid);
        Assert.Equal(12_345, (await payments.FindAsync(payment, Stop))!.RefundAskedCents);
        await world.VerifyAsync();
    }

    [Fact]
    public async Task CardPage_WhileItIsOpen_HoldsRightsAndSeat_AndLetsThemGoWhenAbandoned()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source, capacity: 1);
        var holder = await world.HolderAsync();
        var id = await world.ProposedAsync(holder);
        var payment = await world.AcceptAsync(id, holder);
        Assert.Equal(payment, await world.AcceptAsync(id, holder));
        Assert.Equal((0L, 1), (await world.FreeAsync(holder), await world.SeatsAsync()));
        await world.Get<Acceptances>().AbandonAsync(BookingWorld.Mine(id, holder), Stop);
        Assert.Equal((BookingProcess.Proposed, 100_000L, 0),
            (await world.StateAsync(id), await world.FreeAsync(holder), await world.SeatsAsync()));
        await world.VerifyAsync();
    }

    [Fact]
    public async Task Payment_AfterItsPageEnded_IsHonouredIfAllIsStillThere()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source, capacity: 1);
        var holder = await world.HolderAsync();
        var id = await world.ProposedAsync(holder);
        var payment = (await world.AcceptAsync(id, holder))!.Value;
        world.Clock.Now += TimeSpan.FromMinutes(21);
        await world.Get<CardPayments>().FindAsync(payment, Stop);
        Assert.Equal(0, await world.SeatsAsync());
        Assert.Equal(CardOutcomes.Taken, await world.SayAsync(payment, CardEvent.Paid));
        Assert.Equal((BookingProcess.Accepted, 1), (await world.StateAsync(id), await world.SeatsAsync()));
        await world.VerifyAsync();
    }

    [Fact]
    public async Task Payment_AfterTheLastSeatIsGone_GoesBackWhole()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source, capacity: 1);
        var (late, quick) = (await world.HolderAsync(), await world.HolderAsync());
        var id = await world.ProposedAsync(late);
        var payment = (await world.AcceptAsync(id, late))!.Value;
        world.Clock.Now += TimeSpan.FromMinutes(21);
        await world.Get<CardPayments>().FindAsync(payment, Stop);
        await world.AcceptedAsync(quick);
        Assert.Equal(CardOutcomes.Taken, await world.SayAsync(payment, CardEvent.Paid));
        var refunded = (await world.Get<CardPayments>().FindAsync(payment, Stop))!;
        Assert.Equal((BookingProcess.Proposed, 100_000L, refunded.AmountCents),
            (await world.StateAsync(id), await world.FreeAsync(late), refunded.RefundAskedCents));
        await world.VerifyAsync();
    }

    /// <summary>Found by killing walks: the seat that a later page kept stayed held for ever.</summary>
    [Fact]
    public async Task Payment_OfAnEndedPage_ThatServesNoMore_LeavesNoSeatOfALaterPageBehind()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source, capacity: 1);
        var holder = await world.HolderAsync();
        var id = await world.ProposedAsync(holder);
        var first = (await world.AcceptAsync(id, holder))!.Value;
        world.Clock.Now += TimeSpan.FromMinutes(21);
        await world.Get<CardPayments>().FindAsync(first, Stop);
        var second = (await world.AcceptAsync(id, holder))!.Value;
        Assert.NotEqual(first, second);
        world.Clock.Now += TimeSpan.FromMinutes(21);
        // Less is to be paid now, and nobody has ended the second page yet.
        await world.ExecuteAsync("UPDATE booking SET price = price - 10000 WHERE id = @id", new { id });
        await world.SayAsync(first, CardEvent.Paid);
        var refunded = (await world.Get<CardPayments>().FindAsync(first, Stop))!;
        Assert.Equal((BookingProcess.Proposed, 0, refunded.AmountCents),
            (await world.StateAsync(id), await world.SeatsAsync(), refunded.RefundAskedCents));
        await world.Get<CardSettlement>().ExpireDueAsync(Stop);
        Assert.Equal((0, 100_000L), (await world.SeatsAsync(), await world.FreeAsync(holder)));
        await world.VerifyAsync();
    }

    [Fact]
    public async Task Cancel_OnLastDayOfWithdrawal_ReturnsRightsAndRefundsTheCard()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        var holder = await world.HolderAsync();
        var id = await world.AcceptedAsync(holder);
        world.MoveTo(new(2026, 12, 15));
        var shown = await world.Get<Cancellations>()
            .PreviewAsync(BookingWorld.Mine(id, holder), EndingKind.LearnerCancels, false, holder, Stop);
        await world.Get<Cancellations>()
            .CancelAsync(BookingWorld.Mine(id, holder), null, EndingKind.LearnerCancels, false, null, null, holder, Stop);
        var payment = (await world.Get<CardPayments>().FindAsync((await world.RowAsync(id)).PaymentId!.Value, Stop))!;
        Assert.Equal((EndingRules.Withdrawal, 100_000L, 0, 50_000L),
            (shown.Plan.Rule, await world.FreeAsync(holder), await world.SeatsAsync(), payment.RefundAskedCents));
        await world.VerifyAsync();
    }

    [Fact]
    public async Task Cancel_TheDayBeforeTheStart_PaysFivePercent_KeepsRights_AndCreditsTheCard()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        var holder = await world.HolderAsync();
        var id = await world.AcceptedAsync(holder);
        world.MoveTo(new(2027, 1, 31));
        await world.Get<Cancellations>()
            .CancelAsync(BookingWorld.Mine(id, holder), null, EndingKind.LearnerCancels, false, null, null, holder, Stop);
        // 7,500 due: 750 + 5,000 + 1,750 of 15,000 + 100,000 + 35,000.
        Assert.Equal((7_500L, 0L, 47_500L),
            (await world.OwedAsync(), await world.FreeAsync(holder), await world.FreeAsync(holder, AccountKinds.Learner)));
        Assert.Equal([(750L, 14_250L, 0L), (5_000L, 0L, 95_000L), (1_750L, 33_250L, 0L)],
            (await world.ViewAsync(id)).Lines.Select(l => (l.Used!.Value, l.Credit!.Value, l.Kept!.Value)));
        await world.VerifyAsync();

        var again = await world.AcceptanceOfCreditAsync(holder);
        Assert.Equal(102_500, again.CardCents);
    }

    [Fact]
    public async Task Deposit_OfALongTraining_IsDebitedWhenTheEntryCounts_AndTheRestAtTheEnd()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source, months: 4);
        var holder = await world.HolderAsync();
        var id = await world.EnteredAsync(holder);
        await world.RunAsync();
        Assert.Equal(0, await world.OwedAsync());
        world.Clock.Now += TimeSpan.FromHours(24);
        await world.RunAsync();
        Assert.Equal(37_500, await world.OwedAsync());
        world.MoveTo(new(2027, 3, 1));
        await world.Get<Exits>()
            .DeclareAsync(world.Theirs(id), null, new(world.Today, "learner-left", 10, ForceMajeure: true), world.Staff, Stop);
        world.MoveTo(new(2027, 3, 20));
        await world.RunAsync();
        Assert.Equal((15_000L, 90_000L), (await world.OwedAsync(), await world.FreeAsync(holder)));
        await world.VerifyAsync();
    }

    [Fact]
    public async Task Entry_TakenBackWithin24Hours_LeavesNothing()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source, months: 4);
        var id = await world.EnteredAsync(await world.HolderAsync());
        world.Clock.Now += TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1);
        await world.RunAsync();
        await world.Get<Entries>().TakeBackAsync(world.Theirs(id), null, world.Staff, Stop);
        world.Clock.Now += TimeSpan.FromDays(1);
        await world.RunAsync();
        Assert.Equal((BookingProcess.Accepted, 0L), (await world.StateAsync(id), await world.OwedAsync()));
    }

    [Fact]
    public async Task Entry_ThatNobodyDeclares_EndsNotRealised_WithAllReturned()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        var holder = await world.HolderAsync();
        var id = await world.AcceptedAsync(holder);
        // 1 February + 3 working days + 10: until the 18th, 24:00.
        world.MoveTo(new(2027, 2, 18));
        await world.RunAsync();
        Assert.Equal(BookingProcess.Accepted, await world.StateAsync(id));
        world.MoveTo(new(2027, 2, 19));
        await world.RunAsync();
        Assert.Equal((BookingProcess.NotRealised, 100_000L, 0),
            (await world.StateAsync(id), await world.FreeAsync(holder), await world.SeatsAsync()));
        await world.VerifyAsync();
    }

    [Fact]
    public async Task Request_WithoutAnswer_LapsesAtMidnightOfTheSecondWorkingDay()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        var id = await world.SentAsync(await world.HolderAsync());
        // Tuesday 1 December: until Thursday 3 December, 24:00 in Paris.
        world.Clock.Now = new(2026, 12, 3, 22, 59, 59, TimeSpan.Zero);
        await world.RunAsync();
        Assert.Equal(BookingProcess.Requested, await world.StateAsync(id));
        world.Clock.Now = new(2026, 12, 3, 23, 0, 0, TimeSpan.Zero);
        await Assert.ThrowsAsync<ProcessRefusedException>(
            () => world.Get<ProviderAnswers>().AcknowledgeAsync(world.Theirs(id), null, world.Staff, Stop));
        await world.RunAsync();
        Assert.Equal(BookingProcess.Lapsed, await world.StateAsync(id));
    }

    [Fact]
    public async Task Proposal_BeyondTheLimitsOfTheOffer_IsRefusedWithTheLimit()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        var holder = await world.HolderAsync();
        var refusal = await Assert.ThrowsAsync<ProcessRefusedException>(
            () => world.ProposedAsync(holder, change: p => p with { PriceCents = BookingWorld.Price + 1 }));
        Assert.Contains("1 500", refusal.Message.Replace('\u202F', ' ').Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.NotEqual(Guid.Empty,
            await world.ProposedAsync(await world.HolderAsync(), change: p => p with { PriceCents = BookingWorld.Price - 100 }));
    }

    [Fact]
    public async Task Accept_OfAProposalThatChangedMeanwhile_IsStale()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        var holder = await world.HolderAsync();
        var id = await world.ProposedAsync(holder);
        await Assert.ThrowsAsync<StaleChangeException>(() =>
            world.Get<Acceptances>().AcceptAsync(BookingWorld.Mine(id, holder), null, cardCents: 1, holder, Stop));
        Assert.Equal(BookingProcess.Proposed, await world.StateAsync(id));
    }

    [Fact]
    public async Task Send_WithoutWhatIsNeeded_NamesEveryObstacleWithItsStep()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source, starts: new(2026, 12, 10));
        var holder = await world.HolderAsync();
        var id = await world.Get<Drafts>().StartAsync(world.Session, holder, Stop);
        Assert.Equal(id, await world.Get<Drafts>().StartAsync(world.Session, holder, Stop));
        var obstacles = await world.Get<Sending>().ObstaclesAsync(BookingWorld.Mine(id, holder), Stop);
        Assert.Equal([FunnelSteps.Session, FunnelSteps.Profile, FunnelSteps.Terms], obstacles.Select(o => o.Step));
        await Assert.ThrowsAsync<ProcessRefusedException>(
            () => world.Get<Sending>().SendAsync(BookingWorld.Mine(id, holder), holder, Stop));
    }

    [Fact]
    public async Task Dossiers_OfSomebodyElse_DoNotExist()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        var (holder, other) = (await world.HolderAsync(), await world.HolderAsync());
        var id = await world.DraftAsync(holder);
        await Assert.ThrowsAsync<UnknownDossierException>(() => world.Get<Sending>().SendAsync(BookingWorld.Mine(id, other), other, Stop));
        await Assert.ThrowsAsync<UnknownDossierException>(
            () => world.Get<ProviderAnswers>().AcknowledgeAsync(world.Theirs(id), null, world.Staff, Stop));
    }
}
