using Hangfire;
using Hangfire.Storage;
using Marketplace.IntegrationTests.Access;
using Marketplace.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.IntegrationTests.Jobs;

/// <summary>The program with workers, unlike that of other tests.</summary>
public sealed class JobsApplication : PeopleApplication
{
    public IRecurringJobManager Calendar => Services.GetRequiredService<IRecurringJobManager>();

    public IBackgroundJobClient Queue => Services.GetRequiredService<IBackgroundJobClient>();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Jobs:Workers", "2");
    }

    protected override Task PrepareAsync() =>
        Eventually.BeAsync("the calendar is registered", () => Task.FromResult(Recurring().Count == JobRunTests.Calendar.Length));

    public IReadOnlyList<RecurringJobDto> Recurring()
    {
        using var connection = Services.GetRequiredService<JobStorage>().GetConnection();
        return connection.GetRecurringJobs();
    }

    /// <summary>The last job that the calendar made of a kind.</summary>
    public string? LastOf(string name) => Recurring().Single(job => job.Id == name).LastJobId;

    public string? StateOf(string job)
    {
        using var connection = Services.GetRequiredService<JobStorage>().GetConnection();
        return connection.GetStateData(job)?.Name;
    }

    public Task BecomesAsync(string job, string state) =>
        Eventually.SeeAsync($"state of job {job}", () => Task.FromResult(StateOf(job)), seen => seen == state);
}
