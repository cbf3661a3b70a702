using Marketplace.Statistics.Facts;

namespace Marketplace.Statistics.Questions;

/// <summary>Reads a question from the parameters of an address; pages, API and saved views are read here alone.</summary>
public static class QueryReader
{
    private const string Lists = "measures, by";

    /// <param name="parameters">Names with their values.</param>
    /// <param name="known">Names that somebody else reads.</param>
    /// <returns>The question; null with its problems.</returns>
    public static (StatisticsQuery? Query, IReadOnlyList<QueryProblem> Problems) Read(
        IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> parameters, params IReadOnlyList<string> known)
    {
        var problems = new List<QueryProblem>();
        var (measures, by, filters) = (new List<Measure>(), new List<Dimension>(), new Dictionary<string, IReadOnlyList<string>>());
        Month? from = null, to = null;
        var entry = false;
        foreach (var (name, values) in parameters)
            switch (name)
            {
                case "measures":
                    measures.AddRange(Items(name, values, Measure.Find, Measure.All.Select(m => m.Name), problems));
                    break;
                case "by":
                    by.AddRange(Items(name, values, Dimension.Find, Dimension.All.Select(d => d.Name), problems));
                    break;
                case "from":
                    from = MonthOf(name, values, problems);
                    break;
                case "to":
                    to = MonthOf(name, values, problems);
                    break;
                case "basis":
                    entry = values is ["entry"];
                    if (!entry && values is not ["validation"])
                        problems.Add(new(name, "validation ou entry est attendu, une fois."));
                    break;
                default:
                    if (Dimension.Find(name) is { } dimension && !dimension.IsPeriod)
                        AddFilter(name, values, filters, problems);
                    else if (!known.Contains(name))
                        problems.Add(new(name, $"Paramètre inconnu. Connus : {Lists}, from, to, basis, format et les dimensions."));
                    break;
            }
        if (from > to)
            problems.Add(new("to", "La fin est avant le début."));
        if (by.Count(d => d.IsPeriod) > 1)
            problems.Add(new("by", "Une seule période à la fois : month, quarter ou year."));
        if (by.Count > 4)
            problems.Add(new("by", "Quatre dimensions au plus."));
        return problems.Count > 0 ? (null, problems)
            : (new([.. measures.Count == 0 ? Measure.All.Take(1) : measures.Distinct()], [.. by.Distinct()], from, to, filters, entry), []);
    }

    /// <summary>The question as an address writes it, always alike.</summary>
    public static string Write(StatisticsQuery query) => string.Join('&', new[]
    {
        $"measures={string.Join(',', query.Measures.Select(m => m.Name))}",
        query.By.Count > 0 ? $"by={string.Join(',', query.By.Select(d => d.Name))}" : null,
        query.From is { } from ? $"from={from}" : null, query.To is { } to ? $"to={to}" : null, query.ByEntry ? "basis=entry" : null,
    }.OfType<string>().Concat(query.Filters.OrderBy(f => f.Key, StringComparer.Ordinal)
        .SelectMany(filter => filter.Value.Order(StringComparer.Ordinal).Select(value => $"{filter.Key}={Uri.EscapeDataString(value)}"))));

    private static void AddFilter(
        string name, IReadOnlyList<string> values, Dictionary<string, IReadOnlyList<string>> filters, List<QueryProblem> problems)
    {
        var chosen = values.SelectMany(value => value.Split(',')).Where(value => value.Length > 0).Distinct().ToList();
        if (chosen.Count > StatisticsQuery.MostValues || chosen.Exists(value => value.Length > 40 || value.Any(char.IsControl)))
            problems.Add(new(name, $"{StatisticsQuery.MostValues} valeurs au plus, de 40 caractères."));
        else if (chosen.Count > 0)
            filters[name] = chosen;
    }

    private static IEnumerable<T> Items<T>(
        string name, IReadOnlyList<string> values, Func<string, T?> find, IEnumerable<string> names, List<QueryProblem> problems) where T
        : class
    {
        foreach (var item in values.SelectMany(value => value.Split(',')).Where(item => item.Length > 0).Take(50))
            if (find(item) is { } found)
                yield return found;
            else
                problems.Add(new(name,
                    $"« {(item.Length > 40 ? item[..40] : item)} » n’est pas connu. Connus : {string.Join(", ", names)}."));
    }

    private static Month? MonthOf(string name, IReadOnlyList<string> values, List<QueryProblem> problems)
    {
        if (values is [{ Length: 0 }])
            return null;
        if (values is [var text] && Month.TryParse(text, out var month))
            return month;
        problems.Add(new(name, "Un mois est attendu, comme 2026-01."));
        return null;
    }
}
