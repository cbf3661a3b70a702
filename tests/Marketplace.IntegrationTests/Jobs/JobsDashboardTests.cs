using System.Net;
using Hangfire;
using Hangfire.Storage;
using Marketplace.IntegrationTests.Access;
using Marketplace.IntegrationTests.Audit;
using Marketplace.Web.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.IntegrationTests.Jobs;

/// <summary>Who sees the jobs, who acts on them, and what is logged of it. That each address asks for its right: RouteWalkTests.</summary>
public sealed class JobsDashboardTests(JobsDashboardTests.QueuedApplication application)
    : IClassFixture<JobsDashboardTests.QueuedApplication>
{
    private const string Path = "/gestion/travaux";

    [Fact]
    public async Task Support_SeesTheJobsAndIsOfferedNoCommand()
    {
        using var browser = await PersonBrowser.SignInAsync(application, "operator-support");
        var page = await browser.PageAsync(Path + "/recurring?count=50");
        Assert.Contains("Travaux automatiques", page.Title);
        Assert.Equal("fr", page.DocumentElement.GetAttribute("lang"));
        Assert.Contains("Restes de dotations rendus", page.Body!.TextContent);
        Assert.Empty(page.QuerySelectorAll("button[data-url], .js-jobs-list-command"));
        using var refused = await browser.PostAsync(Path + "/recurring/trigger", ("jobs[]", "outbox-purge"));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Null(application.LastOf("outbox-purge"));
    }

    [Fact]
    public async Task Administrator_TriggersAJob_AndTheLogSaysSo()
    {
        using var browser = await PersonBrowser.SignInAsync(application, "operator-administrator");
        Assert.NotEmpty((await browser.PageAsync(Path + "/recurring")).QuerySelectorAll(".js-jobs-list-command"));
        using var done = await browser.PostAsync(Path + "/recurring/trigger", ("jobs[]", "access-upkeep"));
        Assert.Equal(HttpStatusCode.NoContent, done.StatusCode);
        Assert.NotNull(application.LastOf("access-upkeep"));
        Assert.Single(await StoredLog.OfSessionAsync(application, browser.Session), new LogLine(
            PersonBrowser.Demo("operator-administrator"), "operator-administrator", null, "jobs.act", "change", null,
            "job:/recurring/trigger access-upkeep", null));
    }

    [Fact]
    public async Task Command_WithoutTheFormsToken_IsRefused()
    {
        using var browser = await PersonBrowser.SignInAsync(application, "operator-administrator");
        using var answer = await browser.SendAsync(HttpMethod.Post, Path + "/recurring/trigger");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Page_WithItsFiles_IsOneLineOfTheLog()
    {
        using var browser = await PersonBrowser.SignInAsync(application, "operator-support");
        var page = await browser.PageAsync(Path);
        var files = page.QuerySelectorAll("link[rel=stylesheet]").Select(link => link.GetAttribute("href"))
            .Concat(page.QuerySelectorAll("script").Select(script => script.GetAttribute("src"))).ToList();
        Assert.Equal(3, files.Count);
        foreach (var file in files)
        {
            using var answer = await browser.GetAsync(file!);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
        Assert.Equal(new LogLine(
            PersonBrowser.Demo("operator-support"), "operator-support", null, "jobs.view", "look-up", null, null, null),
            Assert.Single(await StoredLog.OfSessionAsync(application, browser.Session)));
    }

    [Theory]
    [InlineData("/nulle-part")]
    [InlineData("/jobs/details/abc")]
    [InlineData("/jobs/details/99999999999999999999")]
    [InlineData("/jobs/enqueued?from=abc&count=-1")]
    [InlineData("/jobs/failed?from=99999999999999999999&count=99999999999999999999")]
    public async Task Address_ThatMeansNothing_IsNotOurFault(string address)
    {
        using var browser = await PersonBrowser.SignInAsync(application, "operator-administrator");
        using var answer = await browser.GetAsync(Path + address);
        Assert.InRange((int)answer.StatusCode, 200, 499);
    }

    [Fact]
    public async Task Home_OffersTheJobsToWhoMaySeeThem()
    {
        foreach (var (person, offered) in new[] { ("operator-support", true), ("operator-administrator", true),
            ("operator-rights", false) })
        {
            using var browser = await PersonBrowser.SignInAsync(application, person);
            Assert.Equal(offered, (await browser.PageAsync("/gestion")).QuerySelector($"a[href='{Path}']") is not null);
        }
    }

    /// <summary>The calendar without workers: what is triggered stays in the queue.</summary>
    public sealed class QueuedApplication : PeopleApplication
    {
        protected override Task PrepareAsync()
        {
            ActivatorUtilities.CreateInstance<JobRegistration>(Services).Register();
            return Task.CompletedTask;
        }

        public string? LastOf(string name)
        {
            using var connection = Services.GetRequiredService<JobStorage>().GetConnection();
            return connection.GetRecurringJobs().Single(job => job.Id == name).LastJobId;
        }
    }
}
