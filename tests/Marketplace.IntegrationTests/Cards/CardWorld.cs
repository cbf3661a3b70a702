using System.Security.Cryptography;
using Dapper;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Marketplace.Payments.Cards;
using Marketplace.Payments.Cards.Sandbox;
using Marketplace.Platform.Data;
using Npgsql;
using Xunit;

namespace Marketplace.IntegrationTests.Cards;

/// <summary>A payer, a booking that waits for the money, and a provider, as the tests say it.</summary>
public sealed class CardWorld
{
    public static readonly Uri Site = new("https://site.example");

    private readonly NpgsqlDataSource _database;

    private CardWorld(NpgsqlDataSource database)
    {
        _database = database;
        var options = new SandboxOptions("/page", "clé");
        Desk = new SandboxDesk(database, options, Clock);
        Sandbox = new SandboxProvider(options, new CardPaths(id => $"/back/{id}", name => $"/told/{name}"), Desk);
        Provider = new TrippingProvider(Sandbox);
        var ledger = new CardLedger(RuleBook.Current, Clock);
        var refunds = new CardRefunds(ledger, Clock);
        Settlement = new CardSettlement(database, () => Outcome, ledger, refunds, Clock);
        Payments = new CardPayments(database, Provider, () => Outcome, Settlement, refunds, Clock);
        Sending = new RefundSending(database, Provider, () => Outcome, ledger, Clock);
        Inquiry = new CardInquiry(database, Provider, Settlement, Clock);
    }

    public MovableClock Clock { get; } = new();
    public RecordingOutcome Outcome { get; } = new();
    public SandboxDesk Desk { get; }
    public SandboxProvider Sandbox { get; }
    public TrippingProvider Provider { get; }
    public CardSettlement Settlement { get; }
    public CardPayments Payments { get; }
    public RefundSending Sending { get; }
    public CardInquiry Inquiry { get; }
    public Guid Account { get; private set; }
    public long Holder { get; private set; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<CardWorld> CreateAsync(NpgsqlDataSource database)
    {
        var world = new CardWorld(database);
        await using var connection = await database.OpenConnectionAsync(Stop);
        world.Account = await connection.ExecuteScalarAsync<Guid>(
            "INSERT INTO account (kind, email, given_names, family_name, activated_at) VALUES ('holder', @email, 'Camille', 'EXEMPLE', now()) RETURNING id",
            new { email = $"{Guid.NewGuid()}@example.org" });
        world.Holder = await LedgerAccounts.HolderAsync(connection, RandomNumberGenerator.GetBytes(32), Stop);
        return world;
    }

    public Task<Guid> OpenAsync(long cents = 12_345, Guid? booking = null) => InAsync(connection => Payments.OpenAsync(
        connection, new CardOrder(booking ?? Guid.NewGuid(), Account, Holder, cents, Clock.Now.AddMinutes(30), "Reste à payer"), Stop));

    public async Task<CardPayment> FindAsync(Guid payment) => Assert.IsType<CardPayment>(await Payments.FindAsync(payment, Stop));

    public async Task<string> StateAsync(Guid payment) => (await FindAsync(payment)).State;

    /// <summary>What the provider says, with a key of its own unless one is given.</summary>
    public async Task<string> SayAsync(
        Guid payment, CardEvent said, string? key = null, long? cents = null, string transaction = "T1", string currency = "EUR",
        string? reference = null)
    {
        var found = await Payments.FindAsync(payment, Stop);
        return await Settlement.ReceiveAsync(SandboxProvider.ProviderName, new CardNotification(
            key ?? Guid.NewGuid().ToString(), reference ?? found!.Reference, said, transaction, cents ?? found!.AmountCents, currency),
                Stop);
    }

    /// <summary>Pays at the sandbox itself, which can then be asked for refunds.</summary>
    public async Task<Guid> PaidAsync(long cents = 12_345, Guid? booking = null)
    {
        var payment = await OpenAsync(cents, booking);
        await AtSandboxAsync(payment, "before");
        Assert.Equal(CardOutcomes.Taken, await SayAsync(payment, CardEvent.Paid));
        return payment;
    }

    public async Task AtSandboxAsync(Guid payment, string answer)
    {
        var page = Assert.IsType<CardPage>(await Payments.PageAsync(payment, Site, Stop));
        var opened = Assert.IsType<SandboxPayment>(await Desk.OpenAsync(page.Fields.ToDictionary(f => f.Key, f => f.Value), Stop));
        Assert.True(await Desk.AnswerAsync(opened.Reference, SandboxAnswer.Find(answer)!, Stop));
    }

    public Task RefundAsync(Guid payment, long cents, string key) => InAsync(async connection =>
    {
        await Payments.RefundAsync(connection, payment, cents, key, "test", Stop);
        return true;
    });

    public Task<bool> AbandonAsync(Guid payment) => InAsync(connection => Payments.AbandonAsync(connection, payment, Stop));

    public async Task<long> AvailableAsync()
    {
        await using var connection = await _database.OpenConnectionAsync(Stop);
        return (await LedgerAccounts.BucketsAsync(connection, Holder, Stop)).Sum(bucket => bucket.Available);
    }

    public async Task<T> ScalarAsync<T>(string sql, object? values = null)
    {
        await using var connection = await _database.OpenConnectionAsync(Stop);
        return (await connection.ExecuteScalarAsync<T>(sql, values))!;
    }

    public async Task VerifyAsync() => Assert.All(await LedgerVerification.RunAsync(_database, cancel: Stop), f =>
        Assert.Empty(f.Examples));

    private Task<T> InAsync<T>(Func<NpgsqlConnection, Task<T>> work) => _database.InTransactionAsync(work, Stop);

    /// <summary>Noon in November, until it is moved.</summary>
    public sealed class MovableClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }

    /// <summary>A booking that takes the money, or does not, and remembers what it was told.</summary>
    public sealed class RecordingOutcome : ICardOutcome
    {
        private readonly Lock _lock = new();
        private readonly List<string> _told = [];

        public CardVerdict Verdict { get; set; } = CardVerdict.Honoured;

        public CardVerdict LateVerdict { get; set; } = CardVerdict.Refund("card.too-late");

        public IReadOnlyList<string> Told
        {
            get
            {
                lock (_lock)
                    return [.. _told];
            }
        }

        public Task LockAsync(NpgsqlConnection connection, Guid booking, CancellationToken cancel) => connection.ExecuteAsync(
            new CommandDefinition(
            "SELECT pg_advisory_xact_lock(hashtextextended(@booking::text, 77))", new { booking }, cancellationToken: cancel));

        public Task<CardVerdict> PaidAsync(NpgsqlConnection connection, CardPayment payment, CancellationToken cancel)
        {
            Note($"paid {payment.State}");
            return Task.FromResult(payment.State == CardProcess.PaidLate ? LateVerdict : Verdict);
        }

        public Task ClosedAsync(NpgsqlConnection connection, CardPayment payment, CancellationToken cancel)
        {
            Note($"closed {payment.State}");
            return Task.CompletedTask;
        }

        private void Note(string what)
        {
            lock (_lock)
                _told.Add(what);
        }
    }

    /// <summary>A provider whose answers get lost when a test says so.</summary>
    public sealed class TrippingProvider(ICardProvider inner) : ICardProvider
    {
        /// <summary>The refund is done, and nobody hears of it.</summary>
        public int LoseAnswers { get; set; }

        /// <summary>Nothing is done.</summary>
        public CardRefundAnswer? RefuseWith { get; set; }

        public string Name => inner.Name;

        public Uri? Host => inner.Host;

        public CardPage Page(CardPayment payment, Uri site) => inner.Page(payment, site);

        public CardNotification? Read(CardMessage message) => inner.Read(message);

        public async Task<CardRefundAnswer> RefundAsync(CardPayment payment, long amountCents, string key, CancellationToken cancel)
        {
            if (RefuseWith is { } refusal)
                return refusal;
            var answer = await inner.RefundAsync(payment, amountCents, key, cancel);
            if (LoseAnswers <= 0)
                return answer;
            LoseAnswers--;
            throw new InvalidOperationException("The process is gone.");
        }

        public Task<CardNotification?> StatusAsync(CardPayment payment, CancellationToken cancel) => inner.StatusAsync(payment, cancel);

        public Task<IReadOnlyList<CardOperation>> OperationsAsync(
            DateOnly first, DateOnly last, IReadOnlyList<string> known, CancellationToken cancel) =>
            inner.OperationsAsync(first, last, known, cancel);
    }
}
