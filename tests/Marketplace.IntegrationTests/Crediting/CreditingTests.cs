using System.Text;
using Dapper;
using Marketplace.Money.Crediting;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Marketplace.Platform.Importing;
using Marketplace.Platform.Vault;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Crediting;

/// <summary>From a file of declarations to the ledger.</summary>
public sealed class CreditingTests : IAsyncLifetime
{
    private const string Header = "nir;siren;annee;contrat;regime;base;quantite;reference;absences;debut;fin;niveau;oeth;cotisation\n";
    private static readonly IdentityVault Vault = new(
        new MasterKeys("test", new Dictionary<string, byte[]> { ["test"] = new byte[MasterKeys.KeyLength] }));
    private readonly TestDatabase _database = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;


    public ValueTask InitializeAsync() => _database.InitializeAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Credit_DeclaredYear_PutsRightsOnAccountsOnce()
    {
        await ImportAsync($"{Nir(1)};123456782;2025;;salarie;heures;1607;;;;;;;\n{Nir(2)};123456782;2025;;salarie;heures;160,70;;;;;;oui;\n{Nir(3)};987654324;2025;;agent-public;taux;100;;;;;;;\n");
        var report = await CreditAsync();
        Assert.Equal((3L, 3L, 850_00L), (report.Persons, report.Changed, report.CreditedCents));
        Assert.Equal([("annual", 500_00L), ("annual", 350_00L), ("public-hours", 25_00L)], await BalancesAsync());
        Assert.Equal((3L, 0L, 0L), await AgainAsync());
        await VerifyAsync();
    }

    [Fact]
    public async Task Credit_LateAndCorrectedDeclarations_ComeAsDifferences()
    {
        await ImportAsync($"{Nir(1)};123456782;2025;a;salarie;heures;160,70;;;;;;;\n");
        await CreditAsync();
        await ImportAsync($"{Nir(1)};123456782;2025;b;salarie;heures;160,70;;;;;;;\n");
        Assert.Equal(50_00, (await CreditAsync()).CreditedCents);
        await ImportAsync($"{Nir(1)};123456782;2025;a;salarie;heures;0;;;;;;;\n");
        Assert.Equal(50_00, (await CreditAsync()).WithdrawnCents);
        Assert.Equal([("annual", 50_00L)], await BalancesAsync());
        await using var connection = await _database.Source.OpenConnectionAsync(Stop);
        Assert.Equal(["credit", "credit", "withdraw"],
            await connection.QueryAsync<string>("SELECT nature FROM ledger_transfer ORDER BY id"));
        await VerifyAsync();
    }

    [Fact]
    public async Task Credit_RetiredHolder_GetsNothing()
    {
        await ImportAsync($"{Nir(1)};123456782;2025;;salarie;heures;1607;;;;;;;\n");
        await using (var connection = await _database.Source.OpenConnectionAsync(Stop))
        {
            var person = await Vault.LookupAsync(connection, "nir", Nir(1), Stop);
            var holder = await LedgerAccounts.HolderAsync(connection, person, Stop);
            await connection.ExecuteAsync("UPDATE ledger_holder SET retired_on = '2026-01-01' WHERE id = @holder", new { holder });
        }
        Assert.Equal(0, (await CreditAsync()).Changed);
    }

    [Fact]
    public async Task Credit_TenYears_StopsAtTheCap()
    {
        for (var year = 2019; year <= 2025; year++)
            await ImportAsync($"{Nir(1)};123456782;{year};;salarie;heures;1607;;;;;infra-3;;\n");
        for (var year = 2019; year <= 2025; year++)
            await CreditAsync(year);
        Assert.Equal([("annual", 5_600_00L)], await BalancesAsync());
        // Not below level 3 in the last year after all: it is computed anew (R6323-3-1 V) and found 4,800 €, so that the cap leaves it 200.
        await ImportAsync($"{Nir(1)};123456782;2025;;salarie;heures;1607;;;;;;;\n");
        Assert.Equal(600_00, (await CreditAsync()).WithdrawnCents);
        await VerifyAsync();
    }

    [Fact]
    public async Task Import_BadLines_AreReportedByLineWithoutTheNumber()
    {
        var report = await ImportAsync($"""
            {Nir(1)};123456782;2025;;salarie;heures;1607;;;;;;;
            123;123456782;2025;;salarie;heures;1607;;;;;;;
            {Nir(2)};12345;2025;;salarie;heures;1607;;;;;;;
            {Nir(2)};123456782;2018;;salarie;heures;1607;;;;;;;
            {Nir(2)};123456782;2025;;roi;heures;1607;;;;;;;
            {Nir(2)};123456782;2025;;esat;heures;1607;;;;;;;
            {Nir(2)};123456782;2025;;salarie;taux;101;;;;;;;
            {Nir(2)};123456782;2025;;salarie;heures;1607;;vacances:12;;;;;
            {Nir(2)};123456782;2025;;salarie;heures;1607;;;2025-12-31;2025-01-01;;;
            {Nir(2)};123456782;2025;;salarie;heures;16,071;;;;;;;
            {Nir(2)};123456782;2025;;salarie;heures;1607;;;;;;peut-être;
            {Nir(1)};123456782;2025;;salarie;heures;100;;;;;;;

            """, exit: 1);
        var file = Assert.Single(report.Files);
        Assert.Equal((12L, 1, 11), (file.Read, file.Changed, file.Refused));
        Assert.Equal(Enumerable.Range(3, 11).Select(n => (long?)n), file.Messages.Select(m => m.Line).Order());
        Assert.All(file.Messages, m => Assert.DoesNotContain(Nir(2), m.Text, StringComparison.Ordinal));
        // Again: the one good line says nothing new.
        Assert.Equal(0, (await ImportAsync($"{Nir(1)};123456782;2025;;salarie;heures;1607;;;;;;;\n")).Files[0].Changed);
    }

    /// <summary>R6323-43: at the holder's wish, once for each request, within the cap.</summary>
    [Fact]
    public async Task Convert_HoursOfAPublicAgent_GivesTheirValueOnce()
    {
        for (var year = 2023; year <= 2025; year++)
        {
            await ImportAsync($"{Nir(1)};987654324;{year};;agent-public;taux;100;;;;;;;\n{Nir(1)};123456782;{year};;salarie;heures;1607;;;;;;;\n");
            await CreditAsync(year);
        }
        await using var connection = await _database.Source.OpenConnectionAsync(Stop);
        var holder = await LedgerAccounts.HolderAsync(connection, await Vault.LookupAsync(connection, "nir", Nir(1), Stop), Stop);
        var (conversion, request, today) = (new HoursConversion(RuleBook.Current), Guid.NewGuid(), new DateOnly(2026, 11, 1));

        Assert.Equal(new HoursOffer(75_00, 1_125_00, false), await conversion.OfferAsync(connection, holder, today, Stop));
        Assert.Equal(1_125_00, (await conversion.ConvertAsync(connection, holder, request, today, Stop)).Cents);
        Assert.Equal(default, await conversion.ConvertAsync(connection, holder, request, today, Stop));

        Assert.Equal([("annual", 2_625_00L), ("public-hours", 0L)], await BalancesAsync());
        await VerifyAsync();
    }

    /// <summary>Interrupted in the middle, the next call goes on with the same run and credits nobody twice.</summary>
    [Fact]
    public async Task Credit_InterruptedThenCalledAgain_FinishesTheRun()
    {
        await ManyAsync(3_000);
        using (var stop = new CancellationTokenSource())
        {
            var running = Batch().RunAsync(2025, 2, stop.Token);
            while (await CountAsync("annual_assessment") == 0 && !running.IsCompleted)
                await Task.Yield();
            await stop.CancelAsync();
            await Task.WhenAny(running);
        }
        await CreditAsync();
        Assert.Equal(3_000, await CountAsync("annual_assessment"));
        Assert.Equal(3_000, await CountAsync("ledger_transfer"));
        await VerifyAsync();
    }

    [Fact]
    public async Task Credit_TwoBatchesAtOnce_CreditOnce()
    {
        await ManyAsync(2_000);
        await Task.WhenAll(Batch().RunAsync(2025, 2, Stop), Batch().RunAsync(2025, 2, Stop));
        await CreditAsync();
        Assert.Equal(2_000, await CountAsync("ledger_transfer"));
        await VerifyAsync();
    }

    private async Task ManyAsync(int persons)
    {
        await using var connection = await _database.Source.OpenConnectionAsync(Stop);
        await connection.ExecuteAsync("""
            INSERT INTO activity_declaration (year, person, siren, contract, revision, regime, basis, quantity, absences, starts, ends, low_qualified, disabled, contribution_paid)
            SELECT 2025, sha256(n::text::bytea), '123456782', '1', 1, 'employee', 'hours', 160700, '', '2025-01-01', '2025-12-31', false, false, false FROM generate_series(1, @persons) n
            """, new { persons });
    }

    private CreditingBatch Batch() => new(_database.Source, RuleBook.Current, TimeProvider.System);

    private Task<CreditingReport> CreditAsync(int year = 2025) => Batch().RunAsync(year, cancel: Stop);

    private async Task<(long, long, long)> AgainAsync()
    {
        var report = await CreditAsync();
        return (report.Persons, report.Changed, report.CreditedCents);
    }

    private async Task<ReferenceReport> ImportAsync(string lines, int exit = 0)
    {
        var path = Path.Combine(Path.GetTempPath(), $"declarations-{Guid.NewGuid():N}.csv");
        await File.WriteAllTextAsync(path, Header + lines, Encoding.UTF8, Stop);
        try
        {
            var report = await new DeclarationImport(Vault).RunAsync(_database.Source, path, dryRun: false, cancel: Stop);
            Assert.Equal(exit, report.ExitStatus);
            return report;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private async Task<IReadOnlyList<(string, long)>> BalancesAsync()
    {
        await using var connection = await _database.Source.OpenConnectionAsync(Stop);
        return [.. (await connection.QueryAsync<(string, long)>(
            "SELECT kind, balance FROM ledger_account a JOIN ledger_balance b ON b.account = a.id ORDER BY kind, balance DESC"))];
    }

    private async Task<long> CountAsync(string table)
    {
        await using var connection = await _database.Source.OpenConnectionAsync(Stop);
        return await connection.ExecuteScalarAsync<long>($"SELECT count(*) FROM {table}");
    }

    private async Task VerifyAsync() =>
        Assert.All(await LedgerVerification.RunAsync(_database.Source, cancel: Stop), f => Assert.Empty(f.Examples));

    /// <summary>A made-up number with its key.</summary>
    private static string Nir(int n)
    {
        var thirteen = $"28502691230{n:00}";
        return thirteen + (97 - (long.Parse(thirteen, System.Globalization.CultureInfo.InvariantCulture) % 97))
            .ToString("00", System.Globalization.CultureInfo.InvariantCulture);
    }
}
