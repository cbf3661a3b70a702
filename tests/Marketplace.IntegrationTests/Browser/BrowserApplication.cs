using Marketplace.IntegrationTests.Pages;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace Marketplace.IntegrationTests.Browser;

/// <summary>
/// The program on a real port, and Debian's Chromium to look at it. Without Chromium tests are skipped, on the build server they fail.
/// </summary>
public class BrowserApplication : CatalogueApplication, IAsyncLifetime
{
    /// <summary>How long a page may take: the whole suite keeps two cores busy for half an hour.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private const int Height = 900;

    static BrowserApplication() => Assertions.SetDefaultExpectTimeout((float)Patience.TotalMilliseconds);

    private readonly Dictionary<bool, IPage> kept = [];
    private readonly HashSet<IPage> free = [];

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

    /// <summary>
    /// The page that is kept for looking at addresses one after the other: nobody is signed in, the design system is
    /// already loaded, which takes most of a fresh window's time. Put it <see cref="Back"/> when done; one that a failed
    /// test did not put back is closed.
    /// </summary>
    public async Task<IPage> KeptPageAsync(bool javaScript = true, int width = 1280)
    {
        if (kept.Remove(javaScript, out var page) && !free.Remove(page))
        {
            await page.Context.CloseAsync();
            page = null;
        }
        if (page is null)
        {
            page = await WindowAsync(javaScript, width);
            if (javaScript)
                await page.AddInitScriptAsync(PageChecks.Axe);
        }
        kept[javaScript] = page;
        BrowserComplaints.Forget(page);
        BrowserDiary.Keep(page);
        await page.Context.ClearCookiesAsync();
        await page.SetViewportSizeAsync(width, Height);
        return page;
    }

    /// <summary>The test is done with a <see cref="KeptPageAsync"/>.</summary>
    public void Back(IPage page) => free.Add(page);

    protected override void Start()
    {
        UseKestrel(0);
        StartServer();
    }

    private static async Task<IBrowserContext> ContextAsync(bool javaScript, int width) =>
        await (await Chromium.GetAsync()).NewContextAsync(
            new() { JavaScriptEnabled = javaScript, Locale = "fr-FR", ViewportSize = new() { Width = width, Height = Height } });

    public override async ValueTask DisposeAsync()
    {
        foreach (var page in kept.Values)
            await page.Context.CloseAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
