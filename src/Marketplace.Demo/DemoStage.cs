using Marketplace.Bookings;
using Marketplace.Bookings.Acceptance;
using Marketplace.Bookings.Answers;
using Marketplace.Bookings.Cancelling;
using Marketplace.Bookings.Deadlines;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Endings;
using Marketplace.Bookings.Requests;
using Marketplace.Bookings.Training;
using Marketplace.Catalogue.Actions;
using Marketplace.Money.Entitlements;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Marketplace.Payments.Cards;
using Marketplace.Payments.Cards.Sandbox;
using Marketplace.People.Access;
using Marketplace.Platform.Time;
using Marketplace.Platform.Vault;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Marketplace.Demo;

/// <summary>What people of a story do, by the commands of the program, at the moment where the story's clock stands.</summary>
internal sealed class DemoStage : IAsyncDisposable
{
    private static readonly Uri Site = new("http://localhost/");

    private readonly DemoClock _clock = new();
    private readonly ServiceProvider _services;
    private readonly SandboxDesk _desk;
    private readonly SandboxProvider _cards;
    private Guid _dossier;

    public DemoStage(NpgsqlDataSource database, MasterKeys keys, RuleBook book, BookingSite site)
    {
        // The stage plays the payment provider too: its books are the sandbox's, so that money can go back to a card later.
        var options = new SandboxOptions("/", "demo");
        _desk = new SandboxDesk(database, options, _clock);
        _cards = new SandboxProvider(options, new CardPaths(id => $"/{id}", name => $"/{name}"), _desk);
        _services = new ServiceCollection()
            .AddSingleton(database).AddSingleton<TimeProvider>(_clock).AddSingleton(keys).AddSingleton(book).AddSingleton(site)
            .AddSingleton<ActionPageQuery>().AddSingleton<EntitlementStore>().AddSingleton<ICardProvider>(_cards)
            .AddCards().AddBookings().BuildServiceProvider();
    }

    public Actor Holder { get; } = new(DemoPeople.IdOf("holder"), Roles.Holder);

    public Actor Staff { get; } = new(DemoPeople.IdOf("provider:bookings"), "bookings", DemoPeople.OrganisationOf("provider"));

    public Actor Operator { get; } = new(DemoPeople.IdOf("operator-control"), "operator-control");

    private Actor Funder { get; } = new(DemoPeople.IdOf("funder:funder-staff"), "funder-staff", DemoPeople.OrganisationOf("funder"));

    private DossierKey Mine => DossierKey.OfLearner(_dossier, Holder.AccountId!.Value);

    private DossierKey Theirs => DossierKey.OfProvider(_dossier, [DemoCourses.Siret]);

    /// <summary>Goes on with a dossier at a moment.</summary>
    public void Enter(Guid dossier, DateTimeOffset at) => (_dossier, _clock.Now) = (dossier, at);

    /// <summary>A draft that nothing stands against.</summary>
    public async Task<Guid> DraftAsync(long session, DateTimeOffset at)
    {
        _clock.Now = at;
        var drafts = Get<Drafts>();
        _dossier = await drafts.StartAsync(session, Holder, default);
        await drafts.SetProfileAsync(Mine, new("employee", "holder@demo.example", "0639980000", "69123", null), Holder, default);
        return _dossier;
    }

    public async Task SendAsync()
    {
        await Get<Drafts>().AcceptTermsAsync(Mine, Get<RuleBook>().On(_clock.Today()).Stamp, Holder, default);
        await Get<Sending>().SendAsync(Mine, Holder, default);
    }

    public Task AcknowledgeAsync() => Get<ProviderAnswers>().AcknowledgeAsync(Theirs, null, Staff, default);

    public async Task ProposeAsync()
    {
        var row = (await Get<DossierReader>().FindAsync(Theirs, default))!.Row;
        await Get<ProviderAnswers>().ProposeAsync(Theirs, null, Proposal.AsRequested(row), Staff, default);
    }

    public Task RefuseAsync(string reason) => Get<ProviderAnswers>().RefuseAsync(Theirs, null, reason, null, Staff, default);

    public Task DeclineAsync() => Get<LearnerAnswers>().DeclineAsync(Mine, null, Holder, default);

    public Task AskFunderAsync(bool keepsProposal) =>
        Get<FunderAnswers>().AskAsync(Mine, null, DemoPeople.Fund, 200_00, keepsProposal, Holder, default);

    public Task FunderRefusesAsync() =>
        Get<FunderAnswers>().RefuseAsync(DossierKey.OfFunder(_dossier, DemoPeople.Fund), null, null, Funder, default);

    /// <summary>Accepts, and pays what is to be paid by card.</summary>
    public async Task AcceptAsync()
    {
        var plan = (await Get<Acceptances>().PlanAsync(Mine, default))!.Plan!;
        if ((await Get<Acceptances>().AcceptAsync(Mine, null, plan.CardCents, Holder, default)).Payment is not { } payment)
            return;
        var page = (await Get<CardPayments>().PageAsync(payment, Site))!;
        var opened = (await _desk.OpenAsync(page.Fields.ToDictionary(field => field.Key, field => field.Value), default))!;
        await _desk.AnswerAsync(opened.Reference, SandboxAnswer.Find("silent")!, default);
        var paid = (await Get<CardPayments>().FindAsync(payment))!;
        await Get<CardSettlement>().ReceiveAsync(_cards.Name, (await _cards.StatusAsync(paid, default))!, default);
    }

    public Task CancelAsync(EndingKind kind, Actor actor, string? reason) => Get<Cancellations>().CancelAsync(
        kind switch { EndingKind.LearnerCancels => Mine, EndingKind.ProviderCancels => Theirs, _ => DossierKey.OfService(_dossier) },
        null, kind, false, reason, null, actor, default);

    /// <summary>Declares the entry, and lets it count a day later.</summary>
    public async Task EnterAsync(DateOnly on)
    {
        await Get<Entries>().DeclareAsync(Theirs, null, on, Staff, default);
        _clock.Now = _clock.Now.AddDays(1);
        await RunDueAsync();
    }

    public Task LeaveAsync(DateOnly on) =>
        Get<Exits>().DeclareAsync(Theirs, null, new(on, ExitDeclaration.Total, 100, ForceMajeure: false), Staff, default);

    /// <summary>What the clock does until the story's moment.</summary>
    public Task RunDueAsync() => Get<DeadlineRunner>().RunDueAsync();

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private T Get<T>() where T : notnull => _services.GetRequiredService<T>();
}
