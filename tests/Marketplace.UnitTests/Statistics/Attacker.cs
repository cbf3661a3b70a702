using Marketplace.Statistics.Editions;

namespace Marketplace.UnitTests.Statistics;

/// <summary>
/// Somebody who read the whole edition, knows what adds up to what, and solves the equations: what is a combination of shown figures is
/// known to them, however many tables it takes. Counts modulo a prime, which finds the same combinations as fractions do.
/// </summary>
internal sealed class Attacker
{
    private const long Prime = 2_147_483_647;

    private readonly Dictionary<CellKey, int> _unknown;
    private readonly List<(int Pivot, SortedDictionary<int, long> Row)> _solved = [];

    /// <param name="sums">Each a cell and the cells that it is the sum of.</param>
    public Attacker(IReadOnlyDictionary<CellKey, Figures?> cells, IEnumerable<(CellKey Whole, IReadOnlyList<CellKey> Parts)> sums)
    {
        _unknown = cells.Where(cell => cell.Value is null).Select((cell, i) => (cell.Key, i))
            .ToDictionary(pair => pair.Key, pair => pair.i);
        foreach (var (whole, parts) in sums)
        {
            var row = new SortedDictionary<int, long>();
            foreach (var part in parts)
                Put(row, part, 1);
            Put(row, whole, Prime - 1);
            Solve(row);
        }
    }

    /// <summary>Withheld cells that follow from what is shown.</summary>
    public IEnumerable<CellKey> Known()
    {
        foreach (var (key, i) in _unknown)
            if (Reduced(new SortedDictionary<int, long> { [i] = 1 }).Count == 0)
                yield return key;
    }

    private void Put(SortedDictionary<int, long> row, CellKey key, long factor)
    {
        if (!_unknown.TryGetValue(key, out var at))
            return;
        row[at] = (row.GetValueOrDefault(at) + factor) % Prime;
        if (row[at] == 0)
            row.Remove(at);
    }

    private void Solve(SortedDictionary<int, long> row)
    {
        var rest = Reduced(row);
        if (rest.Count == 0)
            return;
        var (pivot, value) = rest.First();
        var inverse = Power(value, Prime - 2);
        _solved.Add((pivot, new(rest.ToDictionary(cell => cell.Key, cell => cell.Value * inverse % Prime))));
        _solved.Sort((one, other) => one.Pivot.CompareTo(other.Pivot));
    }

    private SortedDictionary<int, long> Reduced(SortedDictionary<int, long> row)
    {
        var rest = new SortedDictionary<int, long>(row);
        foreach (var (pivot, known) in _solved)
            if (rest.TryGetValue(pivot, out var factor))
                foreach (var (at, value) in known)
                {
                    var next = (rest.GetValueOrDefault(at) + (Prime - (factor * value % Prime))) % Prime;
                    if (next == 0)
                        rest.Remove(at);
                    else
                        rest[at] = next;
                }
        return rest;
    }

    private static long Power(long value, long exponent)
    {
        var result = 1L;
        for (value %= Prime; exponent > 0; exponent >>= 1, value = value * value % Prime)
            if ((exponent & 1) == 1)
                result = result * value % Prime;
        return result;
    }
}
