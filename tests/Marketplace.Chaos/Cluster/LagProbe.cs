using System.Collections.Concurrent;
using System.Diagnostics;
using Marketplace.Search;
using Npgsql;

namespace Marketplace.Chaos.Cluster;

/// <summary>Changes one action and searches until the change shows: from commit to searchable.</summary>
internal sealed class LagProbe(NpgsqlDataSource database, SearchTraffic searches)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan BetweenProbes = TimeSpan.FromMilliseconds(700);

    private readonly ConcurrentQueue<double> lags = new();
    private readonly ConcurrentQueue<string> late = new();

    /// <summary>Milliseconds, to about a twentieth of a second.</summary>
    public IReadOnlyList<double> Lags => [.. lags];

    /// <summary>Changes that did not come in time, with when they were committed.</summary>
    public IReadOnlyList<string> Late => [.. late];

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var committed = searches.Now;
            try
            {
                lags.Enqueue(await OnceAsync(CancellationToken.None));
            }
            catch (TimeoutException never)
            {
                late.Enqueue(FormattableString.Invariant($"{never.Message} (committed at {committed.TotalSeconds:F0} s)"));
            }
            await Task.Delay(BetweenProbes, CancellationToken.None);
        }
    }

    /// <summary>
    /// One change, followed until it is found. The outbox is read in order: what was committed before is in the index then.
    /// </summary>
    /// <exception cref="TimeoutException">It did not come within two minutes.</exception>
    public async Task<double> OnceAsync(CancellationToken cancel)
    {
        var version = await ChangeAsync(database, null, cancel);
        var watch = Stopwatch.StartNew();
        var query = new SearchQuery { Today = ClusterCatalogue.Today, Provider = [ClusterCatalogue.ProbeSiret], WithFacets = false };
        while (await searches.AskAsync(query, cancel) is not { } found || found.Hits.All(h => h.Document.Version < version))
        {
            if (watch.Elapsed > TimeSpan.FromMinutes(2))
                throw new TimeoutException("a committed change was not searchable after two minutes");
            await Task.Delay(BetweenLooks, cancel);
        }
        return watch.Elapsed.TotalMilliseconds;
    }

    /// <summary>Commits a change of the probe's action; returns its version.</summary>
    /// <param name="cents">Its price from now on; null: as it is.</param>
    public static async Task<long> ChangeAsync(NpgsqlDataSource database, long? cents, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("""
            WITH written AS (
                UPDATE action a SET version = nextval('catalogue_version'), updated_at = now(), price_cents = coalesce($2, a.price_cents)
                FROM offer o WHERE o.id = a.offer_id AND o.siret = $1 RETURNING a.id, a.version),
            told AS (INSERT INTO outbox (action_id) SELECT id FROM written)
            SELECT version FROM written
            """);
        command.Parameters.Add(new() { Value = ClusterCatalogue.ProbeSiret });
        command.Parameters.Add(new() { Value = (object?)cents ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bigint });
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }
}
