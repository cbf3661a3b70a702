using Dapper;
using Marketplace.Bookings;
using Marketplace.Bookings.Acceptance;
using Marketplace.Bookings.Answers;
using Marketplace.Bookings.Billing;
using Marketplace.Bookings.Deadlines;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Requests;
using Marketplace.Bookings.Training;
using Marketplace.Catalogue.Actions;
using Marketplace.Catalogue.Offers;
using Marketplace.IntegrationTests.Cards;
using Marketplace.Money.Entitlements;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Marketplace.Payments.Accounts;
using Marketplace.Payments.BankFiles;
using Marketplace.Payments.Cards;
using Marketplace.Payments.Cards.Sandbox;
using Marketplace.Payments.Payouts;
using Marketplace.People.Access;
using Marketplace.Platform.Data;
using Marketplace.Platform.Time;
using Marketplace.Platform.Vault;
using Marketplace.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Marketplace.IntegrationTests.Bookings;

/// <summary>A provider with a session, holders with rights, a card provider and a clock, and what they do as the tests say it.</summary>
public sealed class BookingWorld : IAsyncDisposable
{
    public const long Price = 150_000;
    public const string Certification = "RNCP38430";
    private static int _providers;

    private readonly NpgsqlDataSource _database;
    private readonly ServiceProvider _services;

    private BookingWorld(NpgsqlDataSource database)
    {
        _database = database;
        var options = new SandboxOptions("/page", "clé");
        var desk = new SandboxDesk(database, options, Clock);
        _services = new ServiceCollection()
            .AddSingleton(database).AddSingleton<TimeProvider>(Clock).AddSingleton(RuleBook.Current)
            .AddSingleton(new MasterKeys("test", new Dictionary<string, byte[]> { ["test"] = new byte[MasterKeys.KeyLength] }))
            .AddSingleton(new BookingSite(() => "https://site.example"))
            .AddSingleton<ActionPageQuery>().AddSingleton<EntitlementStore>()
            .AddSingleton<ICardProvider>(new SandboxProvider(options, new CardPaths(id => $"/back/{id}", name => $"/told/{name}"), desk))
            .AddLogging().AddSingleton<IdentityVault>().AddCards().AddBookings()
            .AddPayouts().AddFundAccounts().AddSingleton<IInvoiceRenderer, PlainInvoices>()
            .AddSingleton(new PayoutSettings(new PayoutDebtor("Caisse des Dépôts", "FR1420041010050500013M02606", null)))
            .AddSingleton(new PayoutSite(() => "https://site.example", "/of/paiements", "/gestion/versements"))
            .BuildServiceProvider();
    }

    public CardWorld.MovableClock Clock { get; } = new() { Now = new(2026, 12, 1, 9, 0, 0, TimeSpan.Zero) };
    public string Siret { get; private set; } = "";
    public long Session { get; private set; }
    public Actor Staff { get; private set; } = Actor.Program;
    public DateOnly Today => Clock.Today();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    /// <param name="starts">Of the one session.</param>
    /// <param name="months">How long it lasts.</param>
    public static async Task<BookingWorld> CreateAsync(
        NpgsqlDataSource database, DateOnly? starts = null, int months = 1, int? capacity = null)
    {
        var world = new BookingWorld(database);
        await world.PublishAsync(starts ?? new(2027, 2, 1), months);
        if (capacity is not null)
            await world.ExecuteAsync("UPDATE session SET capacity = @capacity WHERE id = @Session", new { capacity, world.Session });
        return world;
    }

    private async Task PublishAsync(DateOnly starts, int months)
    {
        Siret = $"5{Interlocked.Increment(ref _providers):0000000000000}";
        var session = TestOffers.Session("S1", starts) with { End = starts.AddMonths(months).AddDays(-1) };
        var second = TestOffers.Session("S2", starts.AddMonths(2)) with { End = starts.AddMonths(2 + months).AddDays(-1) };
        await using (var import = await CatalogueImport.BeginAsync(_database, Siret, Stop))
        {
            await import.AddAsync(new AcceptedOffer(TestOffers.Offer() with { CertificationCode = Certification },
                [TestOffers.Accepted(TestOffers.Action() with { Fees = new(0m, 1500m, 1500m) }, session, second)]), Stop);
            await import.CommitAsync(true, Stop);
        }
        Session = await SessionAsync("S1");
        var organisation = await ScalarAsync<Guid>("INSERT INTO organisation (kind, name) VALUES ('provider', 'Centre') RETURNING id");
        await ExecuteAsync("INSERT INTO organisation_siret (organisation_id, siret, kind) VALUES (@organisation, @Siret, 'provider')",
            new { organisation, Siret });
        var account = await AccountAsync("professional");
        await ExecuteAsync("INSERT INTO membership (organisation_id, account_id, roles) VALUES (@organisation, @account, ARRAY['bookings'])", new { organisation, account });
        Staff = new Actor(account, "bookings", organisation);
    }

    public Task<long> SessionAsync(string number) => ScalarAsync<long>("""
        SELECT s.id FROM session s JOIN action a ON a.id = s.action_id JOIN offer o ON o.id = a.offer_id WHERE o.siret = @Siret AND s.number = @number
        """, new { Siret, number });

    /// <summary>A verified holder with annual rights.</summary>
    public async Task<Actor> HolderAsync(long rights = 100_000)
    {
        var account = await AccountAsync("holder");
        await ExecuteAsync("""
            INSERT INTO holder (account_id, birth_name, birth_given_names, birth_date, sex, birth_place, birth_country, identity_status, identity_source, nir_status)
            VALUES (@account, 'EXEMPLE', 'Camille', '1985-02-26', 'female', '69123', '99100', 'verified', 'franceconnect', 'tied')
            """, new { account });
        await _database.InTransactionAsync(async connection =>
        {
            var holder = await LedgerAccounts.HolderAsync(connection, Guid.NewGuid().ToByteArray().Concat(new byte[16]).ToArray());
            await connection.ExecuteAsync("UPDATE ledger_holder SET account_id = @account WHERE id = @holder", new { account, holder });
            var rules = await RuleSets.FreezeAsync(connection, RuleBook.Current.On(Today));
            if (rights <= 0)
                return;
            var bucket = await LedgerAccounts.OpenBucketAsync(connection, holder, new BucketTerms(AccountKinds.Annual));
            var fund = await LedgerAccounts.CounterAsync(connection, AccountKinds.Funder, CounterCodes.FranceCompetences);
            await LedgerPosting.PostAsync(
                connection, new LedgerEvent($"test/{holder}", holder, Today, rules),
                [new Transfer(Natures.Credit, fund, bucket, rights, "test")]);
        }, Stop);
        return new Actor(account, Roles.Holder);
    }

    private Task<Guid> AccountAsync(string kind) => ScalarAsync<Guid>(
        "INSERT INTO account (kind, email, given_names, family_name, activated_at) VALUES (@kind, @email, 'Camille', 'EXEMPLE', now()) RETURNING id",
        new { kind, email = $"{Guid.NewGuid()}@example.org" });

    public static DossierKey Mine(Guid id, Actor holder) => DossierKey.OfLearner(id, holder.AccountId!.Value);

    public DossierKey Theirs(Guid id) => DossierKey.OfProvider(id, [Siret]);

    /// <summary>A draft that nothing stands against.</summary>
    public async Task<Guid> DraftAsync(Actor holder, string status = "employee", long? session = null)
    {
        var id = await Get<Drafts>().StartAsync(session ?? Session, holder, Stop);
        await Get<Drafts>().SetProfileAsync(Mine(id, holder), new(status, "camille@example.org", null, "69123", null), holder, Stop);
        Assert.True(await Get<Drafts>().AcceptTermsAsync(Mine(id, holder), RuleBook.Current.On(Today).Stamp, holder, Stop));
        return id;
    }

    public async Task<Guid> SentAsync(Actor holder, string status = "employee", long? session = null)
    {
        var id = await DraftAsync(holder, status, session);
        await Get<Sending>().SendAsync(Mine(id, holder), holder, Stop);
        return id;
    }

    public async Task<Guid> ProposedAsync(
        Actor holder, string status = "employee", Func<Proposal, Proposal>? change = null, long? session = null)
    {
        var id = await SentAsync(holder, status, session);
        var proposal = Proposal.AsRequested(await RowAsync(id));
        await Get<ProviderAnswers>().ProposeAsync(Theirs(id), null, change?.Invoke(proposal) ?? proposal, Staff, Stop);
        return id;
    }

    /// <summary>Accepts, and pays what is to be paid by card.</summary>
    public async Task<Guid> AcceptedAsync(Actor holder, string status = "employee")
    {
        var id = await ProposedAsync(holder, status);
        if (await AcceptAsync(id, holder) is { } payment)
            Assert.Equal(CardOutcomes.Taken, await SayAsync(payment, CardEvent.Paid));
        Assert.Equal(BookingProcess.Accepted, await StateAsync(id));
        return id;
    }

    /// <summary>What another booking would cost the holder now.</summary>
    public async Task<Money.Funding.FundingPlan> AcceptanceOfCreditAsync(Actor holder)
    {
        var id = await ProposedAsync(holder, session: await SessionAsync("S2"));
        return (await Get<Acceptances>().PlanAsync(Mine(id, holder), Stop))!.Plan!;
    }

    /// <returns>The card payment whose page is open.</returns>
    public async Task<Guid?> AcceptAsync(Guid id, Actor holder)
    {
        var plan = (await Get<Acceptances>().PlanAsync(Mine(id, holder), Stop))!.Plan!;
        return (await Get<Acceptances>().AcceptAsync(Mine(id, holder), null, plan.CardCents, holder, Stop)).Payment;
    }

    public async Task<string> SayAsync(Guid payment, CardEvent said, string? key = null)
    {
        var found = (await Get<CardPayments>().FindAsync(payment, Stop))!;
        return await Get<CardSettlement>().ReceiveAsync(SandboxProvider.ProviderName, new CardNotification(
            key ?? Guid.NewGuid().ToString(), found.Reference, said, "T1", found.AmountCents, "EUR"), Stop);
    }

    public async Task<Guid> EnteredAsync(Actor holder, string status = "employee")
    {
        var id = await AcceptedAsync(holder, status);
        MoveTo((await RowAsync(id)).Starts!.Value);
        await Get<Entries>().DeclareAsync(Theirs(id), null, Today, Staff, Stop);
        return id;
    }

    /// <summary>Followed at a rate, declared and validated by the clock.</summary>
    public async Task<Guid> ValidatedAsync(Actor holder, int rate = 100, bool forceMajeure = false, string reason = "learner-left")
    {
        var id = await EnteredAsync(holder);
        // The entry counts a day later.
        Clock.Now += TimeSpan.FromHours(25);
        await RunAsync();
        MoveTo((await RowAsync(id)).Ends!.Value);
        await Get<Exits>().DeclareAsync(Theirs(id), null,
            new ExitDeclaration(Today, rate == 100 ? ExitDeclaration.Total : reason, rate, forceMajeure), Staff, Stop);
        MoveTo(Today.AddDays(12));
        await RunAsync();
        Assert.Equal(BookingProcess.ServiceValidated, await StateAsync(id));
        return id;
    }

    /// <summary>Noon in Paris, winter or summer.</summary>
    public void MoveTo(DateOnly day) => Clock.Now = new DateTimeOffset(ParisTime.StartOf(day), TimeSpan.Zero).AddHours(12);

    public Task<DeadlineReport> RunAsync() => Get<DeadlineRunner>().RunDueAsync(Stop);

    public async Task<BookingRow> RowAsync(Guid id) => (await Get<DossierReader>().FindAsync(DossierKey.OfService(id), Stop))!.Row;

    public async Task<DossierView> ViewAsync(Guid id) => (await Get<DossierReader>().FindAsync(new DossierKey(id, _ => true), Stop))!;

    public async Task<string> StateAsync(Guid id) => (await ViewAsync(id)).Row.State;

    /// <summary>Free cents of a kind.</summary>
    public Task<long> FreeAsync(Actor holder, string kind = AccountKinds.Annual) => ScalarAsync<long>("""
        SELECT coalesce(sum(b.balance), 0)::bigint FROM ledger_account a JOIN ledger_balance b ON b.account = a.id JOIN ledger_holder h ON h.id = a.holder
        WHERE h.account_id = @AccountId AND a.kind = @kind
        """, new { holder.AccountId, kind });

    /// <summary>Owed to the provider.</summary>
    public Task<long> OwedAsync() => ScalarAsync<long>(
        "SELECT coalesce(sum(o.balance), 0)::bigint FROM ledger_account a JOIN ledger_owed o ON o.account = a.id WHERE a.kind = 'provider' AND a.code = @Siret", new { Siret });

    public Task<int> SeatsAsync(long? session = null) =>
        ScalarAsync<int>("SELECT seats_taken FROM session WHERE id = @session", new { session = session ?? Session });

    public async Task VerifyAsync() =>
        Assert.All(await LedgerVerification.RunAsync(_database, cancel: Stop), f => Assert.Empty(f.Examples));

    public async Task<T> ScalarAsync<T>(string sql, object? values = null)
    {
        await using var connection = await _database.OpenConnectionAsync(Stop);
        return (await connection.ExecuteScalarAsync<T>(sql, values))!;
    }

    public async Task ExecuteAsync(string sql, object? values = null)
    {
        await using var connection = await _database.OpenConnectionAsync(Stop);
        await connection.ExecuteAsync(sql, values);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
