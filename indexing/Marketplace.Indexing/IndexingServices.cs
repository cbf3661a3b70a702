using Marketplace.Catalogue.Reference;
using Marketplace.Indexing.Documents;
using Marketplace.Indexing.Outbox;
using Marketplace.Indexing.Upkeep;
using Microsoft.Extensions.DependencyInjection;

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
        .AddSingleton<OutboxPurge>()
        .AddSingleton<NightlyDriftCheck>();

    /// <summary>The server's part, in each process that keeps an index: follows the outbox, and looks after what it keeps.</summary>
    public static IServiceCollection AddIndexFeed(this IServiceCollection services) => services
        .AddHostedService<OutboxListener>()
        .AddHostedService<OutboxSweep>()
        .AddHostedService<OwnIndexNight>()
        .AddHostedService<IndexWatch>();
}
