using System.Text;
using Dapper;
using Marketplace.Money.Crediting.OtherRights;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Marketplace.Platform.Importing;
using Marketplace.Platform.Vault;
using Marketplace.Testing;
using Npgsql;
using Xunit;

namespace Marketplace.IntegrationTests.Crediting;

/// <summary>Citizen engagement (D5151-14) and the former DIF, from files to the ledger.</summary>
public sealed class OtherRightsTests : IAsyncLifetime
{
    private const string One = "285026912300110";
    private const string Two = "285026912300209";
    private static readonly IdentityVault Vault = new(
        new MasterKeys("test", new Dictionary<string, byte[]> { ["test"] = new byte[MasterKeys.KeyLength] }));
    private readonly TestDatabase _database = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _database.InitializeAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Volunteering_SeveralActivities_EachGives240EuroUpToTheCapOnce()
    {
        var lines = $"{One};service-civique;2024;6;\n{One};reserve-sanitaire;2024;30;\n{One};maitre-apprentissage;2024;6;\n{One};pompier-volontaire;2024;5;\n{Two};benevolat;2025;210;100\n";
        Assert.Equal(5, (await VolunteeringAsync(lines)).Files[0].Changed);
        Assert.Equal([("volunteering", 720_00L), ("volunteering", 240_00L)], await BalancesAsync());
        Assert.Equal(0, (await VolunteeringAsync(lines)).Files[0].Changed);
        // Held back by the cap, the fourth activity stays without effect even in a later file.
        Assert.Equal([("volunteering", 720_00L), ("volunteering", 240_00L)], await BalancesAsync());
        await VerifyAsync();
    }

    [Theory]
    [InlineData("service-civique;2024;5;", "6 au moins")]
    [InlineData("benevolat;2025;250;99", "200 et 100 au moins")]
    [InlineData("benevolat;2024;250;200", "30/06/2025")]
    [InlineData("reserve-education;2024;1;24", "1 et 25 au moins")]
    [InlineData("pétanque;2024;200;", "activite")]
    [InlineData("service-civique;2026;6;", "année écoulée")]
    [InlineData("service-civique;2018;6;", "année écoulée")]
    [InlineData("service-civique;2024;six;", "nombre entier")]
    public async Task Volunteering_LineThatGivesNothing_IsReportedWithTheReason(string line, string reason)
    {
        var report = await VolunteeringAsync($"{One};{line}\n{Two};service-civique;2024;6;\n", exit: 1);
        var message = Assert.Single(report.Files[0].Messages);
        Assert.Equal(2, message.Line);
        Assert.Contains(reason, message.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(One, message.Text, StringComparison.Ordinal);
        Assert.Equal([("volunteering", 240_00L)], await BalancesAsync());
    }

    [Fact]
    public async Task Dif_HoursEnteredInTime_Become15EuroEachOnce()
    {
        Assert.Equal(2, (await DifAsync($"{One};120;2018-05-02\n{Two};20,5;2021-06-30\n")).Files[0].Changed);
        Assert.Equal([("annual", 1_800_00L), ("annual", 307_50L)], await BalancesAsync());
        Assert.Equal(0, (await DifAsync($"{One};120;2018-05-02\n")).Files[0].Changed);
        var other = await DifAsync($"{One};100;2018-05-02\n", exit: 1);
        Assert.Contains("déjà inscrites", Assert.Single(other.Files[0].Messages).Text, StringComparison.Ordinal);
        await VerifyAsync();
    }

    [Fact]
    public async Task Volunteering_DeclaredAgainOtherwise_IsSaidAndChangesNothing()
    {
        await VolunteeringAsync($"{One};service-civique;2024;6;\n");
        var again = await VolunteeringAsync($"{One};service-civique;2024;8;\n", exit: 1);
        Assert.Contains("déjà inscrite", Assert.Single(again.Files[0].Messages).Text, StringComparison.Ordinal);
        Assert.Equal([("volunteering", 240_00L)], await BalancesAsync());
    }

    /// <summary>L6323-3.</summary>
    [Fact]
    public async Task Dif_RetiredHolder_IsRefused()
    {
        await DifAsync($"{One};10;2018-05-02\n");
        await using (var connection = await _database.Source.OpenConnectionAsync(Stop))
        {
            foreach (var nir in (string[])[One, Two])
            {
                var holder = await LedgerAccounts.HolderAsync(connection, await Vault.LookupAsync(connection, "nir", nir, Stop), Stop);
                await connection.ExecuteAsync("UPDATE ledger_holder SET retired_on = '2026-06-15' WHERE id = @holder", new { holder });
            }
        }
        var report = await DifAsync($"{One};10;2018-05-02\n{Two};20;2018-05-02\n", exit: 1);
        Assert.Contains("retraite", Assert.Single(report.Files[0].Messages).Text, StringComparison.Ordinal);
        Assert.Equal([("annual", 150_00L)], await BalancesAsync());
        await VerifyAsync();
    }

    [Theory]
    [InlineData("121;2018-05-02", "120 au plus")]
    [InlineData("0;2018-05-02", "au-dessus de zéro")]
    [InlineData("10,001;2018-05-02", "deux décimales")]
    [InlineData("10;2021-07-01", "30/06/2021")]
    [InlineData("10;2 mai 2018", "inscrites")]
    public async Task Dif_LineThatCannotBe_IsReportedWithTheReason(string line, string reason)
    {
        var report = await DifAsync($"{One};{line}\n", exit: 1);
        Assert.Contains(reason, Assert.Single(report.Files[0].Messages).Text, StringComparison.Ordinal);
        Assert.Empty(await BalancesAsync());
    }

    private Task<ReferenceReport> VolunteeringAsync(string lines, int exit = 0) =>
        ImportAsync("nir;activite;annee;duree;dont\n" + lines, new VolunteeringImport(Vault, RuleBook.Current, new FixedClock()).RunAsync,
            exit);

    private Task<ReferenceReport> DifAsync(string lines, int exit = 0) =>
        ImportAsync("nir;heures;inscrites\n" + lines, new DifImport(Vault, RuleBook.Current, new FixedClock()).RunAsync, exit);

    private async Task<ReferenceReport> ImportAsync(
        string text, Func<NpgsqlDataSource, string, bool, IProgress<long>?, CancellationToken, Task<ReferenceReport>> import, int exit)
    {
        var path = Path.Combine(Path.GetTempPath(), $"rights-{Guid.NewGuid():N}.csv");
        await File.WriteAllTextAsync(path, text, Encoding.UTF8, Stop);
        try
        {
            var report = await import(_database.Source, path, false, null, Stop);
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
        return [.. await connection.QueryAsync<(string, long)>(
            "SELECT kind, balance FROM ledger_account a JOIN ledger_balance b ON b.account = a.id WHERE balance > 0 ORDER BY kind, balance DESC")];
    }

    private async Task VerifyAsync() =>
        Assert.All(await LedgerVerification.RunAsync(_database.Source, cancel: Stop), f => Assert.Empty(f.Examples));

    /// <summary>Between two days of declaration.</summary>
    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero);
    }
}
