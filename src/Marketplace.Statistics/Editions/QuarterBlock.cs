using System.Globalization;
using Marketplace.Statistics.Facts;

namespace Marketplace.Statistics.Editions;

/// <summary>One quarter of all axes: what is shown of it, decided together.</summary>
internal sealed class QuarterBlock
{
    private readonly Threshold _threshold;
    private readonly Month _first;
    private readonly Node _root = new("", null);
    private readonly List<(PublicAxis Axis, Node Root)> _axes = [];
    private readonly bool[] _months = new bool[3];

    /// <param name="validated">In the quarter.</param>
    /// <param name="entered">In the quarter.</param>
    /// <param name="pending">Validated before its end, and not entered before its start.</param>
    /// <param name="months">That are over: 1 to 3.</param>
    public QuarterBlock(
        Threshold threshold, Month first, IReadOnlyList<Fact> validated, IReadOnlyList<Fact> entered, IReadOnlyList<Fact> pending,
        int months)
    {
        (_threshold, _first, Months) = (threshold, first, months);
        Fill(_root, validated, entered, [.. pending.Where(fact => Waits(fact, first + 2))]);
        for (var i = 0; i < months; i++)
        {
            var month = first + i;
            _months[i] = threshold.Allows(validated.Where(f => f.Validated == month.Index))
                && threshold.Allows(entered.Where(f => f.Entered == month.Index))
                && threshold.Allows(pending.Where(f => Waits(f, month)));
        }
        _root.Detail = months == 3 && _months.All(shown => shown) ? Detail.Full : Detail.Withheld;
        foreach (var axis in All())
            _axes.Add((axis, Tree(axis, validated, entered, pending)));
        DecideAll(validated);
    }

    public int Months { get; }

    public bool IsShown => _root.Detail == Detail.Full;

    /// <summary>Whether a row of an axis is shown; one without bookings is shown as zero.</summary>
    public bool Shows(string axis, string node, string? parent) =>
        Find(axis, node) is { } found ? found.Detail != Detail.Withheld : ZerosShown(axis, parent);

    /// <summary>Cells of the quarter and its months.</summary>
    /// <param name="nodes">All rows of an axis with their parents, whether they have bookings here or not.</param>
    public IEnumerable<Cell> Cells(Func<string, IReadOnlyDictionary<string, string?>> nodes)
    {
        for (var i = 0; i < Months; i++)
        {
            var name = (_first + i).ToString();
            yield return new(Key(false, PublicFamily.Whole, "", name), _months[i] ? CellFigures.Of(_root.Column(name)) : null);
            yield return new(Key(true, PublicFamily.Whole, "", name),
                _months[i] ? CellFigures.Of(_root.Entries.Where(f => f.Entered == (_first + i).Index)) : null);
        }
        if (Months < 3)
            yield break;
        yield return new(Key(false, PublicFamily.Whole, "", Period(_first)), IsShown ? CellFigures.Of(_root.Bookings) : null);
        yield return new(Key(true, PublicFamily.Whole, "", Period(_first)), IsShown ? CellFigures.Of(_root.Entries) : null);
        foreach (var (axis, _) in _axes)
            foreach (var (code, parent) in nodes(axis.Name))
                foreach (var cell in Row(axis, code, parent))
                    yield return cell;
    }

    /// <summary>2026-Q1.</summary>
    public static string Period(Month month) =>
        string.Create(CultureInfo.InvariantCulture, $"{month.Year:0000}-Q{((month.Number - 1) / 3) + 1}");

    internal static IEnumerable<PublicAxis> All() => PublicFamily.Axes.Concat(
        PublicFamily.Sources.Select(source => new PublicAxis(PublicFamily.FundingPrefix + source, ["fundingSource"], Grain.Quarter)));

    /// <summary>Codes of a fact on an axis, level by level.</summary>
    internal static IEnumerable<string> Path(PublicAxis axis, Fact fact) => Source(axis) is { } source
        ? [fact.Parts[source] > 0 ? PublicFamily.With : PublicFamily.Without]
        : Names(axis, axis.Attributes.Select(attribute => fact.Codes[attribute]));

    /// <summary>
    /// Names of rows, level by level: each is another one, though regions and départements share numbers, and codes can be unknown.
    /// </summary>
    internal static IEnumerable<string> Names(PublicAxis axis, IEnumerable<string> codes)
    {
        var above = "";
        foreach (var code in codes)
        {
            var name = code.Length == 0 ? "?" : code;
            above = above.Length == 0 ? (axis.Levels[0].EndsWith("Region", StringComparison.Ordinal) ? "R" + name : name)
                : code.Length == 0 || code == above ? $"{above}/?" : name;
            yield return above;
        }
    }

    internal static int? Source(PublicAxis axis) => axis.Name.StartsWith(PublicFamily.FundingPrefix, StringComparison.Ordinal)
        ? PublicFamily.Sources.ToList().IndexOf(axis.Name[PublicFamily.FundingPrefix.Length..]) : null;

    private IEnumerable<Cell> Row(PublicAxis axis, string code, string? parent)
    {
        var node = Find(axis.Name, code);
        var detail = node?.Detail ?? (ZerosShown(axis.Name, parent) ? Detail.Full : Detail.Withheld);
        var source = Source(axis);
        yield return new(Key(false, axis.Name, code, Period(_first)),
            detail == Detail.Withheld ? null : CellFigures.Of(node?.Bookings ?? [], source), parent);
        if (axis.ByEntry && parent is null)
            yield return new(Key(true, axis.Name, code, Period(_first)),
                detail == Detail.Withheld ? null : CellFigures.Of(node?.Entries ?? [], source));
        if (axis.Grain != Grain.Month)
            yield break;
        for (var i = 0; i < 3; i++)
        {
            var name = (_first + i).ToString();
            yield return new(Key(false, axis.Name, code, name), detail == Detail.Full
                ? CellFigures.Of(node?.Column(name) ?? [], source) : null, parent);
        }
    }

    /// <summary>A row without bookings is zero, unless all of its siblings are withheld.</summary>
    private bool ZerosShown(string axis, string? parent = null)
    {
        var above = parent is null ? Root(axis) : Find(axis, parent);
        if (above is null)
            return ZerosShown(axis);
        var rows = above.Children.Values.Where(child => !child.IsEmpty).ToList();
        return above.Detail != Detail.Withheld && (rows.Count == 0 || rows.Exists(row => row.Detail != Detail.Withheld));
    }

    private Node Root(string axis) => _axes.Single(a => a.Axis.Name == axis).Root;

    private Node? Find(string axis, string code)
    {
        var root = Root(axis);
        return root.Children.GetValueOrDefault(code)
            ?? root.Children.Values.Select(child => child.Children.GetValueOrDefault(code)).FirstOrDefault(child => child is not null);
    }

    private void DecideAll(IReadOnlyList<Fact> validated)
    {
        var nested = new NestedRows(_threshold, _axes.Select(a => (a.Axis, a.Root)), validated);
        foreach (var (axis, root) in _axes)
        {
            root.Detail = _root.Detail;
            new BlockDecision(_threshold, axis.Grain == Grain.Month, axis.ByEntry)
                .Decide(root, node => !nested.Contains(axis.Name, node.Code));
            foreach (var child in root.Children.Values)
                new BlockDecision(_threshold, axis.Grain == Grain.Month, WithEntries: false).Decide(child);
        }
    }

    private Node Tree(PublicAxis axis, IReadOnlyList<Fact> validated, IReadOnlyList<Fact> entered, IReadOnlyList<Fact> pending)
    {
        var root = new Node("", null);
        // Months of the whole, so that each column is looked at.
        foreach (var month in _root.Columns.Keys)
            root.Columns[month] = _root.Columns[month];
        foreach (var fact in validated)
        {
            var node = root;
            foreach (var code in Path(axis, fact))
            {
                node = node.Child(code);
                node.Add(new Month(fact.Validated).ToString(), fact);
            }
        }
        if (!axis.ByEntry)
            return root;
        foreach (var fact in entered)
            root.Child(Path(axis, fact).First()).Entries.Add(fact);
        foreach (var fact in pending.Where(fact => Waits(fact, _first + 2)))
            root.Child(Path(axis, fact).First()).Pending.Add(fact);
        return root;
    }

    private static void Fill(Node root, IReadOnlyList<Fact> validated, IReadOnlyList<Fact> entered, IReadOnlyList<Fact> pending)
    {
        foreach (var fact in validated)
            root.Add(new Month(fact.Validated).ToString(), fact);
        root.Entries.AddRange(entered);
        root.Pending.AddRange(pending);
    }

    private static bool Waits(Fact fact, Month end) => fact.Validated <= end.Index
        && (fact.Entered is not { } entered || entered > end.Index);

    private static CellKey Key(bool entry, string axis, string node, string period) =>
        new(entry ? "entry" : "validation", axis, node, "", period);
}
