using Marketplace.IntegrationTests.Hosting;
using Marketplace.People.Accounts;
using Marketplace.Platform.Data;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Npgsql;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.IntegrationTests.Browser;

/// <summary>A window of Chromium on an application that listens on a real port.</summary>
public static class SignedInWindow
{
    /// <summary>A window in which somebody is signed in.</summary>
    public static async Task<IPage> OpenAsync(
        this MarketplaceApplication application, Guid account, string path, bool javaScript, int width = 1280)
    {
        var context = await (await Chromium.GetAsync()).NewContextAsync(
            new() { JavaScriptEnabled = javaScript, Locale = "fr-FR", ViewportSize = new() { Width = width, Height = 900 } });
        var (_, token) = await application.Services.GetRequiredService<NpgsqlDataSource>().InTransactionAsync(
            connection => application.Services.GetRequiredService<Sessions>().StartAsync(connection, account, "development", "Chrome sur Linux"),
            TestContext.Current.CancellationToken);
        var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        await context.AddCookiesAsync([new() { Name = "session", Value = token, Url = address }]);
        var page = await context.NewPageAsync();
        BrowserComplaints.Collect(page);
        BrowserDiary.Keep(page);
        page.SetDefaultTimeout((float)BrowserApplication.Patience.TotalMilliseconds);
        SetDefaultExpectTimeout((float)BrowserApplication.Patience.TotalMilliseconds);
        await page.GotoAsync(address + path);
        return page;
    }
}
