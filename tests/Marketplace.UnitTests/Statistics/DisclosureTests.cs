using Marketplace.Statistics.Editions;
using Marketplace.Statistics.Facts;
using Xunit;

namespace Marketplace.UnitTests.Statistics;

/// <summary>
/// An edition gives nothing away: attacked with its own figures, by sums, differences, complements and equations over all tables.
/// </summary>
public sealed class DisclosureTests
{
    private const int K = 11;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<int, int> Draws => [(1, 60), (2, 150), (3, 300), (4, 600), (5, 1_000), (6, 2_500), (7, 6_000), (8, 40)];

    [Theory, MemberData(nameof(Draws))]
    public async Task Edition_ShowsTheFactsOrNothing_OfEnoughPeople(int seed, int count)
    {
        var facts = new MadeUpFacts(seed, count);
        var cells = await BuildAsync(facts);
        Assert.NotEmpty(cells);
        foreach (var cell in cells)
        {
            var inside = Inside(facts, cell.Key).ToList();
            if (cell.Figures is not { } shown)
                continue;
            Assert.Equal(inside.Count, shown.Bookings);
            Assert.Equal(inside.Select(f => f.Learner).Distinct().Count(), shown.Learners);
            Assert.Equal(inside.Sum(f => (long)f.Hours), shown.Hours);
            Assert.True(shown.Learners is 0 or >= K, $"{cell.Key}: {shown.Learners}");
        }
        if (count >= 600)
            Assert.Contains(cells, cell => cell.Figures is { Bookings: > 0 } && cell.Key.Node.Length > 0);
    }

    [Theory, MemberData(nameof(Draws))]
    public async Task Audit_FindsNothing_InWhatIsBuilt(int seed, int count) =>
        Assert.Empty(DisclosureAudit.Run(await BuildAsync(new MadeUpFacts(seed, count)), K));

    [Theory, MemberData(nameof(Draws))]
    public async Task Attacker_WhoSolvesAllEquations_LearnsNoCellOfFewPeople(int seed, int count)
    {
        var facts = new MadeUpFacts(seed, count);
        var cells = (await BuildAsync(facts)).ToDictionary(cell => cell.Key, cell => cell.Figures);
        var known = new Attacker(cells, Sums(cells.Keys)).Known().Where(key => Few(Inside(facts, key)));
        Assert.Empty(known);
    }

    [Theory, MemberData(nameof(Draws))]
    public async Task WithheldPart_OfEachSumThatIsShown_IsNobodyOrEnoughPeople(int seed, int count)
    {
        var facts = new MadeUpFacts(seed, count);
        var cells = (await BuildAsync(facts)).ToDictionary(cell => cell.Key, cell => cell.Figures);
        foreach (var (whole, parts) in Sums(cells.Keys).Where(sum => cells[sum.Whole] is not null))
            Assert.False(Few(parts.Where(part => cells[part] is null).SelectMany(part => Inside(facts, part))), $"{whole}");
    }

    /// <summary>Validated up to a day less entered up to it: who has not begun, of each domain and region.</summary>
    [Theory, MemberData(nameof(Draws))]
    public async Task Bases_SetAgainstEachOther_GiveNobodyOrEnoughPeople(int seed, int count)
    {
        var facts = new MadeUpFacts(seed, count);
        var cells = (await BuildAsync(facts)).ToDictionary(cell => cell.Key, cell => cell.Figures);
        foreach (var rows in cells.Keys.Where(key => key.Basis == "entry" && key.Period.Contains('Q', StringComparison.Ordinal))
            .GroupBy(key => (key.Axis, key.Node)))
            foreach (var end in rows.Select(key => key.Period).Order(StringComparer.Ordinal).TakeWhile(period =>
                cells[new("validation", rows.Key.Axis, rows.Key.Node, "", period)] is not null))
            {
                var last = Month.Of(int.Parse(end[..4], System.Globalization.CultureInfo.InvariantCulture), (end[^1] - '0') * 3);
                var waiting = facts.All.Where(f => f.Validated <= last.Index && (f.Entered is not { } entered || entered > last.Index)
                    && In(f, rows.Key.Axis, rows.Key.Node));
                Assert.False(Few(waiting), $"{rows.Key} {end}");
            }
    }

    [Fact]
    public async Task Audit_FindsACell_ThatItsSiblingsGiveAway()
    {
        var cells = await BuildAsync(new MadeUpFacts(7, 6_000));
        var shown = cells.First(
            cell => cell is { Key: { Axis: "modality", Basis: "validation" }, Figures.Bookings: > 0 }
            && cell.Key.Period.Contains('Q', StringComparison.Ordinal));
        Assert.NotEmpty(DisclosureAudit.Run([.. cells.Select(cell => cell == shown ? cell with { Figures = null } : cell)], K));
    }

    [Fact]
    public async Task Licence_ThatAlmostFillsItsDomain_IsNotShownBesideIt()
    {
        var all = new MadeUpFacts(9, 3_000, years: 1).All.Select(f => f.Codes[0] == "31"
            ? f with { Codes = [.. f.Codes.Select((code, i) => i == 2 ? (f.Learner % 60 == 0 ? "rs" : "driving-licence") : code)] }
            : f with { Codes = [.. f.Codes.Select((code, i) => i == 2 ? (f.Learner % 2 == 0 ? "rncp" : "rs") : code)] }).ToList();
        var first = Month.Of(2024, 1);
        var quarter = all.Where(f => f.Validated < (first + 3).Index).ToList();
        var block = new QuarterBlock(new Threshold(K), first, quarter, [.. quarter.Where(f => f.Entered < (first + 3).Index)], quarter, 3);
        var rest = quarter.Where(f => f.Codes[0] == "31" && f.Codes[2] != "driving-licence").ToList();
        Assert.True(Few(rest), "The draw has to leave few people beside the licence.");
        Assert.False(block.Shows("certificationType", "driving-licence", null) && block.Shows("domain", "31", null));
    }

    private static async Task<List<Cell>> BuildAsync(MadeUpFacts facts) =>
        await new EditionBuilder(facts, new Threshold(K)).BuildAsync(Month.Of(2025, 11), Stop);

    private static bool Few(IEnumerable<Fact> facts) => facts.Select(f => f.Learner).Distinct().Count() is > 0 and < K;

    private static IEnumerable<Fact> Inside(MadeUpFacts facts, CellKey key) => facts.All.Where(f =>
        (key.Basis == "entry" ? f.Entered : f.Validated) is { } month && Within(new Month(month), key.Period) && In(f, key.Axis, key.Node)
        && (key.Column.Length == 0 || (Is(Part(key.Column, 0), f.Codes[8]) && Is(Part(key.Column, 1), f.Codes[9]))));

    private static bool Is(string part, string code) => part == "*" || part == code;

    private static string Part(string column, int at) => column.Split('|')[at];

    private static bool In(Fact fact, string axis, string node)
    {
        if (node.Length == 0)
            return true;
        var of = QuarterBlock.All().FirstOrDefault(a => a.Name == axis) ?? PublicFamily.Axes.Single(a => a.Name == PublicFamily.Residence);
        return QuarterBlock.Path(of, fact).Contains(node);
    }

    private static bool Within(Month month, string period) => period.Length == 4
        ? month.Year.ToString(System.Globalization.CultureInfo.InvariantCulture) == period
        : period[5] == 'Q' ? QuarterBlock.Period(month) == period : month.ToString() == period;

    /// <summary>
    /// All that adds up, found by what the names mean: periods, hierarchies, classes of people, and the same thing in two tables.
    /// </summary>
    private static List<(CellKey Whole, IReadOnlyList<CellKey> Parts)> Sums(IReadOnlyCollection<CellKey> keys)
    {
        var known = keys.ToHashSet();
        var regions = keys.Where(key => key is { Axis: PublicFamily.Population, Column: "" }).Select(key => (Key: key, Same: key with
        {
            Axis = key.Node.Length > 0 ? PublicFamily.Residence : PublicFamily.Whole,
        })).Where(pair => known.Contains(pair.Same));
        return
        [
            .. keys.GroupBy(key => key with { Period = "" }).SelectMany(Periods),
            .. keys.Where(key => key.Axis == PublicFamily.Population).GroupBy(key => key with { Column = "" }).SelectMany(Classes),
            .. regions.Select(pair => (pair.Same, (IReadOnlyList<CellKey>)[pair.Key])),
            .. keys.Where(key => key.Node.Length > 0).GroupBy(key => (key.Basis, key.Axis, key.Column, key.Period))
                .SelectMany(rows => Rows(known, [.. rows])),
        ];
    }

    /// <summary>Months of quarters, quarters of years, months of years.</summary>
    private static IEnumerable<(CellKey, IReadOnlyList<CellKey>)> Periods(IEnumerable<CellKey> periods)
    {
        var all = periods.ToList();
        foreach (var longer in all.Where(key => Length(key.Period) > 1))
            foreach (var parts in all.Where(key => Length(key.Period) < Length(longer.Period) && Covers(longer.Period, key.Period))
                .GroupBy(key => Length(key.Period)))
                if (parts.Count() * parts.Key == Length(longer.Period))
                    yield return (longer, [.. parts]);
    }

    private static IEnumerable<(CellKey, IReadOnlyList<CellKey>)> Classes(IEnumerable<CellKey> columns)
    {
        var all = columns.ToList();
        var finest = all.Where(key => key.Column.Length > 0 && !key.Column.Contains('*', StringComparison.Ordinal)).ToList();
        foreach (var key in all.Except(finest))
            yield return (key, [.. finest.Where(part => key.Column.Length == 0
                || (Is(Part(key.Column, 0), Part(part.Column, 0)) && Is(Part(key.Column, 1), Part(part.Column, 1))))]);
    }

    /// <summary>The first level is the whole, the second the first.</summary>
    private static IEnumerable<(CellKey, IReadOnlyList<CellKey>)> Rows(HashSet<CellKey> known, List<CellKey> rows)
    {
        var above = Hierarchies.GetValueOrDefault(rows[0].Axis) ?? [];
        var first = rows.Where(key => !above.ContainsKey(key.Node)).ToList();
        var whole = rows[0] with { Node = "", Axis = rows[0].Axis == PublicFamily.Population
            ? PublicFamily.Population : PublicFamily.Whole };
        if (known.Contains(whole) && first.Count > 0)
            yield return (whole, first);
        foreach (var one in first)
            if (rows.Where(key => above.GetValueOrDefault(key.Node) == one.Node).ToList() is { Count: > 0 } below)
                yield return (one, below);
    }

    private static readonly Dictionary<string, Dictionary<string, string>> Hierarchies = QuarterBlock.All().ToDictionary(
        axis => axis.Name, axis => new MadeUpFacts(0, 3_000).All.Select(fact => QuarterBlock.Path(axis, fact).ToList())
            .Where(path => path.Count == 2).GroupBy(path => path[1]).ToDictionary(group => group.Key, group => group.First()[0]));

    private static int Length(string period) => period.Length == 4 ? 12 : period[5] == 'Q' ? 3 : 1;

    private static bool Covers(string longer, string shorter) => longer.Length == 4
        ? shorter.StartsWith(longer, StringComparison.Ordinal)
        : Month.TryParse(shorter, out var month) && QuarterBlock.Period(month) == longer;
}
