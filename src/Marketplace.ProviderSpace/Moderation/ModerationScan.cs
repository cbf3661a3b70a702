using Dapper;
using Marketplace.Catalogue.Offers;
using Marketplace.People.Access;
using Marketplace.Platform.Data;
using Marketplace.ProviderSpace.ContentRules;
using Npgsql;

namespace Marketplace.ProviderSpace.Moderation;

/// <summary>What a run did.</summary>
/// <param name="Read">Actions.</param>
/// <param name="Flagged">Actions that a rule pointed at.</param>
public sealed record ScanReport(int Read, int Flagged);

/// <summary>
/// Looks through what was published since the last run, by file or by form, and points operators at what breaks a rule that
/// <see cref="ContentRule.Flags"/>. Follows search's outbox, which names every change; rows of transactions older than all that run come
/// whole, so that none is passed over.
/// </summary>
public sealed class ModerationScan(NpgsqlDataSource database, TimeProvider clock)
{
    private const int Batch = 1_000;

    /// <summary>Batches of a run: a first import of a million actions is looked through bit by bit.</summary>
    private const int MostBatches = 50;

    public async Task<ScanReport> RunAsync(CancellationToken cancel)
    {
        var report = new ScanReport(0, 0);
        for (var i = 0; i < MostBatches; i++)
        {
            var (read, flagged) = await database.InTransactionAsync(connection => BatchAsync(connection, cancel), cancel);
            report = new(report.Read + read, report.Flagged + flagged);
            if (read < Batch)
                break;
        }
        return report;
    }

    private async Task<(int Read, int Flagged)> BatchAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        // A restored copy counts transactions anew: a place ahead of them means nothing.
        await connection.ExecuteAsync(new CommandDefinition("""
            UPDATE moderation_scan SET xid = '0', outbox_id = 0 WHERE xid > pg_snapshot_xmax(pg_current_snapshot())
            """, cancellationToken: cancel));
        var changes = (await connection.QueryAsync<Change>(new CommandDefinition($"""
            SELECT x.xid::text AS xid, x.id, x.action_id AS action FROM moderation_scan m, outbox x
            WHERE (x.xid, x.id) > (m.xid, m.outbox_id) AND x.xid < pg_snapshot_xmin(pg_current_snapshot())
            ORDER BY x.xid, x.id LIMIT {Batch} FOR UPDATE OF m
            """, cancellationToken: cancel))).AsList();
        if (changes.Count == 0)
            return (0, 0);
        var flagged = 0;
        foreach (var row in await connection.QueryAsync<Row>(new CommandDefinition("""
            SELECT a.id, a.offer_id AS offer, a.content::text AS action, o.content::text AS offercontent FROM action a
            JOIN offer o ON o.id = a.offer_id WHERE a.id = ANY (@ids) AND a.archived_at IS NULL AND o.archived_at IS NULL ORDER BY a.id
            """, new { ids = changes.Select(c => c.Action).Distinct().ToArray() }, cancellationToken: cancel)))
            if (await FlagAsync(connection, row, cancel))
                flagged++;
        await connection.ExecuteAsync(new CommandDefinition(
            "UPDATE moderation_scan SET xid = @Xid::xid8, outbox_id = @Id", changes[^1], cancellationToken: cancel));
        return (changes.Count, flagged);
    }

    /// <summary>The same words are pointed at once: what an operator dismissed does not come back with the next file.</summary>
    private async Task<bool> FlagAsync(NpgsqlConnection connection, Row row, CancellationToken cancel)
    {
        var flagged = false;
        var found = ContentCheck.Words(CatalogueJson.ReadOffer(row.OfferContent), CatalogueJson.ReadAction(row.Action));
        foreach (var finding in found.Where(f => f.Rule.Flags))
        {
            // The offer's own words are the whole offer's, whichever of its actions is looked at.
            var action = finding.Action is null ? (long?)null : row.Id;
            var known = await connection.ExecuteScalarAsync<bool>(new CommandDefinition("""
                SELECT EXISTS (SELECT FROM moderation_report r JOIN moderation_case c ON c.id = r.case_id
                    WHERE c.offer_id = @Offer AND c.action_id IS NOT DISTINCT FROM @action AND r.code = @Code AND r.text = @Text)
                """, new { row.Offer, action, finding.Rule.Code, finding.Text }, cancellationToken: cancel));
            if (known)
                continue;
            await OfferReports.AddAsync(
                connection, row.Offer, action, "rule", finding.Rule.Code, finding.Text, Actor.Program, clock.GetUtcNow(), cancel);
            flagged = true;
        }
        return flagged;
    }

    private sealed record Change(string Xid, long Id, long Action);

    private sealed record Row(long Id, long Offer, string Action, string OfferContent);
}
