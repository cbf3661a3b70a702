using System.Text;
using Marketplace.Platform.Data;
using Marketplace.Platform.Data.Private;
using Marketplace.Platform.Vault;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Vault;

public sealed class VaultCommandTests(TestDatabase database) : IClassFixture<TestDatabase>, IDisposable
{
    private readonly DataDirectory _directory = ServerProcess.NewDirectory();

    public void Dispose() => Directory.Delete(_directory.Path, recursive: true);

    [Fact]
    public async Task Rotate_SaysHowManyAndNamesAMissingKey()
    {
        await using var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await new IdentityVault(TestKeys.Old)
            .StoreAsync(connection, "nir", Encoding.UTF8.GetBytes("1"), "1", TestContext.Current.CancellationToken);

        var missing = await RunAsync(("Vault__CurrentKey", "new"), ("Vault__MasterKeys__new", Convert.ToBase64String(TestKeys.Second)));
        Assert.Equal(2, missing.Status);
        Assert.Contains("La clé maîtresse old manque", missing.Errors);

        (string, string)[] both = [
            ("Vault__CurrentKey", "new"), ("Vault__MasterKeys__new", Convert.ToBase64String(TestKeys.Second)),
            ("Vault__MasterKeys__old", Convert.ToBase64String(TestKeys.First))];
        var rotated = await RunAsync(both);
        Assert.Equal((0, ""), (rotated.Status, rotated.Errors));
        Assert.Contains("Secrets mis sous la clé new : 2", rotated.Output);
        Assert.Contains("Rien à faire", (await RunAsync(both)).Output);
    }

    [Fact]
    public async Task AnyCommand_InProductionWithoutAKey_SaysWhatToGive()
    {
        var result = await RunAsync(("ASPNETCORE_ENVIRONMENT", "Production"), ("DOTNET_ENVIRONMENT", "Production"));
        Assert.Equal(2, result.Status);
        Assert.Contains("Vault__CurrentKey", result.Errors);
        Assert.DoesNotContain("   at ", result.Errors);
    }

    private Task<ProgramResult> RunAsync(params (string Name, string Value)[] settings) => ServerProcess.RunAsync(
        _directory,
        settings.Append(("ConnectionStrings__Marketplace", database.ApplicationConnectionString))
        .Append(("ConnectionStrings__MarketplaceOwner", database.ConnectionString)).ToDictionary(s => s.Item1, s => s.Item2),
        "vault", "rotate");
}
