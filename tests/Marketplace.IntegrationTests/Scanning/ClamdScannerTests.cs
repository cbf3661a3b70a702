using Marketplace.Platform.Data;
using Marketplace.Platform.Scanning;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Marketplace.IntegrationTests.Scanning;

public sealed class ClamdScannerTests(ClamdServer clamd) : IClassFixture<ClamdServer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Find_ByBothKindsOfSocket_NamesWhatIsHarmfulAndPassesTheRest(bool unix)
    {
        var scanner = Scanner(unix);
        Assert.Null(await scanner.FindAsync("%PDF-1.7 rien de grave"u8.ToArray(), Stop));
        Assert.Null(await scanner.FindAsync(ReadOnlyMemory<byte>.Empty, Stop));
        Assert.StartsWith("Marketplace.Test", await scanner.FindAsync(ClamdServer.Harmful, Stop));
        // Over many pieces, and at the very end.
        byte[] large = [.. new byte[ClamdServer.Limit - 1024], .. ClamdServer.Harmful];
        Assert.StartsWith("Marketplace.Test", await scanner.FindAsync(large, Stop));
        Assert.Null(await scanner.FindAsync(large.AsMemory(0, large.Length - 1), Stop));
    }

    [Fact]
    public async Task Find_FileBeyondItsLimit_IsNotTakenForClean() =>
        await Assert.ThrowsAsync<ScannerUnavailableException>(() => Scanner(unix: true).FindAsync(new byte[ClamdServer.Limit * 2], Stop));

    [Theory]
    [InlineData("unix:/nonexistent/clamd.sock")]
    [InlineData("tcp:127.0.0.1:1")]
    public async Task Find_NobodyThere_SaysSo(string address) =>
        await Assert.ThrowsAsync<ScannerUnavailableException>(() => new ClamdScanner(Read(address)!).FindAsync(new byte[10], Stop));

    [Theory]
    [InlineData("/run/clamav/clamd.ctl")]
    [InlineData("unix:clamd.ctl")]
    [InlineData("unix:")]
    [InlineData("tcp:")]
    [InlineData("tcp:host:port")]
    [InlineData("tcp:host:70000")]
    [InlineData("http://host")]
    public void Read_AddressThatCannotWork_NamesTheSetting(string address)
    {
        var failure = Assert.Throws<SetupException>(() => Read(address));
        Assert.Contains("Scanner__Clamd__Address", failure.Message);
    }

    [Fact]
    public void Read_Addresses_AreUnderstood()
    {
        Assert.Null(Read(""));
        Assert.Equal("127.0.0.1:3310", Read("tcp:127.0.0.1")!.Address.ToString());
        Assert.Equal("[::1]:3311", Read("tcp:[::1]:3311")!.Address.ToString());
        Assert.EndsWith("clamav:3310", Read("tcp:clamav")!.Address.ToString());
        Assert.Contains("Scanner__Clamd__Patience", Assert.Throws<SetupException>(() => Read("tcp:clamav", "jamais")).Message);
    }

    private ClamdScanner Scanner(bool unix)
    {
        Assert.SkipWhen(clamd.Program is null, "clamd is not installed: apt-get install clamav-daemon.");
        return new ClamdScanner(Read(unix ? clamd.UnixAddress : clamd.TcpAddress)!);
    }

    private static ClamdSettings? Read(string address, string patience = "") => ClamdSettings.Read(new ConfigurationBuilder()
        .AddInMemoryCollection([new("Scanner:Clamd:Address", address), new("Scanner:Clamd:Patience", patience)]).Build());
}
