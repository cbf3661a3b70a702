using Marketplace.IntegrationTests.Pages;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace Marketplace.IntegrationTests.Browser;

/// <summary>The program on a real port, and Debian's Chromium to look at it. Without Chromium tests are skipped, on the build server they fail.</summary>
public class BrowserApplication : CatalogueApplication, IAsyncLifetime
{
    private static readonly string[] Programs = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    /// <summary>How long a page may take: the whole suite keeps two cores busy for half an hour.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    static BrowserApplication() => Assertions.SetDefaultExpectTimeout((float)Patience.TotalMilliseconds);

    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>Where the program listens.</summary>
    public string Address => Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>A fresh browser window.</summary>
    public async Task<IPage> OpenAsync(string path, bool javaScript = true, int width = 1280)
    {
        var page = await WindowAsync(javaScript, width);
        await page.GotoAsync(Address + path);
        return page;
    }

    /// <summary>
    /// A fresh browser window with nothing in it yet; what it complains of is kept, see <see cref="BrowserComplaints"/>, and
    /// so is what it does, see <see cref="BrowserDiary"/>.
    /// </summary>
    public async Task<IPage> WindowAsync(bool javaScript = true, int width = 1280)
    {
        var page = await (await ContextAsync(javaScript, width)).NewPageAsync();
        BrowserComplaints.Collect(page);
        BrowserDiary.Keep(page);
        page.SetDefaultTimeout((float)Patience.TotalMilliseconds);
        return page;
    }

    protected override void Start()
    {
        UseKestrel(0);
        StartServer();
    }

    private async Task<IBrowserContext> ContextAsync(bool javaScript, int width)
    {
        if (Array.Find(Programs, File.Exists) is not { } program)
        {
            const string reason = "Chromium is not installed (apt-get install chromium).";
            if (string.Equals(System.Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
                Assert.Fail(reason);
            Assert.Skip(reason);
            throw new InvalidOperationException(reason);
        }
        playwright ??= await Playwright.CreateAsync();
        browser ??= await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = ["--no-sandbox"] });
        return await browser.NewContextAsync(new() { JavaScriptEnabled = javaScript, Locale = "fr-FR", ViewportSize = new() { Width = width, Height = 900 } });
    }

    public override async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
