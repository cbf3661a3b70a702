using System.Runtime.CompilerServices;
using Microsoft.Playwright;

namespace Marketplace.IntegrationTests.Browser;

/// <summary>What a browser says is wrong with our pages: scripts that fail, and what the content security policy stopped.</summary>
public static class BrowserComplaints
{
    private static readonly ConditionalWeakTable<IPage, List<string>> Kept = [];

    /// <summary>Call before the first page is opened: most complaints come while it loads.</summary>
    public static void Collect(IPage page)
    {
        var complaints = Kept.GetOrCreateValue(page);
        page.PageError += (_, text) => complaints.Add(text);
        // Answers with a status of 4xx are errors to the console too, and are what some tests ask for.
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
                complaints.Add(message.Text);
        };
    }

    /// <summary>Before another test looks at the same page.</summary>
    public static void Forget(IPage page) => Kept.GetOrCreateValue(page).Clear();

    public static IReadOnlyList<string> Of(IPage page) => Kept.GetOrCreateValue(page);
}
