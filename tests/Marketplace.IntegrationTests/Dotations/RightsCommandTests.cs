using Marketplace.Platform.Data;
using Marketplace.Platform.Data.Private;
using Marketplace.Platform.Text;
using Marketplace.Testing;
using Npgsql;
using Xunit;

namespace Marketplace.IntegrationTests.Dotations;

/// <summary>The commands of rights as processes: files in, report and exit status out.</summary>
public sealed class RightsCommandTests(TestDatabase database) : IClassFixture<TestDatabase>, IDisposable
{
    private readonly DataDirectory _directory = ServerProcess.NewDirectory();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_directory.Path, recursive: true);

    [Fact]
    public async Task ImportBank_DryRun_ChangesNothing_ThenWhatNobodyOrderedIsSetAside()
    {
        var statement = await FileAsync(
            "releve.csv", "reference;date;montant;libelle;devise\nVIR-1;2026-11-25;120,00;Don sans étiquette;EUR\n");
        var tried = await RunAsync("import", "bank", statement, "--dry-run");
        Assert.Equal(0, tried.Status);
        Assert.DoesNotContain("Rapprochement", tried.Output, StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync("bank_entry"));

        var imported = await RunAsync("import", "bank", statement);
        Assert.Equal(1, imported.Status);
        Assert.Contains("Rapprochement : 0 commandes payées, 1 écritures mises de côté.", imported.Output, StringComparison.Ordinal);
        Assert.Contains($"VIR-1 de {EuroText.Of(120_00)}", imported.Output, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync("bank_entry"));

        var again = await RunAsync("import", "bank", statement);
        Assert.Equal(0, again.Status);
        Assert.Equal(1, await CountAsync("bank_entry"));
    }

    [Fact]
    public async Task Dotations_NothingToDo_SaySo()
    {
        var (credit, expire) = (await RunAsync("dotations", "credit"), await RunAsync("dotations", "expire"));
        Assert.Equal((0, "Inscription : 0 commandes finies, 0 bénéficiaires, 0 commandes en échec."),
            (credit.Status, credit.Output.Trim()));
        Assert.Equal((0, $"Reprise : 0 dotations, {EuroText.Of(0)} à rendre à leurs financeurs."), (expire.Status, expire.Output.Trim()));
    }

    [Theory]
    [InlineData("volunteering",
        "nir;activite;annee;duree;dont\n285026912300110;service-civique;2024;6;\n285026912300209;service-civique;2024;5;\n", "6 au moins")]
    [InlineData("dif", "nir;heures;inscrites\n285026912300110;100;2019-05-02\n285026912300209;121;2018-05-02\n", "120 au plus")]
    public async Task ImportOtherRights_WrongLine_CreditsTheOthersAndNamesIt(string kind, string text, string reason)
    {
        var file = await FileAsync($"{kind}.csv", text);
        var before = await CountAsync("ledger_transfer");
        var tried = await RunAsync("import", kind, file, "--dry-run");
        Assert.Equal((1, before), (tried.Status, await CountAsync("ledger_transfer")));

        var result = await RunAsync("import", kind, file);
        Assert.Equal(1, result.Status);
        Assert.Contains(reason, result.Output, StringComparison.Ordinal);
        Assert.Contains("3", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("2850269123", result.Output + result.Errors, StringComparison.Ordinal);
        Assert.Equal(before + 1, await CountAsync("ledger_transfer"));
        Assert.Equal(0, (await RunAsync("ledger", "verify")).Status);
    }

    private async Task<string> FileAsync(string name, string text)
    {
        var path = Path.Combine(_directory.Path, name);
        await File.WriteAllTextAsync(path, text, Stop);
        return path;
    }

    private async Task<long> CountAsync(string table)
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var command = source.CreateCommand($"SELECT count(*) FROM {table}");
        return (long)(await command.ExecuteScalarAsync(Stop))!;
    }

    private Task<ProgramResult> RunAsync(params string[] arguments) => ServerProcess.RunAsync(_directory, new Dictionary<string, string>
    {
        ["ConnectionStrings__Marketplace"] = database.ConnectionString,
        ["Operator__SiteAddress"] = "https://formation.example/",
        ["Vault__CurrentKey"] = "test",
        ["Vault__MasterKeys__test"] = Convert.ToBase64String(new byte[32]),
    }, arguments);
}
