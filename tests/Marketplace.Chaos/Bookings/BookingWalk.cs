using Dapper;
using Marketplace.Bookings.Acceptance;
using Marketplace.Bookings.Answers;
using Marketplace.Bookings.Cancelling;
using Marketplace.Bookings.Deadlines;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Endings;
using Marketplace.Bookings.Moving;
using Marketplace.Bookings.Requests;
using Marketplace.Bookings.Training;
using Marketplace.Catalogue.Seats;
using Marketplace.Money.Regulation;
using Marketplace.Payments.Cards;
using Marketplace.Payments.Cards.Sandbox;
using Marketplace.Platform.Data.Editing;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Time;

namespace Marketplace.Chaos.Bookings;

/// <summary>Random actions of learners, a provider, the clock and a card provider, whether they make sense or not.</summary>
public sealed class BookingWalk(BookingScene scene, int seed)
{
    /// <summary>Dossiers that the walk has at a time.</summary>
    private const int Most = 200;

    private readonly Random _random = new(seed);

    /// <summary>Steps that were refused, as they should be able to be.</summary>
    public int Refused { get; private set; }

    /// <summary>Steps that did something.</summary>
    public int Done { get; private set; }

    /// <summary>One action. What a rule refuses is no fault; everything else is thrown.</summary>
    /// <param name="movesClock">Whether time may pass.</param>
    public async Task StepAsync(bool movesClock, CancellationToken cancel)
    {
        try
        {
            await TryAsync(movesClock, cancel);
            Done++;
        }
        catch (Exception refusal) when (
            refusal is ProcessRefusedException or SeatRefusedException or StaleChangeException or UnknownDossierException
            // Another walker moved the clock past the half hour of a card page while this one waited for its turn.
            or ArgumentException { ParamName: "order" })
        {
            Refused++;
        }
    }

    private async Task TryAsync(bool movesClock, CancellationToken cancel)
    {
        var dossiers = await RunningAsync(cancel);
        var choice = _random.Next(100);
        if (choice < 12 || dossiers.Count == 0)
        {
            if (dossiers.Count < Most)
                await RequestAsync(cancel);
            return;
        }
        if (choice < 20 && movesClock)
        {
            await scene.Clock.MoveForwardAsync(TimeSpan.FromMinutes(_random.Next(1, 60 * 16)), cancel);
            await scene.Get<DeadlineRunner>().RunDueAsync(cancel);
            await scene.Get<CardSettlement>().ExpireDueAsync(cancel);
            return;
        }
        var (id, account, state, payment) = dossiers[_random.Next(dossiers.Count)];
        await (_random.Next(10) switch
        {
            // What is likely to be possible, most of the time; what makes no sense, too.
            < 6 => LikelyAsync(id, account, state, payment, cancel),
            < 8 => ProviderAsync(id, cancel),
            8 => LearnerAsync(id, account, cancel),
            _ => CardAsync(id, cancel),
        });
    }

    private Task LikelyAsync(Guid id, Guid account, string state, Guid? payment, CancellationToken cancel) => state switch
    {
        BookingProcess.Requested or BookingProcess.Acknowledged => ProposeAsync(id, cancel),
        BookingProcess.Proposed when payment is not null => CardAsync(id, cancel),
        BookingProcess.Proposed => AcceptAsync(id, account, cancel),
        BookingProcess.Accepted when _random.Next(3) == 0 => LearnerAsync(id, account, cancel),
        _ => ProviderAsync(id, cancel),
    };

    private async Task RequestAsync(CancellationToken cancel)
    {
        var holder = scene.Holders[_random.Next(scene.Holders.Count)];
        var id = await scene.Get<Drafts>().StartAsync(NearSession(), holder, cancel);
        var key = DossierKey.OfLearner(id, holder.AccountId!.Value);
        await scene.Get<Drafts>()
            .SetProfileAsync(key, new(_random.Next(3) == 0 ? "jobseeker" : "employee", "camille@example.org", null, "69123", null), holder,
            cancel);
        await scene.Get<Drafts>().AcceptTermsAsync(key, RuleBook.Current.On(scene.Clock.Today()).Stamp, holder, cancel);
        await scene.Get<Sending>().SendAsync(key, holder, cancel);
    }

    /// <summary>One that starts soon, so that seats are scarce and lives go on to their end.</summary>
    private long NearSession()
    {
        var today = scene.Clock.Today();
        var near = scene.Sessions.Where(s => s.Starts > today.AddDays(12) && s.Starts < today.AddDays(50)).ToList();
        return near.Count == 0 ? scene.Sessions[^1].Id : near[_random.Next(near.Count)].Id;
    }

    private async Task ProposeAsync(Guid id, CancellationToken cancel)
    {
        var row = (await scene.Get<DossierReader>().FindAsync(DossierKey.OfService(id), cancel))!.Row;
        var proposal = Proposal.AsRequested(row);
        await scene.Get<ProviderAnswers>().ProposeAsync(
            Theirs(id), null, proposal with { PriceCents = proposal.PriceCents - _random.Next(0, 3) }, scene.Staff, cancel);
    }

    private Task ProviderAsync(Guid id, CancellationToken cancel) => _random.Next(8) switch
    {
        0 => scene.Get<ProviderAnswers>().AcknowledgeAsync(Theirs(id), null, scene.Staff, cancel),
        1 => ProposeAsync(id, cancel),
        2 => scene.Get<ProviderAnswers>().RefuseAsync(Theirs(id), null, "other", null, scene.Staff, cancel),
        3 => scene.Get<Entries>().DeclareAsync(Theirs(id), null, scene.Clock.Today(), scene.Staff, cancel),
        4 when _random.Next(3) == 0 => scene.Get<Entries>().TakeBackAsync(Theirs(id), null, scene.Staff, cancel),
        5 when _random.Next(4) == 0 =>
        scene.Get<Cancellations>().CancelAsync(Theirs(id), null, EndingKind.ProviderCancels, false, "other", null, scene.Staff, cancel),
        6 => scene.Get<SessionMoves>().AgreeAsync(Theirs(id), null, scene.Staff, cancel),
        _ => ExitAsync(id, cancel),
    };

    private Task ExitAsync(Guid id, CancellationToken cancel)
    {
        var rate = _random.Next(0, 101);
        var reason = rate == 100 ? ExitDeclaration.Total : new[] { "learner-left", "postponed", "interrupted" }[_random.Next(3)];
        return scene.Get<Exits>()
            .DeclareAsync(Theirs(id), null, new(scene.Clock.Today(), reason, rate, _random.Next(4) == 0 && rate < 100), scene.Staff,
            cancel);
    }

    private Task LearnerAsync(Guid id, Guid account, CancellationToken cancel)
    {
        var (key, holder) = (DossierKey.OfLearner(id, account), scene.Holders.First(h => h.AccountId == account));
        return _random.Next(6) switch
        {
            0 => scene.Get<LearnerAnswers>().DeclineAsync(key, null, holder, cancel),
            1 => scene.Get<Cancellations>()
            .CancelAsync(key, null, EndingKind.LearnerCancels, _random.Next(5) == 0, null, null, holder, cancel),
            2 => scene.Get<Acceptances>().AbandonAsync(key, cancel),
            3 => scene.Get<SessionMoves>().AskAsync(key, null, NearSession(), holder, cancel),
            _ => AcceptAsync(id, account, cancel),
        };
    }

    private async Task AcceptAsync(Guid id, Guid account, CancellationToken cancel)
    {
        var (key, holder) = (DossierKey.OfLearner(id, account), scene.Holders.First(h => h.AccountId == account));
        if ((await scene.Get<Acceptances>().PlanAsync(key, cancel))?.Plan is { } plan)
            await scene.Get<Acceptances>().AcceptAsync(key, null, plan.CardCents, holder, cancel);
    }

    /// <summary>
    /// The card provider says something of one of the dossier's payments: likely that it is paid, in any order and again.
    /// </summary>
    private async Task CardAsync(Guid id, CancellationToken cancel)
    {
        IReadOnlyList<CardPayment> payments;
        await using (var connection = await scene.Database.OpenConnectionAsync(cancel))
            payments = await CardPayments.OfBookingAsync(connection, id, cancel);
        if (payments.Count == 0)
            return;
        var payment = payments[_random.Next(payments.Count)];
        var said = _random.Next(
            10) switch { < 7 => CardEvent.Paid, 7 => CardEvent.Refused, 8 => CardEvent.Abandoned, _ => CardEvent.Other };
        await scene.Get<CardSettlement>().ReceiveAsync(SandboxProvider.ProviderName, new CardNotification(
            $"{payment.Reference}-{said}-{_random.Next(2)}", payment.Reference, said, $"T-{payment.Reference}", payment.AmountCents, "EUR"),
            cancel);
    }

    private static DossierKey Theirs(Guid id) => DossierKey.OfProvider(id, [BookingScene.Siret]);

    private async Task<IReadOnlyList<(Guid Id, Guid Account, string State, Guid? Payment)>> RunningAsync(CancellationToken cancel)
    {
        await using var connection = await scene.Database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<(Guid, Guid, string, Guid?)>(new CommandDefinition(
            "SELECT id, account_id, state, payment_id FROM booking WHERE state <> 'draft' AND NOT state = ANY (@ended) ORDER BY number",
            new { ended = BookingProcess.Ended.ToArray() }, cancellationToken: cancel))];
    }
}
