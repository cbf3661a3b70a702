using Marketplace.Platform.Data;
using Marketplace.Platform.Data.Private;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Data;

public sealed class PrivateServerAtOnceTests : IDisposable
{
    private readonly DataDirectory _directory = ServerProcess.NewDirectory();

    public void Dispose() => Directory.Delete(_directory.Path, recursive: true);

    /// <summary>Where the server's files can lie is tried out with a folder that is removed again when they cannot.</summary>
    [Fact]
    public async Task Open_ManyAtOnceWhereTheServerUserCannotEnter_AllFindTheSameCluster()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && OperatingSystem.IsLinux(), "Only root hands the server to another user.");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_directory.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var first = await OpenAsync();
        try
        {
            for (var round = 0; round < 10; round++)
            {
                var opened = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(OpenAsync)));
                foreach (var cluster in opened)
                    cluster.Dispose();
                Assert.All(opened, cluster => Assert.Equal(first.Folder.Server, cluster.Folder.Server));
            }
            Assert.False(Directory.Exists(Path.Combine(first.Folder.Own, "server")));
        }
        finally
        {
            first.Dispose();
            Directory.Delete(first.Folder.Server, recursive: true);
        }
    }

    private Task<PrivateServer> OpenAsync() =>
        PrivateServer.OpenAsync(_directory, new PrivateServerSettings(Durable: false, MaxConnections: 40), CancellationToken.None);
}
