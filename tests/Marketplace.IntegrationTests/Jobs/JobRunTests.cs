using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Hangfire;
using Hangfire.States;
using Marketplace.Web.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Xunit;

namespace Marketplace.IntegrationTests.Jobs;

/// <summary>What runs when, what happens to a job that fails, and that none runs beside itself.</summary>
public sealed class JobRunTests(JobsApplication application) : IClassFixture<JobsApplication>
{
    /// <summary>Of an installation with embedded indexes.</summary>
    internal static readonly (string Name, string Cron)[] Calendar =
    [
        ("access-upkeep", "20 3 * * *"), ("bank-details", "*/10 * * * *"), ("booking-deadlines", "* * * * *"),
        ("booking-documents", "* * * * *"), ("booking-reminders", "*/10 * * * *"), ("booking-sessions", "*/10 * * * *"),
        ("card-payments", "* * * * *"), ("card-reconciliation", "15 4 * * *"), ("controls", "20 * * * *"),
        ("dotation-expiry", "40 3 * * *"), ("dotations", "*/10 * * * *"), ("failed-job-upkeep", "5 3 * * *"),
        ("fund-accounts", "30 4 * * *"), ("moderation-scan", "*/10 * * * *"), ("outbox-purge", "10 3 * * *"),
        ("payouts", "*/10 * * * *"), ("query-log-upkeep", "25 3 * * *"), ("referencing", "* * * * *"),
        ("search-alerts", "* * * * *"), ("search-neutrality", "50 3 * * *"), ("statistics-edition", "30 4 * * *"),
        ("statistics-feed", "* * * * *"), ("uploads", "* * * * *"), ("waiting-lists", "* * * * *"),
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Calendar_OfARunningServer_IsRegisteredInParisTime()
    {
        var recurring = application.Recurring();
        Assert.Equal(Calendar, recurring.Select(job => (job.Id, job.Cron)).Order());
        Assert.All(recurring, job => Assert.Equal("Europe/Paris", job.TimeZoneId));
        Assert.All(recurring, job => Assert.Null(job.LoadException));
    }

    [Fact]
    public void Calendar_SharedIndex_ComparesItOnceForAll() =>
        Assert.Equal([("index-verify", "40 3 * * *")],
            JobCalendar.All(sharedIndex: true).Except(JobCalendar.All(sharedIndex: false)).Select(job => (job.Name, job.Cron)));

    [Fact]
    public void Calendar_JobRemovedByMistake_ComesBack()
    {
        application.Calendar.RemoveIfExists("search-neutrality");
        Assert.DoesNotContain(application.Recurring(), job => job.Id == "search-neutrality");
        application.Services.GetServices<IHostedService>().OfType<JobRegistration>().Single().Register();
        Assert.Contains(application.Recurring(), job => job.Id == "search-neutrality");
    }

    [Fact]
    public async Task Job_Triggered_DoesItsWork()
    {
        await application.AsOwnerAsync("INSERT INTO index_request (kind, requested_at) VALUES ('old', now() - interval '2 days')");
        var job = Trigger("outbox-purge");
        await application.BecomesAsync(job, SucceededState.StateName);
        Assert.Equal([0L], await application.ReadAsync<long>("SELECT count(*) FROM index_request WHERE kind = 'old'"));
    }

    [Fact]
    public async Task Job_ThatFails_WaitsForItsNextTry_AndTheOthersGoOn()
    {
        using var heard = new HeardRuns();
        var failing = application.Queue.Create<FailingJob>(job => job.RunAsync(), new EnqueuedState());
        await application.BecomesAsync(failing, ScheduledState.StateName);
        Assert.Equal(["failed"], heard.Of(nameof(FailingJob)));
        Assert.Equal(["1"], await application.ReadAsync<string>(
            "SELECT value FROM hangfire.jobparameter WHERE name = 'RetryCount' AND jobid = @job", new { job = long.Parse(failing, null) }));
        await application.BecomesAsync(Trigger("access-upkeep"), SucceededState.StateName);
    }

    [Fact]
    public async Task Job_ThatFailedForGood_IsShownAsFailedForAMonth()
    {
        var failing = application.Queue.Create<FailingJob>(job => job.RunAsync(), new ScheduledState(TimeSpan.FromDays(1)));
        // Of four tries after the first, all are over.
        await application.AsOwnerAsync(
            "INSERT INTO hangfire.jobparameter (jobid, name, value) VALUES (@job, 'RetryCount', '4')",
            new { job = long.Parse(failing, null) });
        application.Queue.ChangeState(failing, new EnqueuedState());
        await application.BecomesAsync(failing, FailedState.StateName);

        await UpkeepAsync(TimeSpan.FromDays(29));
        Assert.Equal(FailedState.StateName, application.StateOf(failing));
        await UpkeepAsync(TimeSpan.FromDays(31));
        Assert.Equal(DeletedState.StateName, application.StateOf(failing));
    }

    [Fact]
    public async Task Calendar_WhileTheLastJobWaits_MakesNoFurther()
    {
        const string Made = "SELECT count(*) FROM hangfire.job WHERE invocationdata::text LIKE '%DotationExpiryJob%'";
        var waiting = Trigger("dotation-expiry");
        await application.BecomesAsync(waiting, SucceededState.StateName);
        application.Queue.ChangeState(waiting, new ScheduledState(TimeSpan.FromDays(1)));

        for (var times = 0; times < 3; times++)
            application.Calendar.Trigger("dotation-expiry");
        Assert.Equal([1L], await application.ReadAsync<long>(Made));

        application.Queue.ChangeState(waiting, new DeletedState());
        Assert.NotEqual(waiting, Trigger("dotation-expiry"));
        Assert.Equal([2L], await application.ReadAsync<long>(Made));
    }

    [Fact]
    public async Task Job_WhileAnotherOfItsKindIsAtWork_IsSkipped()
    {
        using var heard = new HeardRuns();
        await using (var other = await application.Database.Source.OpenConnectionAsync(Stop))
        {
            await using (var take = new NpgsqlCommand("SELECT pg_advisory_lock(hashtextextended('job CountedJob', 10))", other))
                await take.ExecuteNonQueryAsync(Stop);
            await application.BecomesAsync(application.Queue.Enqueue<CountedJob>(job => job.RunAsync()), DeletedState.StateName);
            Assert.Equal(0, CountedJob.Runs);
            await using var free = new NpgsqlCommand("SELECT pg_advisory_unlock_all()", other);
            await free.ExecuteNonQueryAsync(Stop);
        }
        Assert.Equal(["skipped"], heard.Of(nameof(CountedJob)));
        // Each leaves the lock to the next.
        for (var runs = 1; runs <= 2; runs++)
        {
            await application.BecomesAsync(application.Queue.Enqueue<CountedJob>(job => job.RunAsync()), SucceededState.StateName);
            Assert.Equal(runs, CountedJob.Runs);
        }
        Assert.Equal(["skipped", "done", "done"], heard.Of(nameof(CountedJob)));
    }

    /// <summary>The time of the calendar is now.</summary>
    private string Trigger(string name)
    {
        application.Calendar.Trigger(name);
        return application.LastOf(name)!;
    }

    private Task UpkeepAsync(TimeSpan later) =>
        new FailedJobUpkeep(application.Services.GetRequiredService<JobStorage>(), application.Queue, new LaterClock(later)).RunAsync(Stop);

    /// <summary>What the metrics tell of runs.</summary>
    private sealed class HeardRuns : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly ConcurrentQueue<(string? Job, string? Outcome)> _runs = new();

        public HeardRuns()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "marketplace.job.duration")
                    listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<double>(
                (_, _, tags, _) => _runs.Enqueue((tags[0].Value as string, tags[1].Value as string)));
            _listener.Start();
        }

        public IEnumerable<string?> Of(string job) => _runs.Where(run => run.Job == job).Select(run => run.Outcome);

        public void Dispose() => _listener.Dispose();
    }

    private sealed class LaterClock(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }

    public sealed class FailingJob
    {
        public Task RunAsync() => throw new InvalidOperationException("planted");
    }

    public sealed class CountedJob
    {
        public static int Runs { get; private set; }

        public Task RunAsync()
        {
            Runs++;
            return Task.CompletedTask;
        }
    }
}
