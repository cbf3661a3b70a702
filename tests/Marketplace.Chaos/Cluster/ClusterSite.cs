using Marketplace.Catalogue.Reference;
using Marketplace.Indexing;
using Marketplace.Indexing.Upkeep;
using Marketplace.Platform.Data;
using Marketplace.Search;
using Marketplace.Search.Elasticsearch;
using Marketplace.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Marketplace.Chaos.Cluster;

/// <summary>
/// An installation on a cluster without its pages: a write side of its own with a catalogue, the feed as a server runs
/// it (listener, sweep, watch), and the search.
/// </summary>
internal sealed class ClusterSite : IAsyncDisposable
{
    private readonly Installation installation;
    private readonly MarketplaceDatabase database;
    private readonly ElasticsearchClient client;
    private readonly IHost host;

    private ClusterSite(Installation installation, MarketplaceDatabase database, ElasticsearchClient client, IHost host) =>
        (this.installation, this.database, this.client, this.host) = (installation, database, client, host);

    public NpgsqlDataSource Source => database.Source;

    public ISearchIndex Index => host.Services.GetRequiredService<ISearchIndex>();

    /// <summary>Publishes a catalogue and waits until it is searched.</summary>
    public static async Task<ClusterSite> OpenAsync(ElasticsearchOptions options, int actions, CancellationToken cancel)
    {
        var installation = new Installation();
        try
        {
            var database = await MarketplaceDatabase.OpenAsync(null, null, installation.Directory, cancel: cancel);
            var client = new ElasticsearchClient(options);
            var builder = Host.CreateEmptyApplicationBuilder(null);
            builder.Logging.AddSimpleConsole(c => c.SingleLine = true).SetMinimumLevel(LogLevel.Error);
            builder.Services.AddSingleton(database.Source).AddSingleton(TimeProvider.System)
                .AddSingleton(ElasticsearchSettings.AddressOf(options))
                .AddSingleton<ISearchIndex>(_ => new ElasticsearchIndex(client, options));
            await builder.Services.AddReferenceDataAsync(database.Source, cancel);
            builder.Services.AddIndexing().AddIndexFeed();
            var site = new ClusterSite(installation, database, client, builder.Build());
            try
            {
                await ClusterCatalogue.PublishAsync(site.Source, actions, cancel);
                await site.host.StartAsync(cancel);
                while ((await site.Index.StatusAsync(cancel)).Position is null)
                    await Task.Delay(100, cancel);
                return site;
            }
            catch
            {
                await site.DisposeAsync();
                throw;
            }
        }
        catch
        {
            if (Directory.Exists(installation.Directory.Path))
                installation.Dispose();
            throw;
        }
    }

    /// <summary>Ids of all actions but the probe's.</summary>
    public static async Task<IReadOnlyList<long>> ActionsAsync(NpgsqlDataSource source, CancellationToken cancel)
    {
        var ids = new List<long>();
        await using var command = source.CreateCommand(
            "SELECT a.id FROM action a JOIN offer o ON o.id = a.offer_id WHERE o.siret <> $1 ORDER BY a.id");
        command.Parameters.Add(new() { Value = ClusterCatalogue.ProbeSiret });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            ids.Add(reader.GetInt64(0));
        return ids;
    }

    /// <summary>What is amiss once all is caught up; repairs it, as <c>index verify</c> does.</summary>
    public async Task<Drift> VerifyAsync(CancellationToken cancel) => await host.Services.GetRequiredService<DriftCheck>().RunAsync(cancel);

    /// <summary>How many actions were set aside.</summary>
    public async Task<long> SetAsideAsync(CancellationToken cancel)
    {
        await using var command = Source.CreateCommand("SELECT count(*) FROM outbox_dead");
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
        client.Dispose();
        await database.DisposeAsync();
        installation.Dispose();
    }
}
