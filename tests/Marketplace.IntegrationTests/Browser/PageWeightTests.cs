using System.Text.Json;
using Microsoft.Playwright;
using Xunit;

namespace Marketplace.IntegrationTests.Browser;

/// <summary>What a browser gets over the wire for the page of results, headers included, fonts left out.</summary>
public sealed class PageWeightTests(BrowserApplication application) : IClassFixture<BrowserApplication>
{
    private const long FirstVisit = 150 * 1024;
    private const long NextVisit = 15 * 1024;

    [Fact]
    public async Task Results_FirstAndNextVisit_StayLight()
    {
        var page = await application.WindowAsync();
        var wire = await Wire.TapAsync(page);
        await page.GotoAsync(application.Address + "/recherche?q=cuisine", new() { WaitUntil = WaitUntilState.NetworkIdle });
        var first = wire.Take();
        await page.GotoAsync(application.Address + "/recherche?q=cuisine&modality=in-person",
            new() { WaitUntil = WaitUntilState.NetworkIdle });
        var next = wire.Take();
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"First visit {first.Sum(a => a.Bytes)} bytes, next visit {next.Sum(a => a.Bytes)} bytes.");
        Assert.True(first.Sum(a => a.Bytes) is > 0 and <= FirstVisit, string.Join("\n", first));
        Assert.True(next.Sum(a => a.Bytes) is > 0 and <= NextVisit, string.Join("\n", next));
        await page.Context.CloseAsync();
    }

    private sealed record Answer(string Address, long Bytes);

    /// <summary>Listens to the browser's own account of what it loaded.</summary>
    private sealed class Wire(ICDPSession session)
    {
        private readonly Lock gate = new();
        private readonly Dictionary<string, string> addresses = [];
        private List<Answer> answers = [];

        public static async Task<Wire> TapAsync(IPage page)
        {
            var wire = new Wire(await page.Context.NewCDPSessionAsync(page));
            wire.Listen();
            await wire.EnableAsync();
            return wire;
        }

        /// <summary>What came since it was last asked.</summary>
        public IReadOnlyList<Answer> Take()
        {
            lock (gate)
            {
                var taken = answers;
                answers = [];
                return taken;
            }
        }

        private Task EnableAsync() => session.SendAsync("Network.enable");

        private void Listen()
        {
            session.Event("Network.responseReceived").OnEvent += (_, told) => Note(told, (id, data) =>
                addresses[id] = data.GetProperty("response").GetProperty("url").GetString()!);
            session.Event("Network.loadingFinished").OnEvent += (_, told) => Note(told, (id, data) =>
            {
                if (addresses.TryGetValue(id, out var address) && !address.EndsWith(".woff2", StringComparison.Ordinal)
                    && address.StartsWith("http", StringComparison.Ordinal))
                    answers.Add(new Answer(address, (long)data.GetProperty("encodedDataLength").GetDouble()));
            });
        }

        private void Note(JsonElement? told, Action<string, JsonElement> note)
        {
            if (told is not { } data)
                return;
            lock (gate)
                note(data.GetProperty("requestId").GetString()!, data);
        }
    }
}
