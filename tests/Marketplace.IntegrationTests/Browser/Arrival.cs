using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.IntegrationTests.Browser;

/// <summary>
/// Waits for the page a link or a form leads to. Playwright's own <c>WaitForURLAsync</c> looks at the address first and
/// listens for a change next, while changes come in on another thread. On a busy machine it waited in vain on a page long
/// shown, probably for a change that fell in between. This asks until the answer is right.
/// </summary>
public static class Arrival
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Returns when the page at an address is loaded; <c>**</c> stands for anything, <c>*</c> for anything but a slash.</summary>
    public static async Task ArriveAtAsync(this IPage page, string address)
    {
        await Expect(page).ToHaveURLAsync(Matching(address));
        var waited = Stopwatch.StartNew();
        while (!await LoadedAsync(page))
        {
            Assert.True(waited.Elapsed < BrowserApplication.Patience, $"{page.Url} did not finish loading.");
            await Task.Delay(Pause);
        }
    }

    /// <summary>False too while one document gives way to the next: the address can be there before its document is.</summary>
    private static async Task<bool> LoadedAsync(IPage page)
    {
        try
        {
            return await page.EvaluateAsync<string>("document.readyState") == "complete";
        }
        catch (PlaywrightException gone) when (gone.Message.Contains("Execution context was destroyed", StringComparison.Ordinal))
        {
            return false;
        }
    }

    private static Regex Matching(string address) => new(
        $"^{Regex.Escape(address).Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal)}$",
        RegexOptions.None, TimeSpan.FromSeconds(1));
}
