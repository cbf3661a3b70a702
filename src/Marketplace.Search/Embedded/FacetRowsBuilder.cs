using System.Numerics;

namespace Marketplace.Search.Embedded;

/// <summary>Gives numbers to the combinations of facet values that occur in a segment.</summary>
internal sealed class FacetRowsBuilder
{
    private static readonly int Modality = IndexOf(Facets.Modality);
    private static readonly int Type = IndexOf(Facets.CertificationType);
    private static readonly int Level = IndexOf(Facets.Level);
    private static readonly int Domain = IndexOf(Facets.Domain);
    private static readonly int Department = IndexOf(Facets.Department);
    private static readonly int Pace = IndexOf(Facets.Pace);
    private static readonly int Accessibility = IndexOf(Facets.Accessibility);

    private readonly Segment segment;

    private FacetRowsBuilder(Segment segment) => this.segment = segment;

    public static FacetRows Of(Segment segment) => new FacetRowsBuilder(segment).Build();

    /// <summary>Which of the four codes holds the facet.</summary>
    public static int ColumnOf(int facet) =>
        facet == Department ? 3 : facet == Domain ? 2 : facet == Pace || facet == Accessibility ? 1 : 0;

    public static int IndexOf(string facet)
    {
        for (var i = 0; i < Facets.All.Count; i++)
            if (Facets.All[i] == facet)
                return i;
        throw new ArgumentOutOfRangeException(nameof(facet), facet, "Unknown facet.");
    }

    private FacetRows Build()
    {
        var (modality, type, level) = (
            segment[OrdinalColumn.Modality], segment[OrdinalColumn.CertificationType], segment[OrdinalColumn.Level]);
        var department = segment[OrdinalColumn.Department];
        var (pace, accessibility, domain) = (segment[ListColumn.Pace], segment[ListColumn.Accessibility], segment[ListColumn.Domain]);
        var kinds = new Codes<(int, int, int)>();
        var paces = new Sets();
        var accesses = new Sets();
        var conditions = new Codes<(int, int)>();
        var domainSets = new Sets();
        var domains = new Codes<int>();
        var places = new Codes<int>();
        var rows = new int[segment.Count * FacetRows.CodesPerDocument];
        for (var d = 0; d < segment.Count; d++)
        {
            var row = rows.AsSpan(d * FacetRows.CodesPerDocument, FacetRows.CodesPerDocument);
            if (!kinds.TryGet((modality[d], type[d], level[d]), out row[0]))
                row[0] = kinds.Add((modality[d], type[d], level[d]),
                    [new(Modality, modality[d]), new(Type, type[d]), new(Level, level[d])]);
            var (paceSet, accessSet) = (paces.Number(pace.Of(d)), accesses.Number(accessibility.Of(d)));
            if (!conditions.TryGet((paceSet, accessSet), out row[1]))
                row[1] = conditions.Add((paceSet, accessSet), [.. Values(Pace, pace.Of(d)), .. Values(Accessibility, accessibility.Of(d))]);
            var domainSet = domainSets.Number(domain.Of(d));
            if (!domains.TryGet(domainSet, out row[2]))
                row[2] = domains.Add(domainSet, Values(Domain, domain.Of(d)));
            if (!places.TryGet(department[d], out row[3]))
                row[3] = places.Add(department[d], [new(Department, department[d])]);
        }
        return Packed(rows, [kinds.Values, conditions.Values, domains.Values, places.Values]);
    }

    /// <param name="codes">Four a document, each counted from 0 in its column.</param>
    /// <param name="stands">By column, what its codes stand for.</param>
    internal static FacetRows Packed(int[] codes, List<FacetValue[]>[] stands)
    {
        var columns = new FacetColumn[stands.Length];
        var (first, shift) = (0, 0);
        for (var c = 0; c < columns.Length; c++)
        {
            var bits = 32 - BitOperations.LeadingZeroCount((uint)Math.Max(0, stands[c].Count - 1));
            columns[c] = new FacetColumn(first, shift, (int)((1u << bits) - 1));
            (first, shift) = (first + stands[c].Count, shift + bits);
        }
        FacetValue[][] values = [.. stands.SelectMany(s => s)];
        return shift <= 32 ? new FacetRows<uint>(Rows<uint>(codes, columns), columns, values)
            : shift <= 64 ? new FacetRows<ulong>(Rows<ulong>(codes, columns), columns, values)
            : new FacetRows<UInt128>(Rows<UInt128>(codes, columns), columns, values);
    }

    private static TRow[] Rows<TRow>(int[] codes, FacetColumn[] columns) where TRow : unmanaged, IBinaryInteger<TRow>
    {
        var rows = new TRow[codes.Length / columns.Length];
        for (var d = 0; d < rows.Length; d++)
            for (var c = 0; c < columns.Length; c++)
                rows[d] |= TRow.CreateTruncating(codes[(d * columns.Length) + c]) << columns[c].Shift;
        return rows;
    }

    private static FacetValue[] Values(int facet, ReadOnlySpan<int> ordinals)
    {
        if (ordinals.IsEmpty)
            return [new FacetValue(facet, -1)];
        var found = new FacetValue[ordinals.Length];
        for (var i = 0; i < found.Length; i++)
            found[i] = new FacetValue(facet, ordinals[i]);
        return found;
    }

    /// <summary>Numbers of the combinations of a column.</summary>
    private sealed class Codes<T> where T : notnull
    {
        private readonly Dictionary<T, int> known = [];

        public List<FacetValue[]> Values { get; } = [];

        public bool TryGet(T combination, out int code) => known.TryGetValue(combination, out code);

        public int Add(T combination, FacetValue[] stands)
        {
            Values.Add(stands);
            return known[combination] = Values.Count - 1;
        }
    }

    /// <summary>Numbers of the sets of values that occur in a list column.</summary>
    private sealed class Sets
    {
        private readonly Dictionary<int, int> single = [];
        private readonly Dictionary<string, int> several = [];

        public int Number(ReadOnlySpan<int> ordinals)
        {
            if (ordinals.Length < 2)
            {
                var value = ordinals.IsEmpty ? -1 : ordinals[0];
                if (!single.TryGetValue(value, out var one))
                    single[value] = one = single.Count + several.Count;
                return one;
            }
            // The bytes of the ordinals as a text: an exact key that needs no comparer of its own.
            var characters = System.Runtime.InteropServices.MemoryMarshal.Cast<int, char>(ordinals);
            var lookup = several.GetAlternateLookup<ReadOnlySpan<char>>();
            if (!lookup.TryGetValue(characters, out var number))
                lookup[characters] = number = single.Count + several.Count;
            return number;
        }
    }
}
