using Dapper;
using Marketplace.Bookings;
using Marketplace.Bookings.Dossiers;
using Marketplace.Catalogue.Actions;
using Marketplace.Catalogue.Offers;
using Marketplace.Money.Entitlements;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Marketplace.Payments.Cards;
using Marketplace.Payments.Cards.Sandbox;
using Marketplace.People.Access;
using Marketplace.Platform.Data;
using Marketplace.Platform.Time;
using Marketplace.Platform.Vault;
using Marketplace.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Marketplace.Chaos.Bookings;

/// <summary>
/// A provider with few seats, holders with rights, a card provider and a clock that all processes share, so that a walk can go on where a
/// killed one ended.
/// </summary>
public sealed class BookingScene : IAsyncDisposable
{
    public const string Siret = "50000000000017";
    private const int Actions = 30;
    private const int SessionsOfOne = 24;
    private readonly ServiceProvider _services;

    private BookingScene(NpgsqlDataSource database, MarketplaceClock clock)
    {
        (Database, Clock) = (database, clock);
        var options = new SandboxOptions("/page", "clé");
        var desk = new SandboxDesk(database, options, clock);
        _services = new ServiceCollection()
            .AddSingleton(database).AddSingleton<TimeProvider>(clock).AddSingleton(RuleBook.Current)
            .AddSingleton(new MasterKeys("test", new Dictionary<string, byte[]> { ["test"] = new byte[MasterKeys.KeyLength] }))
            .AddSingleton(new BookingSite(() => "https://site.example"))
            .AddSingleton<ActionPageQuery>().AddSingleton<EntitlementStore>()
            .AddSingleton<ICardProvider>(new SandboxProvider(options, new CardPaths(id => $"/back/{id}", name => $"/told/{name}"), desk))
            .AddLogging().AddCards().AddBookings()
            .BuildServiceProvider();
    }

    public NpgsqlDataSource Database { get; }
    public MarketplaceClock Clock { get; }
    public Actor Staff { get; private set; } = Actor.Program;
    public IReadOnlyList<Actor> Holders { get; private set; } = [];
    public IReadOnlyList<(long Id, DateOnly Starts)> Sessions { get; private set; } = [];

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Makes what is missing, and finds what is there.</summary>
    public static async Task<BookingScene> OpenAsync(NpgsqlDataSource database, int holders, int capacity, CancellationToken cancel)
    {
        var scene = new BookingScene(database, await MarketplaceClock.MovableAsync(database, cancel));
        await using var connection = await database.OpenConnectionAsync(cancel);
        if (await connection.ExecuteScalarAsync<int>("SELECT count(*)::int FROM organisation WHERE name = 'Walk'") == 0)
            await scene.MakeAsync(connection, holders, capacity, cancel);
        scene.Sessions = [.. await connection.QueryAsync<(long, DateOnly)>(
            "SELECT s.id, s.starts FROM session s JOIN action a ON a.id = s.action_id JOIN offer o ON o.id = a.offer_id WHERE o.siret = @Siret ORDER BY s.id", new { Siret })];
        scene.Holders = [.. (await connection.QueryAsync<Guid>(
            "SELECT account_id FROM ledger_holder h JOIN account a ON a.id = h.account_id WHERE a.family_name = 'WALK' ORDER BY account_id"))
            .Select(id => new Actor(id, Roles.Holder))];
        var (account, organisation) = await connection.QuerySingleAsync<(Guid, Guid)>(
            "SELECT account_id, organisation_id FROM membership m JOIN organisation o ON o.id = m.organisation_id WHERE o.name = 'Walk'");
        scene.Staff = new Actor(account, "bookings", organisation);
        return scene;
    }

    private async Task MakeAsync(NpgsqlConnection connection, int holders, int capacity, CancellationToken cancel)
    {
        var today = Clock.Today();
        await using (var import = await CatalogueImport.BeginAsync(Database, Siret, cancel))
        {
            await import.AddAsync(new AcceptedOffer(TestOffers.Offer(), [.. Enumerable.Range(0, Actions).Select(a => TestOffers.Accepted(
                TestOffers.Action($"A{a}") with { Fees = new(0m, 1234.56m + a, 1234.56m + a) },
                [.. Enumerable.Range(0, SessionsOfOne).Select(n => TestOffers.Session($"S{n}", today.AddDays(30 + (n * 12))) with
                {
                    // Some over three months, so that there are deposits.
                    End = today.AddDays(30 + (n * 12) + (n % 2 == 0 ? 20 : 120)),
                })]))]), cancel);
            await import.CommitAsync(true, cancel);
        }
        await connection.ExecuteAsync(
            "UPDATE session SET capacity = @capacity WHERE action_id IN (SELECT a.id FROM action a JOIN offer o ON o.id = a.offer_id WHERE o.siret = @Siret)",
            new { capacity, Siret });
        var rules = await RuleSets.FreezeAsync(connection, RuleBook.Current.On(today), cancel);
        for (var n = 0; n < holders; n++)
            await HolderAsync(rules, n, today, cancel);
        var account = await AccountAsync(connection, "professional", "STAFF");
        var organisation = await connection.ExecuteScalarAsync<Guid>(
            "INSERT INTO organisation (kind, name) VALUES ('provider', 'Walk') RETURNING id");
        await connection.ExecuteAsync("""
            INSERT INTO organisation_siret (organisation_id, siret, kind) VALUES (@organisation, @Siret, 'provider');
            INSERT INTO membership (organisation_id, account_id, roles) VALUES (@organisation, @account, ARRAY['bookings'])
            """, new { organisation, Siret, account });
    }

    /// <summary>A verified holder; some with rights for all of it, some for a part, with top-ups among it.</summary>
    private Task HolderAsync(string rules, int n, DateOnly today, CancellationToken cancel) =>
        Database.InTransactionAsync(async connection =>
    {
        var account = await AccountAsync(connection, "holder", "WALK");
        await connection.ExecuteAsync("""
            INSERT INTO holder (account_id, birth_name, birth_given_names, birth_date, sex, birth_place, birth_country, identity_status, identity_source, nir_status)
            VALUES (@account, 'WALK', 'Camille', '1985-02-26', 'female', '69123', '99100', 'verified', 'franceconnect', 'tied')
            """, new { account });
        var holder = await LedgerAccounts.HolderAsync(connection, System.Security.Cryptography.RandomNumberGenerator.GetBytes(32), cancel);
        await connection.ExecuteAsync("UPDATE ledger_holder SET account_id = @account WHERE id = @holder", new { account, holder });
        await CreditAsync(connection, holder, new BucketTerms(AccountKinds.Annual), CounterCodes.FranceCompetences,
            30_000 + (n % 7 * 70_001), rules, today, cancel);
        if (n % 3 == 0)
        {
            var fund = CounterCodes.Fund("funder", "123456782");
            await CreditAsync(connection, holder, new BucketTerms(AccountKinds.TopUp, "region", fund, UsableUntil: today.AddDays(60 + n)),
                fund, 12_345, rules, today, cancel);
        }
    }, cancel);

    private static async Task CreditAsync(
        NpgsqlConnection connection, long holder, BucketTerms terms, string funder, long cents, string rules, DateOnly today,
        CancellationToken cancel)
    {
        var bucket = await LedgerAccounts.OpenBucketAsync(connection, holder, terms, cancel);
        var fund = await LedgerAccounts.CounterAsync(connection, AccountKinds.Funder, funder, cancel: cancel);
        if (funder.Contains(':', StringComparison.Ordinal))
            await LedgerPosting.PostAsync(connection, new LedgerEvent($"walk/{bucket}/cash", null, today, rules),
                [new Transfer(Natures.Receive,
                await LedgerAccounts.CounterAsync(connection, AccountKinds.Cash, CounterCodes.Bank, cancel: cancel), fund, cents, "test")],
                cancel);
        await LedgerPosting.PostAsync(
            connection, new LedgerEvent($"walk/{bucket}", holder, today, rules),
            [new Transfer(Natures.Credit, fund, bucket, cents, "test")], cancel);
    }

    private static Task<Guid> AccountAsync(NpgsqlConnection connection, string kind, string name) => connection.ExecuteScalarAsync<Guid>(
        "INSERT INTO account (kind, email, given_names, family_name, activated_at) VALUES (@kind, @email, 'Camille', @name, now()) RETURNING id",
        new { kind, email = $"{Guid.NewGuid()}@example.org", name });

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
