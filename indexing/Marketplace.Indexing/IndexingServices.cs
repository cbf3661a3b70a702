using Marketplace.Core.Reference;
using Marketplace.Indexing.Documents;
using Marketplace.Indexing.Outbox;
using Marketplace.Indexing.Upkeep;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace Marketplace.Indexing;

/// <summary>Registers what turns changes of the write side into search documents.</summary>
public static class IndexingServices
{
    /// <summary>What commands and the server share. Needs NpgsqlDataSource, ISearchIndex, ReferenceDataStore and TimeProvider.</summary>
    public static IServiceCollection AddIndexing(this IServiceCollection services) => services
        .AddSingleton<ActionRows>()
        .AddSingleton<DeadLetters>()
        .AddSingleton<Func<ReferenceData>>(s => { var store = s.GetRequiredService<ReferenceDataStore>(); return () => store.Current; })
        .AddSingleton<Projector>()
        .AddSingleton<IndexRebuild>()
        .AddSingleton<FeedingTurn>()
        .AddSingleton<OutboxFeed>()
        .AddSingleton<DriftCheck>()
        .AddSingleton<SampleCheck>()
        .AddSingleton<IndexRequests>()
        .AddSingleton<IndexTasks>()
        .AddSingleton<IndexReadiness>()
        .AddSingleton<OutboxSweep>()
        .AddSingleton<OutboxPurge>()
        .AddSingleton<NightlyDriftCheck>();

    /// <summary>The server's part: follows the outbox as long as the process lives.</summary>
    public static IServiceCollection AddIndexFeed(this IServiceCollection services) => services
        .AddHostedService<OutboxListener>()
        .AddHostedService<IndexWatch>();

    /// <summary>The sweep of each server and, where <paramref name="nightly"/>, the nightly work; times are Paris time.</summary>
    public static IServiceCollection AddIndexJobs(this IServiceCollection services, bool nightly)
    {
        var paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
        return services
            .AddQuartz(q =>
            {
                q.UseDefaultTimeZone(paris);
                q.ScheduleJob<OutboxSweep>(t => t.WithIdentity("outbox-sweep").WithSimpleSchedule(OutboxSweep.Every));
                if (!nightly)
                    return;
                q.ScheduleJob<OutboxPurge>(t => t.WithIdentity("outbox-purge").WithCronSchedule("0 10 3 * * ?"));
                q.ScheduleJob<NightlyDriftCheck>(t => t.WithIdentity("index-verify").WithCronSchedule("0 40 3 * * ?"));
            })
            .AddQuartzHostedService(o => o.WaitForJobsToComplete = false);
    }
}
