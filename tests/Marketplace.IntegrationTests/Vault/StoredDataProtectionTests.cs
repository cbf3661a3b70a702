using System.Xml.Linq;
using Dapper;
using Marketplace.Platform.Vault;
using Marketplace.Testing;
using Marketplace.Web.Hosting.DataProtection;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.IntegrationTests.Vault;

public sealed class StoredDataProtectionTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Protect_InOneProcess_OpensInAnotherAlsoAfterARotation()
    {
        await using var first = Process(TestKeys.Old);
        var cookie = Protector(first).Protect("bonjour");
        await using (var second = Process(TestKeys.Old))
            Assert.Equal("bonjour", Protector(second).Unprotect(cookie));

        Assert.Equal(1, (await new VaultRotation(database.Source, TestKeys.Both).RunAsync(cancel: Cancel)).DataProtectionKeys);
        await using var later = Process(TestKeys.New);
        Assert.Equal("bonjour", Protector(later).Unprotect(cookie));

        await using var connection = await database.Source.OpenConnectionAsync(Cancel);
        var stored = (await connection.QueryAsync<string>("SELECT xml FROM data_protection_key")).Single();
        Assert.Contains("urn:marketplace:vault", stored);
        // The framework writes the secret of a key that nobody seals as <masterKey><value>.
        Assert.DoesNotContain(XElement.Parse(stored).Descendants(), element => element.Name.LocalName is "masterKey" or "value");
    }

    /// <summary>What one process of the program has.</summary>
    private ServiceProvider Process(MasterKeys keys) =>
        new ServiceCollection().AddLogging().AddSingleton(database.Source).AddSingleton(keys).AddStoredDataProtection()
            .BuildServiceProvider();

    private static IDataProtector Protector(IServiceProvider services) =>
        services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");
}
