using Hangfire;
using Marketplace.IntegrationTests.Browser;
using Marketplace.Web.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace Marketplace.IntegrationTests.Jobs;

/// <summary>
/// Hangfire's pages in a browser, under our content security policy. They are not ours: what axe finds in them is what
/// docs/operations.md says, no more.
/// </summary>
[Collection(PrivatePagesGroup.Name)]
public sealed class JobsDashboardPageTests(PrivateApplication application)
{
    private const string Path = "/gestion/travaux";

    private static readonly string[] Pages = [
        "", "/recurring", "/jobs/enqueued", "/jobs/enqueued/default", "/jobs/scheduled", "/jobs/processing", "/jobs/succeeded",
        "/jobs/failed", "/jobs/deleted", "/retries", "/servers"];

    /// <summary>
    /// Hash of the style that the home page's chart writes for an effect that nothing here needs; it is drawn all the same.
    /// </summary>
    private const string ChartStyle = "sha256-z7zcnw/4WalZqx+PrNaRnoeLz/G9WXuFqV1WCJ129sg=";

    /// <summary>Rules of axe that these pages break.</summary>
    private static readonly string[] KnownFaults = [
        "color-contrast", "empty-table-header", "heading-order", "label", "landmark-one-main", "link-name", "region"];

    [Fact]
    public async Task Pages_UnderOurPolicy_WorkAndLoadNothingFromElsewhere()
    {
        var page = await PrepareAsync();
        var elsewhere = new List<string>();
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(application.Address, StringComparison.Ordinal)
                && !request.Url.StartsWith("data:", StringComparison.Ordinal))
                elsewhere.Add(request.Url);
        };
        var complaints = new List<string>();
        foreach (var path in Pages)
        {
            BrowserComplaints.Forget(page);
            var answer = await page.GotoAsync(application.Address + Path + path);
            Assert.Equal(200, answer!.Status);
            Assert.DoesNotContain("unsafe", await answer.HeaderValueAsync("content-security-policy"));
            complaints.AddRange(BrowserComplaints.Of(page).Select(complaint => $"{path} {complaint}"));
        }
        Assert.Empty(elsewhere);
        foreach (var complaint in complaints)
            TestContext.Current.TestOutputHelper!.WriteLine(complaint);
        // Told by its hash: a complaint can come in when the browser is already on the next page.
        Assert.All(complaints, complaint => Assert.Contains(ChartStyle, complaint, StringComparison.Ordinal));
        application.Back(page);
    }

    [Fact]
    public async Task Pages_FaultsThatAxeFinds_AreAmongThoseThatTheDocsName()
    {
        var page = await PrepareAsync();
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var path in Pages)
        {
            await page.GotoAsync(application.Address + Path + path);
            foreach (var violation in await page.ViolationsAsync())
            {
                TestContext.Current.TestOutputHelper!.WriteLine(violation);
                found.Add(violation.Split(' ')[1].TrimEnd(':'));
            }
        }
        // Which of them show depends on what there is to list.
        Assert.NotEmpty(found);
        Assert.Empty(found.Except(KnownFaults));
        application.Back(page);
    }

    [Fact]
    public async Task Trigger_WithTheDashboardsButton_MakesAJob()
    {
        var page = await PrepareAsync();
        await page.GotoAsync(application.Address + Path + "/recurring?count=50");
        await page.Locator("input.js-jobs-list-checkbox[value='query-log-upkeep']").CheckAsync();
        await page.Locator("button.js-jobs-list-command[data-url$='/recurring/trigger']").ClickAsync();
        // The page is loaded anew, and shows the job that was made.
        await Assertions.Expect(page.Locator("tr:has(input[value='query-log-upkeep']) a[href*='/jobs/details/']")).ToBeVisibleAsync();
        application.Back(page);
    }

    private async Task<IPage> PrepareAsync()
    {
        ActivatorUtilities.CreateInstance<JobRegistration>(application.Services).Register();
        application.Services.GetRequiredService<IRecurringJobManager>().Trigger("access-upkeep");
        return await application.KeptPageAsAsync("operator-administrator");
    }
}
