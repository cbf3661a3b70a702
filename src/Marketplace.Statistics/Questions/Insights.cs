using Dapper;
using Marketplace.Statistics.Editions;
using Marketplace.Statistics.Facts;
using Npgsql;

namespace Marketplace.Statistics.Questions;

/// <summary>Figures of the way of requests, for analysts: those of fewer people than the threshold are null.</summary>
/// <param name="Step">1 requested, 2 proposed, 3 accepted, 4 entered, 5 completed.</param>
/// <param name="Reached">Requests of the period that came as far, or farther.</param>
/// <param name="Lost">Requests that ended there.</param>
public sealed record FunnelStep(int Step, long? Reached, long? Lost);

/// <param name="Name">proposal, acceptance, entry or validation.</param>
/// <param name="Median">Days.</param>
/// <param name="P90">Days.</param>
public sealed record StepDelay(string Name, long? Requests, double? Median, double? P90);

/// <param name="Providers">With bookings in the period.</param>
/// <param name="Top">Share of the ten largest, 0 to 1.</param>
/// <param name="Index">Herfindahl-Hirschman: 0 to 10,000.</param>
public sealed record Concentration(long? Providers, double? Top, double? Index);

/// <param name="Searches">Of the query log; null: fewer than the threshold.</param>
/// <param name="Fruitless">That found nothing.</param>
public sealed record SearchMonth(Month Month, long? Searches, long? Fruitless);

/// <summary>The funnel, delays, concentration of providers and searches of a period, from the facts of now.</summary>
public sealed class Insights(NpgsqlDataSource database, StatisticsSettings settings)
{
    /// <summary>
    /// Requests sent in the period, by how far they came. A step with a remainder of few people is withheld with the next one.
    /// </summary>
    public async Task<IReadOnlyList<FunnelStep>> FunnelAsync(Month from, Month to, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var ended = (await connection.QueryAsync<(int Step, long Requests, long People)>(new CommandDefinition("""
            SELECT step::int, count(*), count(DISTINCT learner) FROM statistics_booking WHERE requested BETWEEN @from AND @to GROUP BY step
            """, new { from = from.First, to = to.First }, cancellationToken: cancel))).ToDictionary(row => row.Step);
        var small = Enumerable.Range(1, 5).Where(step => ended.TryGetValue(step, out var row) && row.People < settings.K).ToHashSet();
        // One alone could be computed from the others.
        if (small.Count == 1
            && ended.Values.Where(row => !small.Contains(row.Step)).OrderBy(row => row.Requests).Select(row => (int?)row.Step)
            .FirstOrDefault() is { } next)
            small.Add(next);
        return [.. Enumerable.Range(1, 5).Select(step => new FunnelStep(step,
            Enumerable.Range(step, 6 - step).Any(small.Contains) && step > 1 ? null : Sum(ended, step),
            small.Contains(step) ? null : ended.TryGetValue(step, out var row) ? row.Requests : 0))];
    }

    /// <summary>Median and ninth decile of each step, of requests sent in the period.</summary>
    public async Task<IReadOnlyList<StepDelay>> DelaysAsync(Month from, Month to, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var delays = new List<StepDelay>();
        foreach (var name in new[] { "proposal", "acceptance", "entry", "validation" })
        {
            var row = await connection.QuerySingleAsync<(long Requests, long People, double? Median, double? P90)>(new CommandDefinition($"""
                SELECT count({name}_days), count(DISTINCT learner) FILTER (WHERE {name}_days IS NOT NULL),
                    percentile_cont(0.5) WITHIN GROUP (ORDER BY {name}_days), percentile_cont(0.9) WITHIN GROUP (ORDER BY {name}_days)
                FROM statistics_booking WHERE requested BETWEEN @from AND @to
                """, new { from = from.First, to = to.First }, cancellationToken: cancel));
            // A decile is one request's delay: it stands for enough people when ten times as many lie below it.
            delays.Add(new(name, row.People < settings.K ? null : row.Requests, row.People < settings.K ? null : row.Median,
                row.People < settings.K * 10 ? null : row.P90));
        }
        return delays;
    }

    /// <summary>How the bookings validated in the period are shared out among providers.</summary>
    public async Task<Concentration> ConcentrationAsync(Month from, Month to, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var row = await connection.QuerySingleAsync<(long Providers, long People, double? Top, double? Index)>(new CommandDefinition("""
            SELECT count(*), (SELECT count(DISTINCT learner) FROM statistics_booking WHERE validated BETWEEN @from AND @to),
                sum(bookings) FILTER (WHERE rank <= 10) / nullif(sum(bookings), 0)::float8,
                sum((bookings / nullif(total, 0)::float8) ^ 2) * 10000
            FROM (SELECT count(*) AS bookings, sum(count(*)) OVER () AS total, row_number() OVER (ORDER BY count(*) DESC, provider) AS rank
                FROM statistics_booking WHERE validated BETWEEN @from AND @to GROUP BY provider) p
            """, new { from = from.First, to = to.First }, cancellationToken: cancel));
        return row.Providers < settings.K || row.People < settings.K ? new(null, null, null) : new(row.Providers, row.Top, row.Index);
    }

    /// <summary>
    /// Searches by month, those of few searches withheld. They have no people: the log's own count is what must be large enough.
    /// </summary>
    public async Task<IReadOnlyList<SearchMonth>> SearchesAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var rows = await connection.QueryAsync<(DateOnly Month, long Searches, long Fruitless)>(new CommandDefinition("""
            SELECT month, sum(searches), coalesce(sum(searches) FILTER (WHERE fruitless), 0) FROM statistics_search GROUP BY month ORDER BY month
            """, cancellationToken: cancel));
        return [.. rows.Select(row => new SearchMonth(Month.Of(row.Month), Count(row.Searches),
            Count(row.Fruitless) is null || Count(row.Searches - row.Fruitless) is null ? null : row.Fruitless))];
    }

    private long? Count(long count) => count > 0 && count < settings.K ? null : count;

    private static long Sum(Dictionary<int, (int Step, long Requests, long People)> ended, int from) =>
        ended.Values.Where(row => row.Step >= from).Sum(row => row.Requests);
}
