using Dapper;
using Marketplace.Bookings.Documents;
using Marketplace.Bookings.Dossiers;
using Marketplace.Demo;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.Money.Calendar;
using Marketplace.Money.Ledger;
using Marketplace.Payments.Cards;
using Marketplace.Platform.Time;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.IntegrationTests.Demo;

/// <summary>The demo holder's dossiers: one in every state, made by the program's own commands, once.</summary>
public sealed class DemoDossiersTests : IAsyncLifetime
{
    private readonly MarketplaceApplication _application = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private DemoDossiers Dossiers => _application.Services.GetRequiredService<DemoDossiers>();

    public async ValueTask InitializeAsync()
    {
        await _application.InitializeAsync();
        await _application.Services.GetRequiredService<DemoPeople>().EnsureAsync(Stop);
        await _application.Services.GetRequiredService<DemoRights>().EnsureAsync(Stop);
    }

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    [Fact]
    public async Task Ensure_MakesADossierInEveryState_WithAGreenLedger_AndNothingTheSecondTime()
    {
        var told = new List<string>();
        var report = await Dossiers.EnsureAsync(told.Add, Stop);
        Assert.Empty(report.Failed);
        Assert.Equal(report.Made, told.Count);
        var states = await StatesAsync();
        Assert.Equal(BookingProcess.Table.StateLabels.Select(s => s.State).Order(), states.Order());
        Assert.All(await LedgerVerification.RunAsync(_application.Database.Source, cancel: Stop), finding =>
            Assert.Empty(finding.Examples));

        var before = await CountsAsync();
        Assert.Equal(0, (await Dossiers.EnsureAsync(cancel: Stop)).Made);
        Assert.Equal(before, await CountsAsync());

        var documents = await _application.Services.GetRequiredService<DocumentMaking>().RunAsync(Stop);
        Assert.Equal((0, null), (documents.Failed, documents.Obstacle));
        Assert.InRange(documents.Made, 10, 100);
        var refunds = await _application.Services.GetRequiredService<RefundSending>().RunAsync(Stop);
        Assert.Equal((0, 0), (refunds.Later, refunds.SetAside));
        Assert.Equal(0, await ScalarAsync<int>(
            "SELECT count(*)::int FROM booking_deadline WHERE done_at IS NULL AND due_at < now() AND event NOT LIKE '%declaration'"));
    }

    [Fact]
    public async Task Ensure_ThatWasInterrupted_IsTakenUpAgain_WithoutADossierTwice()
    {
        using var interruption = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var stories = 0;
        await Assert.ThrowsAsync<OperationCanceledException>(() => Dossiers.EnsureAsync(_ =>
        {
            if (++stories == 4)
                interruption.Cancel();
        }, interruption.Token));
        Assert.Equal(4, (await StatesAsync()).Count);
        Assert.Empty((await Dossiers.EnsureAsync(cancel: Stop)).Failed);
        Assert.Equal(BookingProcess.Table.StateLabels.Select(s => s.State).Order(), (await StatesAsync()).Order());
    }

    [Fact]
    public async Task Sessions_ToCome_AreFarEnoughAwayToBeBooked_AndTheFundHasMoney()
    {
        await Dossiers.EnsureAsync(cancel: Stop);
        var today = _application.Services.GetRequiredService<TimeProvider>().Today();
        var earliest = WorkingDays.Of(HolidayZone.Metropole).End(today,
            new Money.Regulation.Delay(11, Money.Regulation.DelayUnit.WorkingDays));
        Assert.InRange(await ScalarAsync<int>("SELECT count(*)::int FROM session s JOIN action a ON a.id = s.action_id JOIN offer o ON o.id = a.offer_id WHERE o.siret = @Siret AND s.starts > @earliest",
            new { Siret = await ScalarAsync<string>("SELECT min(siret) FROM booking"), earliest }), 17, 100);
        Assert.InRange(await ScalarAsync<long>(
            "SELECT b.balance FROM ledger_account a JOIN ledger_fund b ON b.account = a.id WHERE a.code = @Fund", new { DemoPeople.Fund }),
            1, long.MaxValue);
    }

    private async Task<List<string>> StatesAsync()
    {
        await using var connection = await _application.Database.Source.OpenConnectionAsync(Stop);
        return [.. await connection.QueryAsync<string>("SELECT state FROM booking")];
    }

    private async Task<string> CountsAsync() => await ScalarAsync<string>("""
        SELECT concat_ws(' ', (SELECT count(*) FROM booking), (SELECT count(*) FROM booking_event), (SELECT count(*) FROM ledger_transfer),
            (SELECT count(*) FROM seat), (SELECT count(*) FROM session), (SELECT count(*) FROM card_payment))
        """);

    private async Task<T> ScalarAsync<T>(string sql, object? values = null)
    {
        await using var connection = await _application.Database.Source.OpenConnectionAsync(Stop);
        return (await connection.ExecuteScalarAsync<T>(sql, values))!;
    }
}
