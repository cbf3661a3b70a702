using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Playwright;
using Xunit;

namespace Marketplace.IntegrationTests.Browser;

/// <summary>Writes down what a page asks for and gets, with milliseconds; a failed test shows it.</summary>
public static class BrowserDiary
{
    private static readonly ConditionalWeakTable<IPage, Writer> Writers = [];

    /// <summary>From now on for the test that runs; a page may be kept for several.</summary>
    public static void Keep(IPage page)
    {
        if (!Writers.TryGetValue(page, out var writer))
        {
            Writers.Add(page, writer = new Writer());
            page.Request += (_, request) => writer.Write("asks", request.Url);
            page.RequestFinished += (_, request) => writer.Write("got", request.Url);
            page.RequestFailed += (_, request) => writer.Write("failed", $"{request.Url}: {request.Failure}");
            page.FrameNavigated += (_, frame) => writer.Write("shows", frame.Url);
        }
        writer.Begin(TestContext.Current.TestOutputHelper);
    }

    private sealed class Writer
    {
        private long started;
        private volatile ITestOutputHelper? output;

        public void Begin(ITestOutputHelper? test) => (started, output) = (Stopwatch.GetTimestamp(), test);

        public void Write(string what, string address)
        {
            try
            {
                output?.WriteLine($"{Stopwatch.GetElapsedTime(started).TotalMilliseconds:F0} {what} {address}");
            }
            catch (InvalidOperationException)
            {
                // The test is over, its page not yet closed.
            }
        }
    }
}
