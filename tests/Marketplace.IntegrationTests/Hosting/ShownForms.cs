using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Marketplace.IntegrationTests.Access;
using Xunit;

namespace Marketplace.IntegrationTests.Hosting;

/// <summary>Decides as people do: opens the page, and sends its form with what it says it showed.</summary>
internal static class ShownForms
{
    private const string Field = "vu";

    /// <summary>
    /// Opens a page and posts its form that leads to an address. A page without such a form: posts without what was shown.
    /// </summary>
    public static async Task<Answer> DecideAsync(
        this Visitor visitor, string page, string path, params (string Name, string Value)[] fields) =>
        await visitor.PostAsync(path, [.. fields, .. (await visitor.GetAsync(page)).Page.ShownAt(path, fields)]);

    /// <inheritdoc cref="DecideAsync(Visitor, string, string, (string, string)[])"/>
    public static async Task<HttpResponseMessage> DecideAsync(
        this PersonBrowser browser, string page, string path, params (string Name, string Value)[] fields) =>
        await browser.PostAsync(path, [.. fields, .. await browser.ShownAsync(page, path, fields)]);

    /// <summary>What the form of a page says it showed; empty when there is no such form.</summary>
    public static async Task<IReadOnlyList<(string Name, string Value)>> ShownAsync(
        this PersonBrowser browser, string page, string path, params (string Name, string Value)[] fields)
    {
        using var answer = await browser.GetAsync(page);
        return new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
            .ShownAt(path, fields);
    }

    /// <summary>What the form that leads to an address says it showed; of several, the one whose hidden fields are those given.</summary>
    public static IReadOnlyList<(string Name, string Value)> ShownAt(
        this IHtmlDocument page, string path, params (string Name, string Value)[] fields) =>
        page.QuerySelectorAll($"form[action='{path}']")
            .Where(form => form.QuerySelectorAll("input[type=hidden]")
                .All(hidden => hidden.GetAttribute("name") is Field or Visitor.TokenField or "demande"
                || fields.Contains((hidden.GetAttribute("name")!, hidden.GetAttribute("value")!))))
            .Select(form => form.QuerySelector($"input[name={Field}]")).Where(hidden => hidden is not null)
            .Select(hidden => (Field, hidden!.GetAttribute("value")!)).Take(1).ToList();
}
