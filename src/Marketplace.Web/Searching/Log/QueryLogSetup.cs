using Marketplace.Catalogue.QueryLog;
using Marketplace.Indexing.Upkeep;

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
        services.AddSingleton<NeutralitySample>();
        services.AddSingleton<NeutralityResults>();
        services.AddSingleton<NeutralityRun>();
        services.AddSingleton(
            provider => new IndexTask(NeutralityRun.Kind, cancel => provider.GetRequiredService<NeutralityRun>().AnswerAsync(cancel)));
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
}
