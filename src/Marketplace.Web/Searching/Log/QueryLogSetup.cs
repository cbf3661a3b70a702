using Marketplace.Core.QueryLog;
using Quartz;

namespace Marketplace.Web.Searching.Log;

/// <summary>The query log's services, by what a process does.</summary>
public static class QueryLogSetup
{
    /// <summary>What commands and every server share.</summary>
    public static IServiceCollection AddQueryLog(this IServiceCollection services)
    {
        services.AddOptions<QueryLogSettings>().BindConfiguration(QueryLogSettings.Section)
            .Validate(s => s.KeepDays is >= 28 and <= 400, "QueryLog__KeepDays va de 28 à 400 jours.");
        services.AddSingleton<QueryLogTable>();
        services.AddSingleton<PopularQueries>();
        services.AddSingleton<UnfruitfulQueries>();
        return services;
    }

    /// <summary>Where searches are answered.</summary>
    public static IServiceCollection AddQueryRecording(this IServiceCollection services)
    {
        services.AddSingleton<VisitorMarks>();
        services.AddSingleton<QueryLogQueue>();
        services.AddSingleton<QueryRecorder>();
        services.AddHostedService<QueryLogWriter>();
        services.AddSingleton<PopularQueryFeed>();
        services.AddHostedService(provider => provider.GetRequiredService<PopularQueryFeed>());
        return services;
    }

    /// <summary>Where nightly work is done; times are Paris time.</summary>
    public static IServiceCollection AddQueryLogJobs(this IServiceCollection services) => services
        .AddSingleton<QueryLogUpkeepJob>()
        .AddQuartz(q => q.ScheduleJob<QueryLogUpkeepJob>(t => t.WithIdentity("query-log-upkeep").WithCronSchedule("0 25 3 * * ?")));
}
