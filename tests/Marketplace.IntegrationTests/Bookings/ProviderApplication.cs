using System.Security.Cryptography;
using Dapper;
using Marketplace.Bookings.Acceptance;
using Marketplace.Bookings.Answers;
using Marketplace.Bookings.Deadlines;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Requests;
using Marketplace.Catalogue.Providers;
using Marketplace.IntegrationTests.Access;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.IntegrationTests.Organisations;
using Marketplace.IntegrationTests.Pages;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Marketplace.People.Access;
using Marketplace.Platform.Data;
using Marketplace.Platform.Time;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Marketplace.IntegrationTests.Bookings;

/// <summary>
/// The program with a catalogue whose provider is an organisation with staff, and learners who can afford it: what pages of providers,
/// funders and operators are tried with.
/// </summary>
public class ProviderApplication : CatalogueApplication
{
    /// <summary>An establishment of the same organisation that offers nothing here.</summary>
    public static readonly string OtherSiret = Siret.WithCheckDigit("9990000000004");

    private int _people;

    public Guid Organisation { get; private set; }

    /// <summary>Handles bookings of the whole organisation.</summary>
    public Professional Staff { get; private set; } = null!;

    /// <summary>Sees bookings for billing, and changes none.</summary>
    public Professional Billing { get; private set; } = null!;

    /// <summary>Handles bookings of <see cref="OtherSiret"/> alone.</summary>
    public Professional Limited { get; private set; } = null!;

    /// <summary>Handles bookings of another organisation.</summary>
    public Professional Stranger { get; private set; } = null!;

    public Guid StrangersOrganisation { get; private set; }

    public string Inbox => $"/of/{Organisation}/inscriptions";

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public DateOnly Today => Service<TimeProvider>().Today();

    public T Service<T>() where T : notnull => Services.GetRequiredService<T>();

    protected override async Task AfterStartAsync()
    {
        Staff = await Professional.SignedInAsync(this, "inscriptions@organisme.example");
        Billing = await Professional.SignedInAsync(this, "factures@organisme.example");
        Limited = await Professional.SignedInAsync(this, "antenne@organisme.example");
        Stranger = await Professional.SignedInAsync(this, "inscriptions@ailleurs.example");
        Organisation = await Professional.OrganisationAsync(
            this, "provider", (Staff, ["bookings"]), (Billing, ["billing"]), (Limited, ["bookings"]));
        StrangersOrganisation = await Professional.OrganisationAsync(this, "provider", (Stranger, ["bookings"]));
        foreach (var siret in new[] { SampleCatalogue.Siret, OtherSiret })
            await this.ExecuteAsync(
                "INSERT INTO organisation_siret (organisation_id, siret, kind) VALUES (@Organisation, @siret, 'provider')",
                new { Organisation, siret });
        await this.ExecuteAsync("UPDATE membership SET sirets = ARRAY[@OtherSiret] WHERE account_id = @Id", new { OtherSiret, Limited.Id });
    }

    /// <summary>Somebody whose identity is verified and who has rights of 2 000 €.</summary>
    public async Task<Guid> LearnerAsync(string family = "ROUX")
    {
        var number = Interlocked.Increment(ref _people);
        return await Service<NpgsqlDataSource>().InTransactionAsync(async connection =>
        {
            var account = await connection.ExecuteScalarAsync<Guid>("""
                INSERT INTO account (kind, email, given_names, family_name, activated_at) VALUES ('holder', @email, 'Zoé', @family, now()) RETURNING id
                """, new { email = $"eleve{number}@exemple.fr", family });
            await connection.ExecuteAsync("""
                INSERT INTO holder (account_id, birth_name, birth_given_names, birth_date, sex, birth_place, birth_country, identity_status, identity_source, nir_status)
                VALUES (@account, @family, 'Zoé', '1990-05-17', 'female', '75056', '99100', 'verified', 'franceconnect', 'tied')
                """, new { account, family });
            var holder = await LedgerAccounts.HolderAsync(connection, RandomNumberGenerator.GetBytes(32));
            await connection.ExecuteAsync("UPDATE ledger_holder SET account_id = @account WHERE id = @holder", new { account, holder });
            var day = Today;
            var rules = await RuleSets.FreezeAsync(connection, RuleBook.Current.On(day));
            var funder = await LedgerAccounts.CounterAsync(connection, AccountKinds.Funder, CounterCodes.FranceCompetences);
            var bucket = await LedgerAccounts.OpenBucketAsync(connection, holder, new BucketTerms(AccountKinds.Annual));
            await LedgerPosting.PostAsync(
                connection, new LedgerEvent($"test/{holder}", holder, day, rules),
                [new Transfer(Natures.Credit, funder, bucket, 2_000_00, "test")]);
            return account;
        });
    }

    /// <summary>A request that was just sent.</summary>
    public async Task<Guid> RequestAsync(string? action = null, string family = "ROUX", string message = "Je suis motivée.")
    {
        var account = await LearnerAsync(family);
        var actor = new Actor(account, Roles.Holder);
        var session = await this.ScalarAsync<long>(
            "SELECT s.id FROM session s JOIN action a ON a.id = s.action_id WHERE a.public_id = @action AND s.open",
            new { action = action ?? SampleCatalogue.Kitchen });
        var id = await Service<Drafts>().StartAsync(session, actor, Stop);
        var key = DossierKey.OfLearner(id, account);
        await Service<Drafts>()
            .SetProfileAsync(key, new DraftProfile("jobseeker", "zoe@exemple.fr", "0612345678", "69123", message), actor, Stop);
        Assert.True(await Service<Drafts>().AcceptTermsAsync(key, RuleBook.Current.On(Today).Stamp, actor, Stop));
        await Service<Sending>().SendAsync(key, actor, Stop);
        return id;
    }

    /// <summary>A booking that its learner has accepted.</summary>
    public async Task<Guid> AcceptedAsync(string? action = null)
    {
        var id = await RequestAsync(action);
        await ProposeAsync(id);
        await AcceptAsync(id);
        return id;
    }

    public async Task ProposeAsync(Guid id)
    {
        var row = await RowAsync(id);
        await Service<ProviderAnswers>().ProposeAsync(DossierKey.OfService(id), null, Proposal.AsRequested(row), StaffActor, Stop);
    }

    public async Task AcceptAsync(Guid id)
    {
        var learner = await AccountOfAsync(id);
        Assert.Null((await Service<Acceptances>()
            .AcceptAsync(DossierKey.OfLearner(id, learner), null, 0, new Actor(learner, Roles.Holder), Stop)).Payment);
    }

    public Actor StaffActor => new(Staff.Id, "bookings", Organisation);

    public Task<Guid> AccountOfAsync(Guid id) => this.ScalarAsync<Guid>("SELECT account_id FROM booking WHERE id = @id", new { id })!;

    public Task<string> StateAsync(Guid id) => this.ScalarAsync<string>("SELECT state FROM booking WHERE id = @id", new { id })!;

    public async Task<BookingRow> RowAsync(Guid id) => (await Service<DossierReader>().FindAsync(DossierKey.OfService(id), Stop))!.Row;

    public async Task<PersonBrowser> LearnersBrowserAsync(Guid id) => await PersonBrowser.SignInAsync(this, await AccountOfAsync(id));

    /// <summary>Moves the clock to noon of a day, and does what is due by then.</summary>
    public async Task GoToAsync(DateOnly day)
    {
        var clock = Service<MarketplaceClock>();
        var noon = new DateTimeOffset(day.ToDateTime(new TimeOnly(11, 0)), TimeSpan.Zero);
        if (noon > clock.GetUtcNow())
            await clock.MoveForwardAsync(noon - clock.GetUtcNow(), Stop);
        await Service<DeadlineRunner>().RunDueAsync(Stop);
    }
}
