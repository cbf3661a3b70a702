using Dapper;
using Marketplace.Money.Bank;
using Marketplace.Money.Dotations;
using Marketplace.Money.Ledger;
using Marketplace.Platform.Processes;
using Marketplace.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace Marketplace.IntegrationTests.Dotations;

/// <summary>
/// From a file of beneficiaries over the bank to the accounts, and back. One file beyond 300 lines: it reads as the way of an order.
/// </summary>
public sealed class DotationFlowTests : IAsyncLifetime
{
    private const string Fund = "employer:" + DotationWorld.Siren;
    private readonly TestDatabase _database = new();
    private DotationWorld _world = null!;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        _world = await DotationWorld.CreateAsync(_database.Source);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Order_PaidExactly_IsOnTheAccountsOnceWithItsTerms()
    {
        var (order, label) = await _world.OrderAsync($"{Nir(1)};1500,50;RNCP37805|RS5252;31/12/2027;oui\n{Nir(2)};499.50;;;\n");
        Assert.Equal((0, 0), Counts(await _world.CreditAsync()));
        Assert.Equal(1, (await _world.PayAsync("2000,00", $"VIR {label.Replace('-', ' ')} MERCI")).Paid);
        Assert.Equal((OrderProcess.Received, 2_000_00L), (await _world.StateAsync(order), await _world.FundAsync(Fund)));
        Assert.Equal((1, 2), Counts(await _world.CreditAsync()));
        Assert.Equal((0, 0), Counts(await _world.CreditAsync()));
        Assert.Equal((OrderProcess.Credited, 0L), (await _world.StateAsync(order), await _world.FundAsync(Fund)));

        var earmarked = Assert.Single(await _world.BucketsAsync(1));
        Assert.Equal((1_500_50L, 0L), (earmarked.Available, earmarked.Reserved));
        Assert.Equal(new BucketTerms(AccountKinds.Dotation, "employer-voluntary", Fund, null, new DateOnly(2027, 12, 31), true),
            earmarked.Terms with { Earmark = null });
        Assert.Equal(["RNCP37805", "RS5252"], earmarked.Terms.Earmark!);
        Assert.Equal(new BucketTerms(AccountKinds.Dotation, "employer-voluntary", Fund), Assert.Single(await _world.BucketsAsync(2)).Terms);
        await _world.VerifyAsync();
    }

    [Fact]
    public async Task Penalty_WithoutAmount_IsThreeThousandAndDismissalAtLeast()
    {
        var (penalty, label) = await _world.OrderAsync($"{Nir(1)};;;;\n{Nir(2)};3000;;;\n", "employer-penalty");
        Assert.Equal(6_000_00, (await _world.FindAsync(penalty)).Order.TotalCents);
        await _world.PayAsync("6000", label);
        var (_, other) = await _world.OrderAsync($"{Nir(1)};;;;\n{Nir(2)};3500;;;\n", "performance-agreement-dismissal");
        await _world.PayAsync("6500", other);
        await _world.CreditAsync();
        Assert.Equal(["employer-penalty", "performance-agreement-dismissal"], (await _world.BucketsAsync(2)).Select(b => b.Terms.Code));
        await _world.VerifyAsync();
    }

    [Fact]
    public async Task Statement_ComingAgain_ChangesNothing()
    {
        var (_, label) = await _world.OrderAsync($"{Nir(1)};100;;;\n");
        Assert.Equal((1, 0), Counts(await _world.PayAsync("100", label, "REF1")));
        Assert.Equal((0, 0), Counts(await _world.PayAsync("100", label, "REF1")));
        Assert.Equal(1, await _world.ScalarAsync<long>("SELECT count(*) FROM bank_entry"));
        await _world.VerifyAsync();
    }

    [Theory]
    [InlineData("100", "rien d’utile", "EUR", BankReasons.NoLabel)]
    [InlineData("100", "CPF-123456782-XEXE-010126", "EUR", BankReasons.UnknownLabel)]
    [InlineData("100", "{label} CPF-123456782-XEXE-010126", "EUR", BankReasons.SeveralLabels)]
    [InlineData("99,99", "{label}", "EUR", BankReasons.TooLittle)]
    [InlineData("100,01", "{label}", "EUR", BankReasons.TooMuch)]
    [InlineData("100", "{label}", "CHF", BankReasons.OtherCurrency)]
    public async Task Transfer_ThatDoesNotFit_WaitsWholeAndVisibleAndPaysNothing(string euros, string text, string currency, string reason)
    {
        var (order, label) = await _world.OrderAsync($"{Nir(1)};100;;;\n");
        var report = await _world.PayAsync(euros, text.Replace("{label}", label, StringComparison.Ordinal), "REF1", currency);
        Assert.Equal(new SetAsideEntry("REF1", Cents(euros), currency, reason), Assert.Single(report.Examples));
        Assert.Equal((OrderProcess.AwaitingCash, 0L), (await _world.StateAsync(order), await _world.FundAsync(Fund)));
        Assert.Equal(currency == "EUR" ? Cents(euros) : 0, await _world.FundAsync(CounterCodes.BankWaiting));
        var waiting = Assert.Single((await _world.Decisions.WaitingAsync(TestContext.Current.CancellationToken)).Entries);
        Assert.Equal((reason, Cents(euros)), (waiting.Reason, waiting.Cents));
        Assert.Equal((0, 0), Counts(await _world.CreditAsync()));
        await _world.VerifyAsync();

        // Then the right one comes.
        Assert.Equal(1, (await _world.PayAsync("100", label)).Paid);
        Assert.Equal(BankDecision.Done,
            await _world.Decisions.ReturnAsync(waiting.Id, waiting.Version, _world.Operator, TestContext.Current.CancellationToken));
        Assert.Equal(BankDecision.Stale,
            await _world.Decisions.ReturnAsync(waiting.Id, waiting.Version, _world.Operator, TestContext.Current.CancellationToken));
        Assert.Equal(currency == "EUR" ? Cents(euros) : 0, await _world.OwedAsync(CounterCodes.BankWaiting));
        await _world.VerifyAsync();
    }

    [Fact]
    public async Task Transfer_ForAnOrderThatIsPaidOrCancelled_IsSetAside()
    {
        var (_, paid) = await _world.OrderAsync($"{Nir(1)};100;;;\n");
        // Twice in one statement: the second finds it paid.
        Assert.Equal((1, 1), Counts(await _world.StatementAsync($"A;2026-11-26;100;{paid};\nB;2026-11-26;100;{paid};\n")));
        var (order, label) = await _world.OrderAsync($"{Nir(1)};100;;;\n");
        Assert.Equal(OrderChange.Done, await _world.CancelAsync(order));
        Assert.Equal(BankReasons.Cancelled, Assert.Single((await _world.PayAsync("100", label)).Examples).Reason);
        Assert.Equal("Cette commande est dans l’état « Annulée » : il n’est pas possible de la valider.",
            (await Assert.ThrowsAsync<ProcessRefusedException>(() => _world.ConfirmAsync(order))).Message);
        Assert.Equal(0, await _world.ScalarAsync<long>("SELECT count(*) FROM dotation_line WHERE order_id = @order", new { order }));
        Assert.Equal(200_00, await _world.FundAsync(CounterCodes.BankWaiting));
        await _world.VerifyAsync();
    }

    [Fact]
    public async Task Reference_WithOtherContent_IsKeptBesideTheFirst()
    {
        var (_, label) = await _world.OrderAsync($"{Nir(1)};100;;;\n");
        await _world.PayAsync("50", "autre chose", "REF1");
        var report = await _world.PayAsync("100", label, "REF1");
        Assert.Equal(BankReasons.ReferenceReused, Assert.Single(report.Examples).Reason);
        Assert.Equal(150_00, await _world.FundAsync(CounterCodes.BankWaiting));
        await _world.VerifyAsync();
    }

    [Fact]
    public async Task Attach_TheVeryAmount_PaysTheOrder_AnotherDoesNot()
    {
        var (order, label) = await _world.OrderAsync($"{Nir(1)};100;;;\n");
        await _world.PayAsync("100", "CPF 123456782 faute de frappe");
        await _world.PayAsync("90", "sans libellé");
        var (right, wrong) = (await _world.Decisions.WaitingAsync(TestContext.Current.CancellationToken)).Entries is var e
            ? (e[0], e[1]) : default;
        Assert.Equal(BankDecision.UnknownLabel, await AttachAsync(right, "CPF-123456782-XEXE-010126"));
        Assert.Equal("Cette commande n’attend pas ce montant.",
            (await Assert.ThrowsAsync<ProcessRefusedException>(() => AttachAsync(wrong, label))).Message);
        Assert.Equal(BankDecision.Done, await AttachAsync(right, label.ToLowerInvariant()));
        Assert.Equal(BankDecision.Stale, await AttachAsync(right, label));
        Assert.Equal((1, 1), Counts(await _world.CreditAsync()));
        Assert.Equal((OrderProcess.Credited, 90_00L), (await _world.StateAsync(order), await _world.FundAsync(CounterCodes.BankWaiting)));
        await _world.VerifyAsync();

        Task<BankDecision> AttachAsync(BankEntryView entry, string text) =>
            _world.Decisions.AttachAsync(entry.Id, entry.Version, text, _world.Operator, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Credit_ManySidesAtOnceAndInterrupted_CreditsOnce()
    {
        var (order, label) = await _world.OrderAsync(string.Concat(Enumerable.Range(0, 2_500).Select(n => $"{Nir(n)};10;;;\n")));
        await _world.PayAsync("25000", label);
        using (var stop = new CancellationTokenSource())
        {
            var running = _world.Crediting.RunAsync(stop.Token);
            while (!running.IsCompleted
                && await _world.ScalarAsync<long>("SELECT count(*) FROM dotation_line WHERE bucket IS NOT NULL") == 0)
                await Task.Yield();
            await stop.CancelAsync();
            await Task.WhenAny(running);
        }
        await _world.VerifyAsync();
        await Task.WhenAll(_world.CreditAsync(), _world.CreditAsync(), _world.CreditAsync());
        Assert.Equal(OrderProcess.Credited, await _world.StateAsync(order));
        Assert.Equal(2_500, await _world.ScalarAsync<long>("SELECT count(*) FROM ledger_transfer WHERE nature = 'credit'"));
        await _world.VerifyAsync();
    }

    [Fact]
    public async Task Credit_ServerProcessesKilledInTheMiddle_GoesOnAndCreditsOnce()
    {
        var (order, label) = await _world.OrderAsync(string.Concat(Enumerable.Range(0, 6_000).Select(n => $"{Nir(n)};10;;;\n")));
        await _world.PayAsync("60000", label);
        await using var victim = NpgsqlDataSource.Create(_database.ConnectionString + ";Application Name=victim;Pooling=false");
        for (var kills = 0; kills < 8; kills++)
        {
            var running = new DotationCrediting(victim, _world.Clock, NullLogger<DotationCrediting>.Instance)
                .RunAsync(TestContext.Current.CancellationToken);
            while (!running.IsCompleted && await _world.ScalarAsync<long>("""
                SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                WHERE application_name = 'victim' AND datname = current_database() AND state = 'active' AND query ~ @statement
                """, new { statement = kills % 2 == 0 ? "INSERT INTO ledger_transfer" : "UPDATE dotation_line" }) == 0)
                await Task.Yield();
            try
            {
                await running;
            }
            catch (NpgsqlException)
            {
                // Its server process is gone.
            }
            await _world.VerifyAsync();
        }
        await _world.CreditAsync();
        Assert.Equal(OrderProcess.Credited, await _world.StateAsync(order));
        Assert.Equal(6_000, await _world.ScalarAsync<long>("SELECT count(*) FROM ledger_transfer WHERE nature = 'credit'"));
        Assert.Equal(0, await _world.FundAsync(Fund));
    }

    [Fact]
    public async Task Credit_RetiredBeneficiaryOrPastDay_IsOwedBackInstead()
    {
        var (order, label) = await _world.OrderAsync($"{Nir(1)};100;;;\n{Nir(2)};200;RNCP37805;2026-12-01;non\n{Nir(3)};300;;;\n");
        await _world.RetireAsync(1, new DateOnly(2026, 11, 1));
        _world.Clock.Now = _world.Clock.Now.AddDays(10);
        await _world.PayAsync("600", label);
        await _world.CreditAsync();
        var detail = await _world.FindAsync(order);
        Assert.Equal((1, 300_00L, 2, 300_00L), (detail.Credited, detail.CreditedCents, detail.Returned, detail.ReturnedCents));
        Assert.Equal(300_00, await _world.OwedAsync(Fund));
        await _world.VerifyAsync();
    }

    [Fact]
    public async Task Expire_RestAfterTheLastDay_GoesBackOnceAndWhatABookingHoldsStays()
    {
        var (order, label) = await _world.OrderAsync($"{Nir(1)};1000;RNCP37805;2026-12-31;oui\n{Nir(2)};1000;RNCP37805;2026-12-31;non\n");
        await _world.PayAsync("2000", label);
        await _world.CreditAsync();
        var booking = Guid.NewGuid();
        Assert.True(await _world.ReserveAsync(1, booking, 400_00));
        Assert.Equal(0, (await _world.ExpireAsync()).Buckets);

        _world.Clock.Now = new DateTimeOffset(2026, 12, 31, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal(0, (await _world.ExpireAsync()).Buckets);
        _world.Clock.Now = _world.Clock.Now.AddDays(1);
        Assert.Equal(new DotationExpiryReport(1, 600_00), await _world.ExpireAsync());
        Assert.Equal(new DotationExpiryReport(0, 0), await _world.ExpireAsync());
        Assert.Equal((0L, 400_00L), (await _world.BucketsAsync(1)).Select(b => (b.Available, b.Reserved)).Single());
        Assert.Equal(1_000_00, (await _world.BucketsAsync(2)).Single().Available);
        Assert.False(await _world.ReserveAsync(2, Guid.NewGuid(), 1_00));

        // Given free after the last day, it goes back the next day.
        Assert.True(await _world.ReleaseAsync(1, booking));
        _world.Clock.Now = _world.Clock.Now.AddDays(1);
        await Task.WhenAll(_world.ExpireAsync(), _world.ExpireAsync());
        Assert.Equal((1_000_00L, 1_000_00L), (await _world.OwedAsync(Fund), (await _world.FindAsync(order)).RestCents));
        await _world.VerifyAsync();
    }

    [Fact]
    public async Task Expire_AccountClosed_GivesTheRestBackBeforeItsDay()
    {
        var (_, label) = await _world.OrderAsync($"{Nir(1)};1000;RNCP37805;2027-12-31;oui\n{Nir(2)};1000;;;\n");
        await _world.PayAsync("2000", label);
        await _world.CreditAsync();
        await _world.RetireAsync(1, new DateOnly(2026, 11, 26));
        await _world.RetireAsync(2, new DateOnly(2026, 11, 26));
        Assert.Equal(new DotationExpiryReport(1, 1_000_00), await _world.ExpireAsync());
        await _world.VerifyAsync();
    }

    [Fact]
    public async Task Confirm_DayPassedSinceTheFileWasRead_IsRefused()
    {
        var (order, _) = await _world.DraftAsync($"{Nir(1)};100;RNCP37805;2026-11-27;oui\n");
        _world.Clock.Now = _world.Clock.Now.AddDays(1);
        Assert.Contains("déposez le fichier de nouveau",
            (await Assert.ThrowsAsync<ProcessRefusedException>(() => _world.ConfirmAsync(order!.Value))).Message);
        Assert.Equal(OrderChange.Done, await _world.CancelAsync(order!.Value));
        Assert.Equal(OrderChange.Unknown, await _world.CancelAsync(Guid.NewGuid()));
    }

    [Fact]
    public async Task Confirm_ManyOrdersOfOneDay_HaveDifferentLabels()
    {
        var orders = new List<Guid>();
        for (var i = 0; i < 12; i++)
            orders.Add((await _world.DraftAsync($"{Nir(i)};100;;;\n")).Order!.Value);
        Assert.All(await Task.WhenAll(orders.Select(_world.ConfirmAsync)), change => Assert.Equal(OrderChange.Done, change));
        Assert.Equal(12, await _world.ScalarAsync<long>(
            "SELECT count(DISTINCT label_key) FROM dotation_order WHERE label LIKE 'CPF-123456782-____-261126'"));
    }

    /// <summary>Each invariant is broken by hand, past the triggers, and must be found.</summary>
    [Theory]
    [InlineData("funds", "UPDATE ledger_fund SET balance = balance + 1")]
    [InlineData("funds", "DELETE FROM ledger_fund")]
    [InlineData("funds", "UPDATE ledger_transfer SET amount = amount + 1 WHERE nature = 'receive'")]
    [InlineData("earmarks", "UPDATE ledger_booking SET certification = 'RS5252'")]
    [InlineData("earmarks", "UPDATE ledger_booking SET certification = NULL")]
    [InlineData("misfits", "UPDATE ledger_account SET funder = 'employer:999999999' WHERE kind = 'dotation'")]
    [InlineData("orders", "UPDATE dotation_order SET total = total + 1")]
    [InlineData("orders", "UPDATE dotation_line SET bucket = NULL")]
    [InlineData("orders", "UPDATE dotation_order SET state = 'awaiting-cash'")]
    [InlineData("orders", "DELETE FROM dotation_line; DELETE FROM bank_entry; DELETE FROM dotation_order")]
    [InlineData("rests", "UPDATE dotation_line SET rest = rest + 1")]
    [InlineData("bank", "UPDATE bank_entry SET amount = amount + 1")]
    [InlineData("bank", "UPDATE bank_entry SET state = 'returned' WHERE state = 'set-aside'")]
    public async Task Verify_AfterTampering_FindsIt(string name, string tampering)
    {
        var (_, label) = await _world.OrderAsync($"{Nir(1)};100;RNCP37805;2027-12-31;oui\n");
        await _world.PayAsync("100", label);
        await _world.PayAsync("50", "rien");
        await _world.CreditAsync();
        await _world.ReserveAsync(1, Guid.NewGuid(), 10_00);
        await _world.VerifyAsync();
        await using (var connection = await _database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken))
            await connection.ExecuteAsync("SET session_replication_role = replica; " + tampering);
        Assert.Contains(name,
            (await LedgerVerification.RunAsync(_database.Source, cancel: TestContext.Current.CancellationToken)).Where(f => f.Broken > 0)
            .Select(f => f.Name));
    }

    private static string Nir(int n) => DotationWorld.Nir(n);

    private static (int, int) Counts(DotationCreditingReport report) => report.Failed == 0
        ? (report.Orders, report.Lines) : (-1, report.Failed);

    private static (int, int) Counts(BankMatchingReport report) => (report.Paid, report.SetAside);

    private static long Cents(string euros) => Marketplace.Platform.Text.EuroText.TryRead(euros, out var cents)
        ? cents : throw new FormatException(euros);
}
