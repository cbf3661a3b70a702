using System.Globalization;
using System.Text;
using Dapper;
using Marketplace.Money.Bank;
using Marketplace.Money.Dotations;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Marketplace.People.Access;
using Marketplace.Platform.Data;
using Marketplace.Platform.Importing;
using Marketplace.Platform.Vault;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace Marketplace.IntegrationTests.Dotations;

/// <summary>An employer, a bank and a clock, and what they do as the tests say it.</summary>
public sealed class DotationWorld(NpgsqlDataSource database)
{
    public const string Siren = "123456782";
    public const string Earmark = "RNCP37805";
    private const string Header = "nir;montant;certifications;date_limite;rendre_reste\n";

    public static readonly IdentityVault Vault = new(
        new MasterKeys("test", new Dictionary<string, byte[]> { ["test"] = new byte[MasterKeys.KeyLength] }));
    private static readonly RuleBook Book = RuleBook.Current;
    private int _entries;

    public MovableClock Clock { get; } = new();
    public DateOnly Today => DateOnly.FromDateTime(Clock.Now.UtcDateTime);
    public Guid Organisation { get; private set; }
    private static int _establishments;
    public Actor Member { get; private set; } = Actor.Program;

    /// <summary>Decides on transfers.</summary>
    public Actor Operator => Member with { Role = Roles.OfMission("rights"), OnBehalfOf = null };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<DotationWorld> CreateAsync(NpgsqlDataSource database)
    {
        var world = new DotationWorld(database);
        await using var connection = await database.OpenConnectionAsync(Stop);
        world.Organisation = await connection.ExecuteScalarAsync<Guid>(
            "INSERT INTO organisation (kind, name) VALUES ('employer', 'Employeur') RETURNING id");
        await connection.ExecuteAsync(
            "INSERT INTO organisation_siret (organisation_id, siret, kind) VALUES (@Organisation, @siret, 'employer')",
            new { world.Organisation, siret = $"{Siren}{Interlocked.Increment(ref _establishments):00000}" });
        var account = await connection.ExecuteScalarAsync<Guid>(
            "INSERT INTO account (kind, email, given_names, family_name, activated_at) VALUES ('professional', @email, 'Camille', 'EXEMPLE', now()) RETURNING id",
            new { email = $"{Guid.NewGuid()}@example.org" });
        world.Member = new Actor(account, "employer-staff", world.Organisation);
        await connection.ExecuteAsync(
            "INSERT INTO certification (code, title) VALUES (@Earmark, 'Cuisine'), ('RS5252', 'Anglais') ON CONFLICT DO NOTHING",
            new { Earmark });
        return world;
    }

    /// <summary>A made-up number with its key.</summary>
    public static string Nir(int n)
    {
        var thirteen = $"2850269{1 + (n / 900):000}{1 + (n % 900):000}";
        return thirteen + (97 - (long.Parse(thirteen, CultureInfo.InvariantCulture) % 97)).ToString("00", CultureInfo.InvariantCulture);
    }

    public Task<(Guid? Order, ReferenceFileReport Report)> DraftAsync(string lines, string product = "employer-voluntary") =>
        DraftBytesAsync(Encoding.UTF8.GetBytes(Header + lines), product);

    public Task<(Guid? Order, ReferenceFileReport Report)> DraftBytesAsync(byte[] file, string product = "employer-voluntary") =>
        new BeneficiaryImport(database, Vault, Book)
            .RunAsync(new OrderRequest(Organisation, Siren, DotationProduct.Find(product)!, product),
            new ReferenceInput("essai.csv", () => new MemoryStream(file)), Member, Today, Stop);

    /// <summary>A confirmed order and its label.</summary>
    public async Task<(Guid Order, string Label)> OrderAsync(string lines, string product = "employer-voluntary")
    {
        var (order, report) = await DraftAsync(lines, product);
        Assert.Empty(report.Messages);
        Assert.Equal(OrderChange.Done, await ConfirmAsync(order!.Value));
        return (order.Value, (await FindAsync(order.Value)).Order.Label!);
    }

    private DotationOrders Orders => new(database, Book);

    public async Task<OrderChange> ConfirmAsync(Guid order) =>
        await Orders.ConfirmAsync(Organisation, order, await SeenAsync(order), Member, Today, Stop);

    public async Task<OrderChange> CancelAsync(Guid order) =>
        await Orders.CancelAsync(Organisation, order, await SeenAsync(order), Member, Stop);

    private async Task<string> SeenAsync(Guid order) => (await Orders.FindAsync(Organisation, order, Stop))?.Order.Version ?? "";

    public async Task<DotationOrderDetail> FindAsync(Guid order) =>
        Assert.IsType<DotationOrderDetail>(await Orders.FindAsync(Organisation, order, Stop));

    public async Task<string> StateAsync(Guid order) => (await FindAsync(order)).Order.State;

    /// <summary>One transfer with a reference of its own, or this one; imported and matched.</summary>
    public Task<BankMatchingReport> PayAsync(string euros, string text, string? reference = null, string currency = "EUR") =>
        StatementAsync($"{reference ?? $"{Organisation:N}-{++_entries}"};2026-11-26;{euros};{text};{currency}\n");

    public async Task<BankMatchingReport> StatementAsync(string lines)
    {
        Assert.Equal(0, (await ImportAsync(Encoding.UTF8.GetBytes("reference;date;montant;libelle;devise\n" + lines))).ExitStatus);
        return await MatchAsync();
    }

    public async Task<ReferenceReport> ImportAsync(byte[] statement, string extension = "csv")
    {
        var path = Path.Combine(Path.GetTempPath(), $"releve-{Guid.NewGuid():N}.{extension}");
        await File.WriteAllBytesAsync(path, statement, Stop);
        try
        {
            return await BankImport.RunAsync(database, path, dryRun: false, cancel: Stop);
        }
        finally
        {
            File.Delete(path);
        }
    }

    public Task<BankMatchingReport> MatchAsync() => new BankMatching(database, Book, Clock).RunAsync(Stop);

    public DotationCrediting Crediting => new(database, Clock, NullLogger<DotationCrediting>.Instance);

    public Task<DotationCreditingReport> CreditAsync() => Crediting.RunAsync(Stop);

    public Task<DotationExpiryReport> ExpireAsync() => new DotationExpiry(database, Book, Clock).RunAsync(Stop);

    public BankDecisions Decisions => new(database, Book, Clock);

    /// <summary>The person's account of rights.</summary>
    public async Task<long> HolderAsync(int n)
    {
        await using var connection = await database.OpenConnectionAsync(Stop);
        return await LedgerAccounts.HolderAsync(connection, await Vault.LookupAsync(connection, "nir", Nir(n), Stop), Stop);
    }

    public async Task<IReadOnlyList<Bucket>> BucketsAsync(int n)
    {
        await using var connection = await database.OpenConnectionAsync(Stop);
        return await LedgerAccounts.BucketsAsync(connection, await HolderAsync(n), Stop);
    }

    public Task RetireAsync(int n, DateOnly day) =>
        ExecuteAsync("UPDATE ledger_holder SET retired_on = @day WHERE id = @id", async () => new { day, id = await HolderAsync(n) });

    public async Task<bool> ReserveAsync(int n, Guid booking, long cents, string? certification = Earmark)
    {
        var (holder, buckets) = (await HolderAsync(n), await BucketsAsync(n));
        var shares = new List<(long, long)>();
        foreach (var source in Marketplace.Money.Funding.UsableRights.Of(buckets, certification, Today).Dotations)
        {
            var taken = Math.Min(source.Cents, cents - shares.Sum(s => s.Item2));
            if (taken > 0)
                shares.Add((source.Bucket!.Value, taken));
        }
        return shares.Count > 0 && await database.InTransactionAsync(async connection => await BookingLedger.ReserveAsync(connection,
            new AcceptedBooking(booking, holder, shares.Sum(s => s.Item2), 0, "test", null, shares, Certification: certification), Today,
            await RuleSets.FreezeAsync(connection, Book.On(Today), Stop), Stop), Stop);
    }

    public Task<bool> ReleaseAsync(int n, Guid booking, string step = "released") =>
        SettleAsync(n, booking, step, (connection, s, lines) => BookingLedger.ReleaseAsync(connection, s, lines, Stop));

    public Task<bool> DebitAsync(int n, Guid booking, string step = "debited") =>
        SettleAsync(n, booking, step, (connection, s, lines) => BookingLedger.DebitAsync(connection, s, "99900100000000", lines, Stop));

    private async Task<bool> SettleAsync(
        int n, Guid booking, string step, Func<NpgsqlConnection, BookingStep, List<(OpenLine, long)>, Task<bool>> settle)
    {
        var holder = await HolderAsync(n);
        return await database.InTransactionAsync(async connection =>
        {
            await LedgerPosting.LockAsync(connection, holder, Stop);
            var lines = (await BookingLedger.ReservedAsync(connection, booking, Stop)).Select(l => (l, l.Remaining)).ToList();
            return await settle(connection,
                new BookingStep(booking, step, holder, Today, await RuleSets.FreezeAsync(connection, Book.On(Today), Stop), "test"), lines);
        }, Stop);
    }

    /// <summary>Balance of a fund.</summary>
    public Task<long> FundAsync(string code) => ScalarAsync<long>(
        "SELECT coalesce((SELECT balance FROM ledger_account a JOIN ledger_fund f ON f.account = a.id WHERE a.kind = 'funder' AND a.code = @code), 0)", new { code });

    /// <summary>What is owed back.</summary>
    public Task<long> OwedAsync(string code) => ScalarAsync<long>(
        "SELECT coalesce(sum(t.amount), 0)::bigint FROM ledger_transfer t JOIN ledger_account a ON a.id = t.credit WHERE a.kind = 'refund' AND a.code = @code", new { code });

    public async Task<T> ScalarAsync<T>(string sql, object? values = null)
    {
        await using var connection = await database.OpenConnectionAsync(Stop);
        return (await connection.ExecuteScalarAsync<T>(sql, values))!;
    }

    public async Task VerifyAsync() => Assert.All(await LedgerVerification.RunAsync(database, cancel: Stop), f => Assert.Empty(f.Examples));

    private async Task ExecuteAsync(string sql, Func<Task<object>> values)
    {
        var given = await values();
        await using var connection = await database.OpenConnectionAsync(Stop);
        await connection.ExecuteAsync(sql, given);
    }

    /// <summary>Noon in November, until it is moved.</summary>
    public sealed class MovableClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
