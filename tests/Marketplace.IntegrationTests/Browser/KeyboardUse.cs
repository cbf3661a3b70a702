using Microsoft.Playwright;
using Xunit;

namespace Marketplace.IntegrationTests.Browser;

/// <summary>Goes through pages as somebody without a mouse does.</summary>
public static class KeyboardUse
{
    private const int MostPresses = 150;

    /// <summary>Presses Tab until what the selector names has the focus.</summary>
    public static async Task TabToAsync(this IPage page, string selector)
    {
        for (var presses = 0; presses < MostPresses; presses++)
        {
            if (await page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
                return;
            await page.Keyboard.PressAsync("Tab");
        }
        Assert.Fail($"{selector} was not reached by the Tab key on {page.Url}.");
    }

    /// <summary>Presses Tab until a link or button with this text has the focus.</summary>
    public static async Task TabToTextAsync(this IPage page, string text)
    {
        for (var presses = 0; presses < MostPresses; presses++)
        {
            if (await page.EvaluateAsync<bool>(
                "text => document.activeElement.matches('a, button, summary') && document.activeElement.textContent.trim().replace(/\\s+/g, ' ') === text", text))
                return;
            await page.Keyboard.PressAsync("Tab");
        }
        Assert.Fail($"« {text} » was not reached by the Tab key on {page.Url}.");
    }

    /// <summary>Goes to a link or button and presses Enter.</summary>
    public static async Task EnterAsync(this IPage page, string text)
    {
        await page.TabToTextAsync(text);
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Goes to a field and types.</summary>
    public static async Task WriteAsync(this IPage page, string selector, string text)
    {
        await page.TabToAsync(selector);
        await page.Keyboard.TypeAsync(text);
    }

    /// <summary>Goes to a check box and presses the space bar.</summary>
    public static async Task TickAsync(this IPage page, string selector)
    {
        await page.TabToAsync(selector);
        await page.Keyboard.PressAsync("Space");
    }
}
