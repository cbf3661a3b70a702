using System.Diagnostics;
using Npgsql;

namespace Marketplace.Chaos.Cluster;

/// <summary>
/// Changes actions at a steady rate, a few in each transaction, the way an import does: a new version and an outbox
/// row each. One action in twenty is archived and comes back, turn about.
/// </summary>
internal sealed class UpdateTraffic(NpgsqlDataSource database, IReadOnlyList<long> actions)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    private long committed;

    /// <summary>Changes committed so far.</summary>
    public long Committed => Interlocked.Read(ref committed);

    /// <summary>Runs until told to stop. A write that fails ends it with its exception: writes must always work.</summary>
    public async Task RunAsync(int aSecond, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        var next = 0;
        while (!stop.IsCancellationRequested)
        {
            var due = (int)Math.Min((clock.Elapsed.TotalSeconds * aSecond) - Committed, actions.Count);
            if (due > 0)
            {
                // Steps of a prime, so that neighbours of an offer change at different times.
                var some = Enumerable.Range(0, due).Select(_ => actions[(int)(next++ * 7_919L % actions.Count)]).Distinct().ToArray();
                await using var command = database.CreateCommand("""
                    WITH written AS (
                        UPDATE action SET price_cents = 1000 + (random() * 200000)::bigint,
                            archived_at = CASE WHEN id % 20 = 0 AND archived_at IS NULL THEN now() END,
                            version = nextval('catalogue_version'), updated_at = now()
                        WHERE id = ANY($1) RETURNING id)
                    INSERT INTO outbox (action_id) SELECT id FROM written
                    """);
                command.Parameters.Add(new() { Value = some });
                Interlocked.Add(ref committed, await command.ExecuteNonQueryAsync(CancellationToken.None));
            }
            await Task.Delay(Tick, CancellationToken.None);
        }
    }
}
