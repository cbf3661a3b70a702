using System.Diagnostics;
using System.Net;
using Marketplace.Platform.Data;
using Marketplace.Platform.Data.Private;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Hosting;

/// <summary>The program as real processes: how it starts, shares, dies and recovers.</summary>
public sealed class ServeTests : IDisposable
{
    private readonly DataDirectory _directory = ServerProcess.NewDirectory();

    private string DatabaseFolder => PrivateServerFolder.In(_directory).Data;

    public void Dispose() => Directory.Delete(_directory.Path, recursive: true);

    [Fact]
    public async Task Serve_StoppedPolitely_StopsItsDatabaseToo()
    {
        await using var server = await ServerProcess.StartAsync(_directory);
        Assert.Equal(HttpStatusCode.OK, await ReadyAsync(server));
        Assert.Equal(0, await server.StopAsync());
        Assert.Null(PostmasterFile.ReadAlive(DatabaseFolder));
    }

    [Fact]
    public async Task Serve_SecondOneOnTheDirectory_IsRefusedAndNamesTheFirst()
    {
        await using var first = await ServerProcess.StartAsync(_directory);
        var second = await ServerProcess.RunAsync(_directory, "serve");
        Assert.Equal(2, second.Status);
        Assert.Contains("Un serveur tourne déjà", second.Errors);
        Assert.Contains($"{first.Id}", second.Errors);
        Assert.DoesNotContain("   at ", second.Errors);
        Assert.Equal(HttpStatusCode.OK, await ReadyAsync(first));
    }

    [Fact]
    public async Task Serve_AfterAKilledServer_AdoptsItsDatabase()
    {
        await using (var killed = await ServerProcess.StartAsync(_directory))
            await killed.KillAsync();
        var orphan = PostmasterFile.ReadAlive(DatabaseFolder);
        Assert.NotNull(orphan);
        await using var server = await ServerProcess.StartAsync(_directory);
        Assert.Equal(HttpStatusCode.OK, await ReadyAsync(server));
        Assert.Equal(orphan.ProcessId, PostmasterFile.ReadAlive(DatabaseFolder)?.ProcessId);
        await server.StopAsync();
        Assert.Null(PostmasterFile.ReadAlive(DatabaseFolder));
    }

    [Fact]
    public async Task Serve_DatabaseKilledUnderIt_BringsItBack()
    {
        await using var server = await ServerProcess.StartAsync(_directory);
        using (var postgres = Process.GetProcessById(PostmasterFile.ReadAlive(DatabaseFolder)!.ProcessId))
            postgres.Kill();
        // However long the machine takes, it has to come back by itself.
        await Eventually.SeeAsync("server and its words", async () => (Status: await ReadyAsync(server), server.Output),
            seen => seen.Status == HttpStatusCode.OK && seen.Output.Contains("started again", StringComparison.Ordinal));
        Assert.NotNull(PostmasterFile.ReadAlive(DatabaseFolder));
    }

    [Fact]
    public async Task UnknownCommand_IsRefusedInOneSentence()
    {
        var result = await ServerProcess.RunAsync(_directory, "vendre");
        Assert.Equal(2, result.Status);
        Assert.Contains("« vendre »", result.Errors);
    }

    [Fact]
    public async Task UnreachableDatabase_IsSaidInOneSentence()
    {
        var result = await ServerProcess.RunAsync(
            _directory, "serve", "--ConnectionStrings:Marketplace=Host=127.0.0.1;Port=1;Username=nobody;Timeout=2");
        Assert.Equal(2, result.Status);
        Assert.Contains("ConnectionStrings__Marketplace", result.Errors);
        Assert.DoesNotContain("   at ", result.Errors);
    }

    private static async Task<HttpStatusCode> ReadyAsync(ServerProcess server)
    {
        using var client = new HttpClient { BaseAddress = server.Address };
        return (await client.GetAsync("/health/ready", TestContext.Current.CancellationToken)).StatusCode;
    }
}
