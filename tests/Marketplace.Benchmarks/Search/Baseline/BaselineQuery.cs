using System.Globalization;
using Marketplace.Search;

namespace Marketplace.Benchmarks.Search.Baseline;

/// <summary>
/// A query of the mix in SQL: the match materialised once, the total, seven counts (each ignoring its own filter) and
/// the first 20 from it. Order by relevance, collapsing and provider diversity are left out: PostgreSQL is spared them.
/// </summary>
internal static class BaselineQuery
{
    private const int Modality = 1, Department = 2, Level = 4, Type = 8, Access = 16;

    public static string Of(EngineQuery query)
    {
        var q = query.Filters;
        var today = q.Today.DayNumber;
        List<string> where = [$"f.last_day >= {today}"];
        var from = "f";
        if (query.Clauses.Any(c => c.Required))
        {
            from = "t JOIN f USING (id)";
            where.Add($"t.tokens @@ '{Text(query).Replace("'", "''", StringComparison.Ordinal)}'::tsquery");
        }
        var distance = "NULL::float8";
        if (q.Near is { } near)
        {
            distance = Sql($"CASE WHEN f.modality <> {BaselineTables.Modality(Modalities.Remote)} THEN 12742 * asin(sqrt(power(sin(radians(f.lat - {near.Lat}) / 2), 2) + cos(radians({near.Lat})) * cos(radians(f.lat)) * power(sin(radians(f.lng - {near.Lng}) / 2), 2))) END");
            var (lat, lng) = (q.RadiusKm / 110, q.RadiusKm / (110 * Math.Cos(double.DegreesToRadians(near.Lat))));
            where.Add(Sql($"(f.modality = {BaselineTables.Modality(Modalities.Remote)} OR (f.lat BETWEEN {near.Lat - lat} AND {near.Lat + lat} AND f.lng BETWEEN {near.Lng - lng} AND {near.Lng + lng} AND {distance} <= {q.RadiusKm}))"));
        }
        if (q.StartAfter is not null || q.StartBefore is not null)
            where.Add($"f.id IN (SELECT id FROM s WHERE day BETWEEN {Math.Max(today, q.StartAfter?.DayNumber ?? 0)} AND {q.StartBefore?.DayNumber ?? int.MaxValue})");
        List<(int Bit, string Fits)> facets = [];
        if (q.Modality.Count > 0)
            facets.Add((Modality, $"f.modality IN ({string.Join(',', q.Modality.Select(BaselineTables.Modality))})"));
        if (q.Departments.Count > 0)
            facets.Add((Department, $"f.department IN ({string.Join(',', q.Departments)})"));
        if (q.Level.Count > 0)
            facets.Add((Level, $"f.level IN ({string.Join(',', q.Level)})"));
        if (q.CertificationType.Count > 0)
            facets.Add((Type, $"f.type IN ({string.Join(',', q.CertificationType.Select(BaselineTables.Type))})"));
        if (q.Accessibility.Count > 0)
            facets.Add((Access, $"f.access & {q.Accessibility.Sum(BaselineTables.AccessBit)} = {q.Accessibility.Sum(BaselineTables.AccessBit)}"));
        var misses = facets.Count == 0 ? "0" : string.Join(" | ", facets.Select(f => $"CASE WHEN {f.Fits} THEN 0 ELSE {f.Bit} END"));
        // Rows that miss two filters of facets are in no count.
        if (facets.Count > 0)
            where.Add($"({misses}) IN ({string.Join(',', facets.Select(f => f.Bit).Prepend(0))})");
        var order = q.Sort switch { SearchSort.Distance => "distance, shuffle", SearchSort.Price => "price, shuffle", _ => "shuffle" };
        var counts = new[] { ("modality", Modality), ("department", Department), ("level", Level), ("type", Type), ("pace", 0),
            ("domain", 0) }
            .Select(c => $"SELECT '{c.Item1}', {c.Item1}::int, count(*) FROM m WHERE missing & ~{c.Item2} = 0 GROUP BY {c.Item1}");
        var access = Enumerable.Range(0, AccessibilityValues.All.Count).Select(i => $"count(*) FILTER (WHERE access & {1 << i} > 0)");
        return $"""
            WITH m AS MATERIALIZED (
                SELECT f.id, modality, department, level, type, pace, domain, access, price, shuffle, {distance} AS distance, {misses} AS missing
                FROM {from} WHERE {string.Join(" AND ", where)})
            SELECT 'total', 0, count(*) FROM m WHERE missing = 0
            UNION ALL {string.Join(" UNION ALL ", counts)}
            UNION ALL SELECT 'access', ordinality::int, n FROM (SELECT ARRAY[{string.Join(',', access)}] AS ns FROM m WHERE missing & ~{Access} = 0) a, unnest(ns) WITH ORDINALITY AS u(n, ordinality)
            UNION ALL (SELECT 'hit', id, 0 FROM m WHERE missing = 0 ORDER BY {order} LIMIT 20)
            """;
    }

    /// <summary>The neighbours of a misspelt word, as the engine looks for them.</summary>
    public static string Correction(string word) => string.Create(CultureInfo.InvariantCulture,
        $"SELECT term FROM lexicon WHERE left(term, 2) = '{word[..2]}' AND length(term) BETWEEN {word.Length - 1} AND {word.Length + 1} AND levenshtein_less_equal(term, '{word}', 1) <= 1 ORDER BY documents DESC LIMIT 5");

    /// <summary>All required clauses, and where the description does not suffice at least one of them elsewhere.</summary>
    private static string Text(EngineQuery query)
    {
        var required = query.Clauses.Where(c => c.Required).ToList();
        var all = string.Join(" & ", required.Select(c => Clause(c, "")));
        return query.DescriptionSuffices ? all : $"{all} & ({string.Join(" | ", required.Select(c => Clause(c, ":A")))})";
    }

    private static string Clause(TextClause clause, string weight) =>
        $"({string.Join(" | ", clause.Alternatives.Select(a => $"({string.Join(" <-> ", a.Tokens.Select(t => $"'{t}'{weight}"))})"))})";

    private static string Sql(FormattableString sql) => FormattableString.Invariant(sql);
}
