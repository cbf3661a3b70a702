using System.Globalization;

namespace Marketplace.Statistics.Editions;

/// <summary>A year that is over: sums of its quarters, and the population by region of residence, age and sex.</summary>
internal sealed class YearBlock(
    Threshold threshold, int year, IReadOnlyList<QuarterBlock> quarters, IReadOnlyList<Fact> validated, IReadOnlyList<Fact> entered)
{
    private const string All = "*";

    private readonly string _period = year.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc cref="QuarterBlock.Cells"/>
    public IEnumerable<Cell> Cells(Func<string, IReadOnlyDictionary<string, string?>> nodes)
    {
        var shown = quarters.All(quarter => quarter.IsShown);
        yield return new(Key(false, PublicFamily.Whole), shown ? CellFigures.Of(validated) : null);
        yield return new(Key(true, PublicFamily.Whole), shown ? CellFigures.Of(entered) : null);
        foreach (var axis in QuarterBlock.All())
        {
            var source = QuarterBlock.Source(axis);
            var bookings = ByNode(axis, validated);
            var entries = axis.ByEntry ? ByNode(axis, entered) : null;
            foreach (var (code, parent) in nodes(axis.Name))
            {
                // A year is known when its quarters are, and not otherwise.
                var told = quarters.All(quarter => quarter.Shows(axis.Name, code, parent));
                yield return new(Key(false, axis.Name, code), told ? CellFigures.Of(bookings[code], source) : null, parent);
                if (entries is not null && parent is null)
                    yield return new(Key(true, axis.Name, code), told ? CellFigures.Of(entries[code], source) : null);
            }
        }
        foreach (var cell in Population(nodes(PublicFamily.Residence), shown))
            yield return cell;
    }

    private IEnumerable<Cell> Population(IReadOnlyDictionary<string, string?> nodes, bool shown)
    {
        var axis = PublicFamily.Axes.Single(a => a.Name == PublicFamily.Residence);
        var root = new Node("", null);
        foreach (var fact in validated)
        {
            root.Add(Column(fact), fact);
            root.Child(QuarterBlock.Path(axis, fact).First()).Add(Column(fact), fact);
        }
        root.Detail = !shown ? Detail.Withheld : root.Columns.Values.All(threshold.Allows) ? Detail.Full : Detail.Whole;
        new BlockDecision(threshold, Columns: true, WithEntries: false).Decide(
            root, node => quarters.All(quarter => quarter.Shows(PublicFamily.Residence, node.Code, null)));
        var columns = root.Columns.Keys.ToList();
        foreach (var cell in Row(root, "", columns))
            yield return cell;
        foreach (var code in nodes.Where(node => node.Value is null).Select(node => node.Key))
            foreach (var cell in Row(root.Children.GetValueOrDefault(code) ?? Nobody(root, code), code, columns))
                yield return cell;
    }

    private Node Nobody(Node root, string code) => new(code, root)
    {
        Detail = quarters.All(quarter => quarter.Shows(PublicFamily.Residence, code, null)) && root.Detail == Detail.Full
            ? Detail.Full : Detail.Withheld,
    };

    private IEnumerable<Cell> Row(Node row, string code, List<string> columns)
    {
        string? parent = null;
        yield return new(new("validation", PublicFamily.Population, code, "", _period),
            row.Detail == Detail.Withheld ? null : CellFigures.Of(row.Bookings), parent);
        var ages = columns.GroupBy(column => column.Split('|')[0]).Select(age => ($"{age.Key}|{All}", age.ToList()));
        var sexes = columns.GroupBy(column => column.Split('|')[1]).Select(sex => ($"{All}|{sex.Key}", sex.ToList()));
        foreach (var (name, of) in columns.Select(column => (column, new List<string> { column })).Concat(ages).Concat(sexes))
            yield return new(new("validation", PublicFamily.Population, code, name, _period),
                row.Detail == Detail.Full ? CellFigures.Of(of.SelectMany(row.Column)) : null, parent);
    }

    private static string Column(Fact fact) => $"{Named(fact, "ageClass")}|{Named(fact, "sex")}";

    private static string Named(Fact fact, string attribute) =>
        fact.Codes[PublicFamily.Attributes.IndexOf(attribute)] is { Length: > 0 } code ? code : "?";

    private static ILookup<string, Fact> ByNode(PublicAxis axis, IReadOnlyList<Fact> facts) =>
        facts.SelectMany(fact => QuarterBlock.Path(axis, fact).Select(code => (code, fact))).ToLookup(pair => pair.code, pair => pair.fact);

    private CellKey Key(bool entry, string axis, string node = "") => new(entry ? "entry" : "validation", axis, node, "", _period);
}
