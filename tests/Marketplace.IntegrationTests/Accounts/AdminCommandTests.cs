using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Accounts;

/// <summary>The command as a process, with a database of its own.</summary>
public sealed class AdminCommandTests(TestDatabase database) : IClassFixture<TestDatabase>, IDisposable
{
    private readonly Marketplace.Platform.Data.DataDirectory _directory = ServerProcess.NewDirectory();

    public void Dispose() => Directory.Delete(_directory.Path, recursive: true);

    [Fact]
    public async Task AdminCreate_PrintsALinkEachTimeAnother()
    {
        var first = await RunAsync("chef@service.example");
        var second = await RunAsync("chef@service.example");
        Assert.Equal((0, 0), (first.Status, second.Status));
        Assert.Matches("^https://formation\\.example/connexion/activer/[A-Za-z0-9_-]{43}\\s*$", first.Output);
        Assert.NotEqual(first.Output, second.Output);
    }

    [Theory]
    [InlineData("chef")]
    [InlineData("chef@")]
    [InlineData("Chef <chef@service.example>")]
    [InlineData("chef@service.example,autre@service.example")]
    public async Task AdminCreate_NoAddress_IsRefusedInOneSentence(string email)
    {
        var result = await RunAsync(email);
        Assert.Equal(2, result.Status);
        Assert.Contains("n’est pas une adresse électronique", result.Errors);
        Assert.DoesNotContain("   at ", result.Errors);
    }

    private Task<Marketplace.Platform.Data.Private.ProgramResult> RunAsync(string email) =>
        ServerProcess.RunAsync(_directory, new Dictionary<string, string>
    {
        ["ConnectionStrings__Marketplace"] = database.ConnectionString,
        ["Operator__SiteAddress"] = "https://formation.example/",
        ["Vault__CurrentKey"] = "test",
        ["Vault__MasterKeys__test"] = Convert.ToBase64String(new byte[32]),
    }, "admin", "create", email);
}
