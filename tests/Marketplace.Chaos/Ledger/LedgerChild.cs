using System.Security.Cryptography;
using System.Text;
using Marketplace.Money.Crediting;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Marketplace.Platform.Data;
using Npgsql;

namespace Marketplace.Chaos.Ledger;

/// <summary>
/// The process that is killed: several workers credit, reserve, debit, release and credit again on a few holders at once,
/// one credits a year anew with ever other declarations; each says what the database has accepted.
/// </summary>
public static class LedgerChild
{
    public const string DatabaseVariable = "CHAOS_LEDGER_DATABASE";
    public const int Year = 2025;
    private const int Workers = 4;
    private const int Holders = 6;
    private static readonly DateOnly Day = new(2026, 5, 13);

    public static async Task<int> RunAsync(int seed, int round)
    {
        await using var database = NpgsqlDataSource.Create(Environment.GetEnvironmentVariable(DatabaseVariable)!);
        await using (var connection = await database.OpenConnectionAsync())
            await RuleSets.FreezeAsync(connection, RuleBook.Current.On(Day));
        Say("working");
        // None of them ends by itself: the first that fails ends the process.
        await await Task.WhenAny(
            [CreditYearsAsync(database, new Random(seed ^ round)),
            .. Enumerable.Range(0, Workers).Select(worker => WorkAsync(database, seed, round, worker))]);
        return 0;
    }

    /// <summary>Names of holders, the same in every round.</summary>
    public static byte[] Person(int seed, int holder) => SHA256.HashData(Encoding.UTF8.GetBytes($"{seed} {holder}"));

    private static async Task WorkAsync(NpgsqlDataSource database, int seed, int round, int worker)
    {
        var random = new Random(HashCode.Combine(seed, round, worker));
        var bookings = new List<(Guid Booking, long Holder)>();
        for (var n = 0; ; n++)
        {
            var (kind, key) = (random.Next(5), $"chaos/{seed}/{round}/{worker}/{n}");
            try
            {
                await database.InTransactionAsync(async connection =>
                {
                    var holder = await LedgerAccounts.HolderAsync(connection, Person(seed, random.Next(Holders)));
                    key = await ApplyAsync(connection, random, kind, key, holder, bookings) ?? "";
                });
                if (key.Length > 0)
                    Say("done " + key);
            }
            catch (InsufficientBalanceException)
            {
                // As in life: somebody else was first.
            }
            catch (NpgsqlException)
            {
                await Task.Delay(20);
            }
        }
    }

    private static async Task<string?> ApplyAsync(
        NpgsqlConnection connection, Random random, int kind, string key, long holder, List<(Guid Booking, long Holder)> bookings)
    {
        var rules = RuleBook.Current.On(Day).Stamp;
        if (kind == 0 || bookings.Count == 0)
        {
            await LedgerPosting.LockAsync(connection, holder);
            var terms = new BucketTerms(AccountKinds.Dotation, "employer-voluntary", "employer:123456789");
            var dotation = (await LedgerAccounts.BucketsAsync(connection, holder))
                .FirstOrDefault(b => b.Terms.Kind == AccountKinds.Dotation)?.Id
                ?? await LedgerAccounts.OpenBucketAsync(connection, holder, terms);
            var funder = await LedgerAccounts.CounterAsync(connection, AccountKinds.Funder, "employer:123456789");
            var cents = random.Next(1, 50_000);
            var cash = await LedgerAccounts.CounterAsync(connection, AccountKinds.Cash, CounterCodes.Bank);
            // Cash first: the fund refuses to give what it has not.
            await LedgerPosting.PostAsync(
                connection, new LedgerEvent(key + "/cash", null, Day, rules),
                [new Transfer(Natures.Receive, cash, funder, cents, "chaos")]);
            await LedgerPosting.PostAsync(
                connection, new LedgerEvent(key, holder, Day, rules), [new Transfer(Natures.Credit, funder, dotation, cents, "chaos")]);
            var reserved = await ReserveAsync(connection, random, holder, rules);
            if (reserved is { } booking)
                bookings.Add((booking, holder));
            return key;
        }
        var (chosen, owner) = bookings[random.Next(bookings.Count)];
        var step = new BookingStep(chosen, key.Replace('/', '-'), owner, Day, rules, "chaos");
        await LedgerPosting.LockAsync(connection, owner);
        var lines = kind == 4
            ? await BookingLedger.DebitedAsync(connection, chosen) : await BookingLedger.ReservedAsync(connection, chosen);
        var parts = lines.Select(line => (line, 1 + random.NextInt64(line.Remaining))).ToList();
        var moved = kind switch
        {
            1 or 2 => await BookingLedger.DebitAsync(connection, step, "99900100000000", parts),
            3 => await BookingLedger.ReleaseAsync(connection, step, parts),
            _ => await BookingLedger.RecreditAsync(connection, step, parts),
        };
        return moved ? $"booking/{chosen:N}/{step.Name}" : null;
    }

    private static async Task<Guid?> ReserveAsync(NpgsqlConnection connection, Random random, long holder, string rules)
    {
        var shares = (await LedgerAccounts.BucketsAsync(connection, holder)).Where(b => b.Available > 0 && b.Terms.Unit == "cent")
            .Select(b => (b.Id, 1 + random.NextInt64(b.Available))).ToList();
        var booking = Guid.NewGuid();
        return shares.Count > 0 && await BookingLedger.ReserveAsync(connection,
            new AcceptedBooking(booking, holder, shares.Sum(s => s.Item2), 0, "chaos", null, shares), Day, rules) ? booking : null;
    }

    /// <summary>Corrects everybody's declarations and credits the year, over and over.</summary>
    private static async Task CreditYearsAsync(NpgsqlDataSource database, Random random)
    {
        while (true)
        {
            try
            {
                await using (var correct = database.CreateCommand("""
                    INSERT INTO activity_declaration (year, person, siren, contract, revision, regime, basis, quantity, absences, starts, ends, low_qualified, disabled, contribution_paid)
                    SELECT DISTINCT ON (person) year, person, siren, contract, revision + 1, regime, basis, $1 + revision * 100, absences, starts, ends, low_qualified, NOT disabled, contribution_paid
                    FROM activity_declaration WHERE year = $2 ORDER BY person, revision DESC
                    """))
                {
                    correct.Parameters.AddWithValue(random.NextInt64(160_700));
                    correct.Parameters.AddWithValue((short)Year);
                    await correct.ExecuteNonQueryAsync();
                }
                await new CreditingBatch(database, RuleBook.Current, TimeProvider.System).RunAsync(Year);
                Say("credited");
            }
            catch (NpgsqlException)
            {
                await Task.Delay(20);
            }
        }
    }

    private static void Say(string line)
    {
        lock (Console.Out)
        {
            Console.WriteLine(line);
            Console.Out.Flush();
        }
    }
}
