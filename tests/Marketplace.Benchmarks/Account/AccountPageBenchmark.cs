using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Dapper;
using Marketplace.Benchmarks.Reporting;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Marketplace.People.Accounts;
using Marketplace.Platform.Data;
using Marketplace.Platform.Vault;
using Marketplace.Testing;
using Npgsql;

namespace Marketplace.Benchmarks.Account;

/// <summary>
/// The pages of a holder's rights as a browser gets them, from a server process on a ledger with other holders: with so many
/// lines of history, against the same page with none. Session, access log and layout included.
/// </summary>
public static class AccountPageBenchmark
{
    private const int Warmup = 50;
    private const string Cookie = "__Host-session";

    private static readonly string Key = Convert.ToBase64String(new byte[MasterKeys.KeyLength]);

    private static readonly Dictionary<string, string> Settings = new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["DOTNET_ENVIRONMENT"] = "Production",
        ["RateLimits__AddressPerMinute"] = "0",
        ["RateLimits__AccountPerMinute"] = "0",
        ["Operator__SiteAddress"] = "https://formation.example.fr",
        ["Vault__CurrentKey"] = "benchmark",
        ["Vault__MasterKeys__benchmark"] = Key,
    };

    /// <param name="lines">Of the holder's history.</param>
    /// <param name="others">Holders beside, with forty lines each.</param>
    /// <param name="requests">Of each page.</param>
    public static async Task<IReadOnlyList<BenchmarkRow>> RunAsync(int lines, int others, int requests, CancellationToken cancel)
    {
        var directory = ServerProcess.NewDirectory();
        try
        {
            string full, empty;
            await using (var database = await MarketplaceDatabase.OpenAsync(null, null, directory, cancel: cancel))
            {
                await FillAsync(database.Source, others, cancel);
                // Statistics as they are on a system that has run for a while; the tables' owner may gather them.
                await using (var owner = NpgsqlDataSource.Create(database.PrivateServer!.ConnectionString(MarketplaceDatabase.PrivateName)))
                await using (var analyze = owner.CreateCommand(
                    "ANALYZE ledger_holder, ledger_account, ledger_balance, ledger_transfer, activity_declaration"))
                    await analyze.ExecuteNonQueryAsync(cancel);
                full = await HolderAsync(database.Source, lines, cancel);
                empty = await HolderAsync(database.Source, 0, cancel);
            }
            return await MeasureAsync(directory, full, empty, lines, requests, cancel);
        }
        finally
        {
            Directory.Delete(directory.Path, recursive: true);
        }
    }

    private static async Task<IReadOnlyList<BenchmarkRow>> MeasureAsync(
        DataDirectory directory, string full, string empty, int lines, int requests, CancellationToken cancel)
    {
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}"));
        await using var server = ServerProcess.StartCommand(directory, Settings, "serve", "--urls", address.ToString());
        using var http = new HttpClient(
            new SocketsHttpHandler { UseCookies = false, AutomaticDecompression = DecompressionMethods.All,
            AllowAutoRedirect = false }) { BaseAddress = address };
        while (!await ServerProcess.IsReadyAsync(http))
        {
            if (server.HasEnded)
                throw new InvalidOperationException($"The server ended: {server.Output}");
            await Task.Delay(50, cancel);
        }
        var rows = new List<BenchmarkRow>();
        foreach (var path in (string[])[
            "/mon-compte/droits", "/mon-compte/droits/historique", "/mon-compte/droits/releve.csv", "/mon-compte/droits/releve.pdf"])
        {
            var (ours, baseline) = (new List<double>(), new List<double>());
            for (var n = -Warmup; n < requests; n++)
            {
                // One after the other, in turns: both meet the same machine.
                var (withLines, without) = (await AskAsync(http, path, full, cancel), await AskAsync(http, path, empty, cancel));
                if (n < 0)
                    continue;
                ours.Add(withLines);
                baseline.Add(without);
            }
            rows.Add(BenchmarkRow.OfTimes($"{path}, {lines} lines; baseline: none", "ms", ours, baseline));
        }
        return rows;
    }

    /// <summary>Milliseconds until the last byte.</summary>
    private static async Task<double> AskAsync(HttpClient http, string path, string token, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Cookie", $"{Cookie}={token}");
        var started = Stopwatch.GetTimestamp();
        using var answer = await http.SendAsync(request, cancel);
        await answer.Content.ReadAsByteArrayAsync(cancel);
        var time = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return answer.StatusCode == HttpStatusCode.OK
            ? time : throw new InvalidOperationException($"{path} answered {(int)answer.StatusCode}.");
    }

    /// <summary>Other people's accounts, so that a holder's lines lie among many.</summary>
    private static async Task FillAsync(NpgsqlDataSource database, int others, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var day = new DateOnly(2026, 4, 1);
        var rules = await RuleSets.FreezeAsync(connection, RuleBook.Current.On(day), cancel);
        var funder = await LedgerAccounts.CounterAsync(connection, AccountKinds.Funder, CounterCodes.FranceCompetences, cancel: cancel);
        await connection.ExecuteAsync(new CommandDefinition("""
            INSERT INTO ledger_holder (person) SELECT sha256(n::text::bytea) FROM generate_series(1, @others) n;
            INSERT INTO ledger_account (holder, kind, unit, code) SELECT id, 'annual', 'cent', '' FROM ledger_holder;
            INSERT INTO ledger_transfer (event, line, nature, holder, debit, credit, amount, day, reason, rule_set)
            SELECT format('fill/%s/%s', a.id, n), 1, 'credit', a.holder, @funder, a.id, 1250, @day, 'crediting.annual 2025 employee', @rules
            FROM generate_series(1, 40) n, ledger_account a WHERE a.kind = 'annual';
            INSERT INTO activity_declaration (year, person, siren, contract, revision, regime, basis, quantity, absences, starts, ends, low_qualified, disabled, contribution_paid)
            SELECT year, person, '123456782', '1', 1, 'employee', 'hours', 160700, '', make_date(year, 1, 1), make_date(year, 12, 31), false, false, false
            FROM ledger_holder, generate_series(@year - 2, @year - 1) year;
            """, new { others, funder, day, rules, year = DateTime.UtcNow.Year }, commandTimeout: 0, cancellationToken: cancel));
    }

    /// <summary>A holder who is signed in: five years of credits, then bookings that are reserved, debited and released.</summary>
    /// <returns>The token of their session.</returns>
    private static Task<string> HolderAsync(NpgsqlDataSource database, int lines, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
    {
        var account = await connection.ExecuteScalarAsync<Guid>("INSERT INTO account (kind, given_names, family_name, activated_at) VALUES ('holder', 'Camille', 'EXEMPLE', now()) RETURNING id");
        await connection.ExecuteAsync("INSERT INTO holder (account_id) VALUES (@account)", new { account });
        var holder = await LedgerAccounts.HolderAsync(connection, RandomNumberGenerator.GetBytes(32), cancel);
        await connection.ExecuteAsync("UPDATE ledger_holder SET account_id = @account WHERE id = @holder", new { account, holder });
        if (lines > 0)
            await HistoryAsync(connection, holder, lines, cancel);
        var sessions = new Sessions(
            database, new MasterKeys("benchmark", new Dictionary<string, byte[]> { ["benchmark"] = Convert.FromBase64String(Key) }),
            new SessionSettings());
        return (await sessions.StartAsync(connection, account, "development", "Benchmark")).Token;
    }, cancel);

    private static async Task HistoryAsync(NpgsqlConnection connection, long holder, int lines, CancellationToken cancel)
    {
        var day = new DateOnly(2026, 4, 1);
        var rules = await RuleSets.FreezeAsync(connection, RuleBook.Current.On(day), cancel);
        var funder = await LedgerAccounts.CounterAsync(connection, AccountKinds.Funder, CounterCodes.FranceCompetences, cancel: cancel);
        var bucket = await LedgerAccounts.OpenBucketAsync(connection, holder, new BucketTerms(AccountKinds.Annual), cancel);
        var written = 0;
        for (var year = 2021; year <= 2025 && written < lines; year++, written++)
            await LedgerPosting.PostAsync(connection, new LedgerEvent($"bench/{holder}/{year}", holder, day, rules),
                [new Transfer(Natures.Credit, funder, bucket, 500_00, $"crediting.annual {year} employee")], cancel);
        while (written < lines)
        {
            var booking = Guid.NewGuid();
            await BookingLedger.ReserveAsync(
                connection, new AcceptedBooking(booking, holder, 10_00, 0, "benchmark", null, [(bucket, 10_00)]), day, rules, cancel);
            written++;
            if (written == lines)
                return;
            var step = new BookingStep(booking, "end", holder, day, rules, "booking.ended");
            var reserved = (await BookingLedger.ReservedAsync(connection, booking, cancel)).Select(line => (line, line.Remaining)).ToList();
            if (written % 4 == 0)
                await BookingLedger.DebitAsync(connection, step, "99900100000000", reserved, cancel);
            else
                await BookingLedger.ReleaseAsync(connection, step, reserved, cancel);
            written++;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
