using Marketplace.Statistics.Editions;
using Marketplace.Statistics.Facts;

namespace Marketplace.Statistics.Questions;

/// <summary>
/// Answers from the edition and from nothing else: rows are its cells, or sums of cells that are all shown. Two answers set against each
/// other say no more than the edition does.
/// </summary>
public static class PublicAnswers
{
    /// <returns>The answer, or why there is none.</returns>
    public static (Answer? Answer, Refusal? Refusal) Of(PublishedEdition edition, StatisticsQuery query)
    {
        query = ByGroup(query);
        if (query.By.Select(d => d.Name).Concat(query.Filters.Keys).FirstOrDefault(name => !Dimension.Find(name)!.Public) is { } hidden)
            return (null, new($"« {hidden} » n’est ouvert qu’aux services d’études. Tables publiques : {FamilyTable.Offered}."));
        if (FamilyTable.For(query) is not { } table)
            return (null, new($"Cette combinaison n’est pas publiée, pour que personne ne soit reconnu. Tables publiques : {FamilyTable.Offered}."));
        if (query.Period is { } period && (int)table.Grain > Dimension.Periods.ToList().IndexOf(period))
            return (null, new($"La table « {table.Label} » ne descend pas au-dessous de : by={FamilyTable.PeriodOf(table.Grain)}."));
        var rows = new EditionRows(edition, table, query);
        if (query.ByEntry && rows.WhyNotByEntry() is { } why)
            return (null, new(why));
        var (from, to) = (Later(query.From, edition.First) ?? edition.Last, Earlier(query.To, edition.Last));
        var periods = Periods(query.Period, from, to).ToList();
        var keys = rows.Keys().ToList();
        if ((long)periods.Count * keys.Count * query.Measures.Count > StatisticsQuery.MostCells)
            return (null, new($"Cette question donnerait plus de {StatisticsQuery.MostCells} cases : réduisez la période (from, to), le nombre de mesures ou les valeurs de {string.Join(", ", table.Dimensions)}."));
        return (new(query, edition.About.K,
            [.. periods.SelectMany(
            time => keys.Select(key => Row(query, [.. Values(query, time.Name, key.Values)], rows.Sum(key, time.Parts))))],
            Row(query, [], rows.Total(
            [.. periods.SelectMany(time => time.Parts)], periods is [var only] ? only.Parts : Pieces(from, to, table.Grain))),
            edition.About.PublishedAt, edition.About), null);
    }

    /// <summary>Two digits of a domain are its group, which is shown more often than each of its domains.</summary>
    private static StatisticsQuery ByGroup(StatisticsQuery query)
    {
        if (!query.Filters.TryGetValue("domain", out var codes) || codes.Any(code => code.Length != 2)
            || query.Dimensions.Contains("domainGroup")
            || query.By.Any(d => d.Name == "domain"))
            return query;
        var filters = query.Filters.Where(f => f.Key != "domain").ToDictionary();
        filters["domainGroup"] = codes;
        return query with { Filters = filters };
    }

    private static AnswerRow Row(StatisticsQuery query, IReadOnlyList<string> values, CellSum sum) =>
        sum.Withheld ? new(values, [.. query.Measures.Select(_ => (long?)null)], true)
            : new(values, [.. query.Measures.Select(
                measure => measure.Name == "learners" && sum.WithoutLearners ? null : (long?)measure.Of(sum.Figures))],
                false, sum.WithoutLearners);

    private static IEnumerable<string> Values(StatisticsQuery query, string period, IReadOnlyDictionary<string, string> values) =>
        query.By.Select(dimension => dimension.IsPeriod ? period : values[dimension.Name]);

    /// <summary>Periods of the answer, each with the cells' periods that make it up.</summary>
    private static IEnumerable<(string Name, IReadOnlyList<string> Parts)> Periods(string? period, Month from, Month to)
    {
        if (period is null)
        {
            yield return ("", []);
            yield break;
        }
        var length = period switch { "month" => 1, "quarter" => 3, _ => 12 };
        for (var start = new Month(from.Index - (from.Index % length)); start <= to; start += length)
            // A period that the question cuts, or that is not over, is none.
            if (start >= from && start + (length - 1) <= to)
                yield return (PeriodName(start, length), [PeriodName(start, length)]);
    }

    /// <summary>A range in as few cells as can be.</summary>
    internal static IReadOnlyList<string> Pieces(Month from, Month to, Grain grain)
    {
        var pieces = new List<string>();
        for (var at = from; at <= to;)
        {
            var length = new[] { 12, 3, 1 }.First(l => l == 1 || (at.Index % l == 0 && at + (l - 1) <= to));
            // Finer than the table: nothing is known of it.
            pieces.Add(length < (grain switch { Grain.Year => 12, Grain.Quarter => 3, _ => 1 }) ? "" : PeriodName(at, length));
            at += length;
        }
        return pieces;
    }

    private static string PeriodName(Month start, int length) =>
        length switch { 1 => start.ToString(), 3 => QuarterBlock.Period(start), _ => $"{start.Year:0000}" };

    private static Month? Later(Month? asked, Month? first) => asked is null || first > asked ? first : asked;

    private static Month Earlier(Month? asked, Month last) => asked is { } month && month < last ? month : last;
}
