using System.Diagnostics;
using Microsoft.Playwright;
using Xunit;

namespace Marketplace.IntegrationTests.Browser;

/// <summary>Writes down what a page asks for and gets, with milliseconds; a failed test shows it.</summary>
public static class BrowserDiary
{
    public static void Keep(IPage page)
    {
        var started = Stopwatch.GetTimestamp();
        var output = TestContext.Current.TestOutputHelper;
        void Write(string what, string address)
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
        page.Request += (_, request) => Write("asks", request.Url);
        page.RequestFinished += (_, request) => Write("got", request.Url);
        page.RequestFailed += (_, request) => Write("failed", $"{request.Url}: {request.Failure}");
        page.FrameNavigated += (_, frame) => Write("shows", frame.Url);
    }
}
