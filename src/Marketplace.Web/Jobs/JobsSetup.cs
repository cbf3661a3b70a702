using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.Common;
using Hangfire.PostgreSql;
using Marketplace.Web.Access;
using Marketplace.Web.Alerts;
using Marketplace.Web.Bookings;
using Marketplace.Web.Dotations;
using Marketplace.Web.Moderation;
using Marketplace.Web.Searching.Log;
using Marketplace.Web.Uploads;
using Marketplace.Web.Statistics;
using Npgsql;

namespace Marketplace.Web.Jobs;

/// <summary>
/// Hangfire over the application's own connections. What it usually keeps in statics (storage, activator, filters) is
/// registered here, because a process may have more than one host.
/// </summary>
public static class JobsSetup
{
    /// <summary>Of its own, made by a migration; ApplicationRights gives the rights on it.</summary>
    public const string Schema = "hangfire";

    /// <summary>Back-off in seconds; then the job has failed for good, and waits to be looked at.</summary>
    private static readonly int[] Pauses = [60, 5 * 60, 15 * 60, 60 * 60];

    /// <summary>Where jobs are kept and shown.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services, JobSettings settings)
    {
        services.AddSingleton<JobStorage>(
            provider => new PostgreSqlStorage(new JobConnections(provider.GetRequiredService<NpgsqlDataSource>()), Options(settings)));
        services.AddSingleton<JobActivator>(provider => new AspNetCoreJobActivator(provider.GetRequiredService<IServiceScopeFactory>()));
        services.AddSingleton<JobTurn>();
        services.AddSingleton<UploadStart>();
        services.AddSingleton<JobMeasure>();
        services.AddSingleton<IJobFilterProvider>(Filters);
        return services.AddHangfire((provider, hangfire) => hangfire
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings()
            .UseLogProvider(new JobLogs(provider.GetRequiredService<ILoggerFactory>())));
    }

    /// <summary>Where jobs are done.</summary>
    public static IServiceCollection AddJobServer(this IServiceCollection services, JobSettings settings)
    {
        services.AddSingleton<SearchAlertJob>().AddSingleton<BookingDeadlineJob>().AddSingleton<BookingReminderJob>()
            .AddSingleton<ChangedSessionJob>()
            .AddSingleton<DocumentJob>().AddSingleton<UploadJob>().AddSingleton<DotationJob>().AddSingleton<DotationExpiryJob>()
            .AddSingleton<AccessUpkeepJob>().AddSingleton<ModerationScanJob>()
            .AddSingleton<QueryLogUpkeepJob>().AddSingleton<NeutralityJob>().AddSingleton<FailedJobUpkeep>()
            .AddSingleton<StatisticsFeedJob>().AddSingleton<StatisticsEditionJob>();
        if (settings.Workers == 0)
            return services;
        return services.AddHostedService<JobRegistration>().AddHangfireServer(server => server.WorkerCount = settings.Workers);
    }

    private static PostgreSqlStorageOptions Options(JobSettings settings) => new()
    {
        SchemaName = Schema,
        PrepareSchemaIfNecessary = false,
        // A role without rights would fail without a word.
        AllowDegradedModeWithoutStorage = false,
        // With a fixed time a job that takes longer would start again and again.
        UseSlidingInvisibilityTimeout = true,
        InvisibilityTimeout = settings.TakenUpAfter,
        // A job made by this process is seen at once; one of another process so soon.
        QueuePollInterval = TimeSpan.FromSeconds(2),
    };

    private static JobFilterCollection Filters(IServiceProvider provider) => new()
    {
        provider.GetRequiredService<JobMeasure>(),
        provider.GetRequiredService<JobTurn>(),
        new AutomaticRetryAttribute { Attempts = Pauses.Length, DelaysInSeconds = Pauses,
        OnAttemptsExceeded = AttemptsExceededAction.Fail },
        new WaitingJob(),
        // The dashboard's graphs.
        new StatisticsHistoryAttribute(),
    };
}
