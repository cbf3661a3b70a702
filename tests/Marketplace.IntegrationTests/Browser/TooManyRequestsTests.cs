using Microsoft.AspNetCore.Hosting;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.IntegrationTests.Browser;

/// <summary>The program with a limit that two attempts reach.</summary>
public sealed class LimitedApplication : BrowserApplication
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("RateLimits:SignInPerMinute", "1");
    }
}

public sealed class TooManyRequestsTests(LimitedApplication application) : IClassFixture<LimitedApplication>
{
    [Fact]
    public async Task TooManyRequests_PageIsAccessible()
    {
        var page = await application.OpenAsync("/connexion/oubli");
        await page.WriteAsync("#email", "zoe@demo.example");
        await page.EnterAsync("Recevoir le lien");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Consultez votre messagerie");
        await page.GotoAsync(application.Address + "/connexion/oubli");
        await page.WriteAsync("#email", "zoe@demo.example");
        await page.EnterAsync("Recevoir le lien");
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("Erreur 429");
        await page.AssertAccessibleAsync();
        await page.AssertStructureAsync();
        await page.SetViewportSizeAsync(320, 900);
        await page.AssertFitsAsync(320);
        await page.Context.CloseAsync();
    }
}
