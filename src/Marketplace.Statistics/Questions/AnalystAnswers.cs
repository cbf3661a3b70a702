using Dapper;
using Marketplace.Statistics.Editions;
using Npgsql;

namespace Marketplace.Statistics.Questions;

/// <summary>
/// Answers from the facts of now, any dimension by any other, for those whose study it is: they are known and logged. A cell of few people
/// is withheld, and with it enough others that no sum of the answer gives it away; answers set against each other are theirs to answer for.
/// </summary>
public sealed class AnalystAnswers(NpgsqlDataSource database, StatisticsSettings settings)
{
    private const int Seconds = 10;

    /// <returns>The answer, or why there is none.</returns>
    public async Task<(Answer? Answer, Refusal? Refusal)> OfAsync(StatisticsQuery query, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        await connection.ExecuteAsync(
            new CommandDefinition($"SET LOCAL statement_timeout = '{Seconds}s'; SET LOCAL work_mem = '64MB'", cancellationToken: cancel));
        try
        {
            var most = StatisticsQuery.MostCells / query.Measures.Count;
            var rows = await RowsAsync(connection, query, query.By, most + 1, cancel);
            if (rows.Count > most)
                return (null, new($"Cette question donne plus de {StatisticsQuery.MostCells} cases : réduisez la période (from, to), les mesures, ou ajoutez un filtre sur {string.Join(", ", query.By.Select(d => d.Name))}."));
            var total = (await RowsAsync(connection, query, [], 1, cancel)).FirstOrDefault() ?? new Counted([], Figures.Zero);
            var withheld = Withhold(rows, total.Figures);
            var updated = await connection.ExecuteScalarAsync<DateTime?>(
                new CommandDefinition("SELECT read_at FROM statistics_feed", cancellationToken: cancel));
            return (new(query, settings.K, [.. rows.Select((row, i) => Shown(query, row, withheld.Contains(i)))],
                Shown(query, total, total.Figures.Learners > 0 && total.Figures.Learners < settings.K),
                updated is { } at ? new(DateTime.SpecifyKind(at, DateTimeKind.Utc)) : DateTimeOffset.UnixEpoch, null), null);
        }
        catch (PostgresException slow) when (slow.SqlState == PostgresErrorCodes.QueryCanceled && !cancel.IsCancellationRequested)
        {
            return (null, new($"Cette question demande plus de {Seconds} secondes : réduisez la période (from, to) ou le nombre de dimensions."));
        }
    }

    private static AnswerRow Shown(StatisticsQuery query, Counted row, bool withheld) =>
        new(row.Values, [.. query.Measures.Select(measure => withheld ? null : (long?)measure.Of(row.Figures))], withheld);

    /// <summary>In each line and over all: never one cell alone, and one of enough people among those withheld.</summary>
    private HashSet<int> Withhold(List<Counted> rows, Figures total)
    {
        var withheld = Enumerable.Range(0, rows.Count).Where(i => rows[i].Figures.Learners < settings.K).ToHashSet();
        var lines = new List<List<int>> { Enumerable.Range(0, rows.Count).ToList() };
        for (var free = 0; rows.Count > 0 && free < rows[0].Values.Count; free++)
            lines.AddRange(Enumerable.Range(0, rows.Count).GroupBy(i => string.Join('\n', rows[i].Values.Where((_, at) => at != free)))
                .Select(g => g.ToList()));
        for (var before = -1; before != withheld.Count;)
        {
            before = withheld.Count;
            foreach (var line in lines)
            {
                var hidden = line.FindAll(withheld.Contains);
                if (hidden.Count == 0 || (hidden.Count > 1 && hidden.Exists(i => rows[i].Figures.Learners >= settings.K)))
                    continue;
                foreach (var next in line.Where(i => !withheld.Contains(i)).OrderBy(i => rows[i].Figures.Bookings).Take(1))
                    withheld.Add(next);
            }
        }
        return total.Bookings == 0 ? [] : withheld;
    }

    private static async Task<List<Counted>> RowsAsync(
        NpgsqlConnection connection, StatisticsQuery query, IReadOnlyList<Dimension> by, int most, CancellationToken cancel)
    {
        var (basis, values) = (query.ByEntry ? "entered" : "validated", new DynamicParameters());
        var conditions = new List<string> { "f.validated IS NOT NULL", $"f.{basis} IS NOT NULL" };
        if (query.From is { } from)
            conditions.Add(With(values, $"f.{basis} >= @from", "from", from.First));
        if (query.To is { } to)
            conditions.Add(With(values, $"f.{basis} <= @to", "to", to.First));
        foreach (var (name, chosen) in query.Filters.Where(filter => filter.Key != Dimension.FundingSource))
            conditions.Add(With(values, name == "domain" ? "f.domain LIKE ANY (@domain)" : $"f.{Dimension.Find(name)!.Sql} = ANY (@{name})",
                name,
                chosen.Select(value => value == "?" ? "" : name == "domain" ? Digits(value) + "%" : value).ToArray()));
        var sources = query.Filters.GetValueOrDefault(Dimension.FundingSource);
        var bySource = sources is not null || by.Any(d => d.Name == Dimension.FundingSource);
        var names = by.Select(d => Expression(d, basis)).ToList();
        if (sources is not null)
            conditions.Add(With(values, "source.name = ANY (@sources)", "sources", sources.ToArray()));
        // A booking that several sources pay counts once where they are not told apart.
        var distinct = bySource && !by.Any(d => d.Name == Dimension.FundingSource);
        var rows = await connection.QueryAsync(new CommandDefinition($"""
            SELECT {string.Concat(names.Select((name, i) => $"{name} AS v{i}, "))}{(distinct ? "count(DISTINCT f.booking)" : "count(*)")} AS bookings,
                count(DISTINCT f.learner) AS learners, coalesce(sum({(bySource ? "source.cents" : "f.price")}), 0)::bigint AS amount,
                coalesce(sum(f.learner_part), 0)::bigint AS learner, coalesce(sum(f.hours), 0)::bigint AS hours
            FROM statistics_booking f
            {(bySource ? $"JOIN LATERAL (VALUES {string.Join(", ", PublicFamily.Sources.Select((name, i) => $"('{name}', f.{Parts[i]})"))}) source (name, cents) ON source.cents > 0" : "")}
            WHERE {string.Join(" AND ", conditions)} {(names.Count > 0 ? $"GROUP BY {string.Join(", ", names.Select((_, i) => i + 1))} ORDER BY {string.Join(", ", names.Select((_, i) => i + 1))}" : "")} LIMIT {most}
            """, values, commandTimeout: Seconds * 2, cancellationToken: cancel));
        return [.. rows.Cast<IDictionary<string, object>>().Select(row => new Counted(
            [.. names.Select((_, i) => (string)row[$"v{i}"] is { Length: > 0 } value ? value : "?")],
            new((long)row["bookings"], (long)row["learners"], (long)row["amount"], (long)row["learner"], (long)row["hours"])))];
    }

    private static readonly string[] Parts =
    [
        "learner_part", "rights_part", "volunteering_part", "employer_part", "opco_part", "state_part", "region_part", "jobseeking_part",
            "other_part",
    ];

    private static string Expression(Dimension dimension, string basis) => dimension.Name switch
    {
        "month" => $"to_char(f.{basis}, 'YYYY-MM')",
        "quarter" => $"to_char(f.{basis}, 'YYYY-\"Q\"Q')",
        "year" => $"to_char(f.{basis}, 'YYYY')",
        Dimension.FundingSource => "source.name",
        _ => $"f.{dimension.Sql}",
    };

    private static string With(DynamicParameters values, string condition, string name, object value)
    {
        values.Add(name, value);
        return condition;
    }

    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiLetterOrDigit));

    private sealed record Counted(IReadOnlyList<string> Values, Figures Figures);
}
