using Marketplace.Statistics.Editions;

namespace Marketplace.Statistics.Questions;

/// <param name="Withheld">One of the cells is.</param>
/// <param name="WithoutLearners">Several cells: people do not add up.</param>
internal readonly record struct CellSum(Figures Figures, bool Withheld, bool WithoutLearners);

/// <param name="Values">Of the dimensions that the answer is told by.</param>
/// <param name="Cells">Axis, row and column.</param>
internal sealed record RowKey(IReadOnlyDictionary<string, string> Values, IReadOnlyList<(string Axis, string Node, string Column)> Cells);

/// <summary>Rows of a question in an edition.</summary>
internal sealed class EditionRows(PublishedEdition edition, FamilyTable table, StatisticsQuery query)
{
    private const string Every = "*";

    /// <summary>Null: the basis of entry is told as it is asked.</summary>
    public string? WhyNotByEntry()
    {
        if (!table.ByEntry || (table.Axis is { } axis && query.Dimensions.Any(d => d != axis.Levels[0])))
            return $"basis=entry n’est publié que pour l’ensemble, et pour {string.Join(" et ", PublicFamily.Axes.Where(a => a.ByEntry).Select(a => a.Levels[0]))} par trimestre.";
        return table.Axis is not null && query.Period == "month"
            ? "Par domaine ou région, basis=entry est publié par trimestre : by=quarter ou by=year." : null;
    }

    /// <summary>Rows, whatever the period.</summary>
    public IEnumerable<RowKey> Keys() => Selected(query.By.Where(d => !d.IsPeriod).Select(d => d.Name).ToList());

    public CellSum Sum(RowKey key, IReadOnlyList<string> parts) => Add(key.Cells, parts.Count == 0 ? Range() : parts);

    /// <summary>All that the filters let through.</summary>
    /// <param name="range">The period as a whole.</param>
    public CellSum Total(IReadOnlyList<string> parts, IReadOnlyList<string> range)
    {
        var cells = Selected([]).SelectMany(row => row.Cells).ToList();
        return Add(cells, query.Period is null || parts.Count == 0 ? Range() : Whole(range, parts) ? range : parts);
    }

    /// <summary>Periods at the ends that the question cuts do not belong to the rows, and not to their total.</summary>
    private static bool Whole(IReadOnlyList<string> range, IReadOnlyList<string> parts) =>
        Months(range).SetEquals(Months(parts));

    private static HashSet<string> Months(IReadOnlyList<string> periods) => [.. periods.SelectMany(period => period.Length switch
    {
        4 => Enumerable.Range(1, 12).Select(m => $"{period}-{m:00}"),
        7 when period[5] == 'Q' => Enumerable.Range(((period[6] - '1') * 3) + 1, 3).Select(m => $"{period[..4]}-{m:00}"),
        _ => [period],
    })];

    private IReadOnlyList<string> Range()
    {
        var (from, to) = (query.From is { } f && f > (edition.First ?? f) ? f : edition.First ?? edition.Last,
            query.To is { } t && t < edition.Last ? t : edition.Last);
        return PublicAnswers.Pieces(from, to, query.ByEntry && table.Axis is not null ? Grain.Quarter : table.Grain);
    }

    private CellSum Add(IEnumerable<(string Axis, string Node, string Column)> cells, IReadOnlyList<string> periods)
    {
        var (sum, count) = (Figures.Zero, 0);
        foreach (var (axis, node, column) in cells)
            foreach (var period in periods)
            {
                if (!edition.Cells.TryGetValue(new(query.ByEntry ? "entry" : "validation", axis, node, column, period), out var figures)
                    || figures is null)
                    return new(Figures.Zero, true, false);
                if (figures.Bookings == 0)
                    continue;
                count++;
                sum = new(sum.Bookings + figures.Bookings, sum.Learners + figures.Learners, sum.Amount + figures.Amount,
                    sum.LearnerAmount + figures.LearnerAmount, sum.Hours + figures.Hours);
            }
        return new(sum, false, count > 1);
    }

    /// <summary>Rows by some dimensions, through the filters.</summary>
    private IEnumerable<RowKey> Selected(List<string> by)
    {
        if (table.Name == PublicFamily.Population)
            return People(by);
        if (table.Name == "funding")
            return Sources(by);
        if (table.Axis is not { } axis)
            return [new(new Dictionary<string, string>(), [(PublicFamily.Whole, "", "")])];
        var level = axis.Levels.Select((name, i) => by.Contains(name) || query.Filters.ContainsKey(name) ? i : -1).Max();
        if (level < 0)
            return [new(new Dictionary<string, string>(), [(PublicFamily.Whole, "", "")])];
        return edition.Nodes(axis.Name).Select(node => (Node: node, Codes: edition.CodesOf(axis, node)))
            .Where(row => row.Codes.Count == level + 1)
            .Where(row => axis.Levels.Take(level + 1).Select((name, i) => Fits(name, row.Codes[i])).All(fits => fits))
            .GroupBy(row => string.Join('\n', axis.Levels.Take(level + 1).Select((name, i) => by.Contains(name) ? row.Codes[i] : "")))
            .Select(rows => new RowKey(
                axis.Levels.Take(level + 1).Select((name, i) => (name, code: rows.First().Codes[i])).Where(d => by.Contains(d.name))
                .ToDictionary(d => d.name, d => d.code),
                [.. rows.Select(row => (axis.Name, row.Node, ""))]));
    }

    private IEnumerable<RowKey> Sources(List<string> by)
    {
        var chosen = PublicFamily.Sources.Where(source => Fits(Dimension.FundingSource, source)).ToList();
        if (by.Count == 0 && chosen.Count != 1)
            // Several sources may pay the same booking: they do not add up, all of them together is the whole.
            return [new(new Dictionary<string, string>(),
                [chosen.Count == PublicFamily.Sources.Count ? (PublicFamily.Whole, "", "") : ("", "", "")])];
        return chosen.Select(source => new RowKey(
            by.Count == 0 ? new Dictionary<string, string>() : new() { [Dimension.FundingSource] = source },
            [(PublicFamily.FundingPrefix + source, PublicFamily.With, "")]));
    }

    private IEnumerable<RowKey> People(List<string> by)
    {
        var columns = edition.Cells.Keys.Where(key => key.Axis == PublicFamily.Population && key.Column.Length > 0)
            .Select(key => key.Column).Distinct()
            .Order(StringComparer.Ordinal).Select(column => (Column: column, Age: column.Split('|')[0], Sex: column.Split('|')[1]))
                .ToList();
        var (age, sex) = (Named("ageClass", by), Named("sex", by));
        var people = columns.Where(
            c => (c.Age != Every) == age && (c.Sex != Every) == sex && Fits("ageClass", c.Age) && Fits("sex", c.Sex)).ToList();
        if (!age && !sex)
            people = [("", "", "")];
        var regions = Named("residenceRegion", by)
            ? edition.Nodes(PublicFamily.Population).Select(node => (Node: node, Code: PublishedEdition.RegionOf(node)))
                .Where(r => Fits("residenceRegion", r.Code))
            : [(Node: "", Code: "")];
        return regions.SelectMany(region => people.Select(person => (region, person)))
            .GroupBy(row => (by.Contains("residenceRegion") ? row.region.Code : "", by.Contains("ageClass") ? row.person.Age : "",
                by.Contains("sex") ? row.person.Sex : ""))
            .Select(rows => new RowKey(new Dictionary<string, string>
            {
                ["residenceRegion"] = rows.Key.Item1, ["ageClass"] = rows.Key.Item2, ["sex"] = rows.Key.Item3,
            }, [.. rows.Select(row => (PublicFamily.Population, row.region.Node, row.person.Column))]));
    }

    private bool Named(string name, List<string> by) => by.Contains(name) || query.Filters.ContainsKey(name);

    /// <summary>A domain is also meant by its first digits.</summary>
    private bool Fits(string dimension, string code) => !query.Filters.TryGetValue(dimension, out var values)
        || values.Any(value => value == code || (dimension == "domain" && code.StartsWith(value, StringComparison.Ordinal)));
}
