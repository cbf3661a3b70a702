using Microsoft.Playwright;
using Xunit;

namespace Marketplace.IntegrationTests.Browser;

/// <summary>
/// Debian's Chromium, one for all tests of the process: windows are apart from each other, the program takes a second to
/// start. Without Chromium tests are skipped, on the build server they fail.
/// </summary>
internal static class Chromium
{
    private static readonly string[] Programs = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private static readonly SemaphoreSlim OneAtATime = new(1);
    private static IPlaywright? _playwright;
    private static IBrowser? _browser;

    /// <summary>The browser, started at the first call and again should it have ended.</summary>
    public static async Task<IBrowser> GetAsync()
    {
        var program = Program();
        await OneAtATime.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (_browser is { IsConnected: true } running)
                return running;
            if (_playwright is null)
            {
                _playwright = await Playwright.CreateAsync();
                AppDomain.CurrentDomain.ProcessExit += (_, _) => _playwright.Dispose();
            }
            return _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = ["--no-sandbox"] });
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    private static string Program()
    {
        if (Array.Find(Programs, File.Exists) is { } program)
            return program;
        const string reason = "Chromium is not installed (apt-get install chromium).";
        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
            Assert.Fail(reason);
        Assert.Skip(reason);
        throw new InvalidOperationException(reason);
    }
}
