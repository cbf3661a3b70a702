using System.Text;

namespace Marketplace.Search.Embedded;

/// <summary>An immutable part of the index: columns and inverted lists over its documents, numbered from 0.</summary>
internal sealed class Segment
{
    public required int Count { get; init; }
    public required long[] Versions { get; init; }
    /// <summary>UTF-8 ids, one after the other.</summary>
    public required byte[] Ids { get; init; }
    public required int[] IdStarts { get; init; }
    /// <summary>Stable hash of each id.</summary>
    public required ulong[] IdHashes { get; init; }
    /// <summary>What a hit shows, see <see cref="StoredDocument"/>.</summary>
    public required byte[] Stored { get; init; }
    public required int[] StoredStarts { get; init; }
    /// <summary>By <see cref="OrdinalColumn"/>, then document; -1 when missing.</summary>
    public required int[][] Ordinals { get; init; }
    /// <summary>By <see cref="ListColumn"/>.</summary>
    public required ListValues[] Lists { get; init; }
    /// <summary>Ascending: documents are numbered by group, then id.</summary>
    public required GroupKey[] Groups { get; init; }
    /// <summary>Degrees, NaN when missing.</summary>
    public required double[] Lat { get; init; }
    public required double[] Lng { get; init; }
    /// <summary>Cents, -1 when missing.</summary>
    public required long[] Prices { get; init; }
    /// <summary>-1 when missing.</summary>
    public required int[] Hours { get; init; }
    /// <summary>Average, NaN when missing.</summary>
    public required double[] Ratings { get; init; }
    /// <summary>1: entry at any time.</summary>
    public required byte[] Permanent { get; init; }
    public required SessionColumns Sessions { get; init; }
    /// <summary>By <see cref="TextField"/>; none in a segment that is only to be merged.</summary>
    public FieldPostings[] Text { get; init; } = [];
    /// <summary>
    /// By <see cref="TextField"/>, the tokens of each document, of a segment that is only to be merged: its lists would
    /// be made twice. None in one that can be searched.
    /// </summary>
    public ListValues[] Tokens { get; init; } = [];

    /// <summary>Documents ordered by id hash, for look-ups.</summary>
    public int[] ByIdHash { get; private set; } = [];
    public GeoGrid Grid { get; private set; } = null!;
    /// <summary>Documents taught remotely.</summary>
    public ulong[] Remote { get; private set; } = [];
    public FacetRows Facets { get; private set; } = null!;
    public GroupRuns Runs { get; private set; } = null!;
    public ProviderRuns Providers { get; private set; } = null!;
    public SessionDays Days { get; private set; } = null!;

    private ValueIndex[] ordinalIndexes = [];
    private ValueIndex[] listIndexes = [];
    private volatile OpenDay? openDay;
    private volatile OpenDay? otherOpenDay;

    public string Id(int document) => Encoding.UTF8.GetString(IdBytes(document));

    public ReadOnlySpan<byte> IdBytes(int document) => Ids.AsSpan(IdStarts[document], IdStarts[document + 1] - IdStarts[document]);

    public ReadOnlySpan<byte> StoredOf(int document) =>
        Stored.AsSpan(StoredStarts[document], StoredStarts[document + 1] - StoredStarts[document]);

    public int[] this[OrdinalColumn column] => Ordinals[(int)column];

    public ListValues this[ListColumn column] => Lists[(int)column];

    public int Words => Bits.WordsFor(Count);

    public ValueIndex IndexOf(OrdinalColumn column) => ordinalIndexes[(int)column];

    public ValueIndex IndexOf(ListColumn column) => listIndexes[(int)column];

    /// <summary>What is open on a day: computed when first asked for, kept for the two days last asked for.</summary>
    public OpenDay OpenOn(int day)
    {
        if (openDay is { } known && known.Day == day)
            return known;
        if (otherOpenDay is { } other && other.Day == day)
            return other;
        var computed = new OpenDay(this, day);
        otherOpenDay = openDay;
        openDay = computed;
        return computed;
    }

    /// <summary>Computes what a merge needs: enough for a segment that nobody searches before it is merged.</summary>
    public Segment ForMerging()
    {
        Runs = new GroupRuns(Groups);
        return this;
    }

    /// <summary>Computes what is derived from the columns; called once, before the segment is shared.</summary>
    public Segment Complete(Vocabularies vocabularies)
    {
        var order = Enumerable.Range(0, Count).ToArray();
        Array.Sort((ulong[])IdHashes.Clone(), order);
        ByIdHash = order;
        Sessions.WithLastDays();
        Grid = new GeoGrid(Lat, Lng);
        ordinalIndexes = Array.ConvertAll(Ordinals, ValueIndex.Of);
        listIndexes = Array.ConvertAll(Lists, ValueIndex.Of);
        Remote = new ulong[Words];
        IndexOf(OrdinalColumn.Modality).AddTo(Remote, vocabularies[OrdinalColumn.Modality].Find(Modalities.Remote));
        Facets = FacetRowsBuilder.Of(this);
        Runs = new GroupRuns(Groups);
        Providers = new ProviderRuns(this[OrdinalColumn.Provider]);
        Days = new SessionDays(Sessions, Count);
        return this;
    }

    /// <summary>The living document with this id, or -1.</summary>
    public int Find(ulong hash, ReadOnlySpan<byte> id, DocumentSet deleted)
    {
        int low = 0, high = Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (IdHashes[ByIdHash[middle]] < hash)
                low = middle + 1;
            else
                high = middle;
        }
        for (; low < Count && IdHashes[ByIdHash[low]] == hash; low++)
        {
            var document = ByIdHash[low];
            if (!deleted.Contains(document) && IdBytes(document).SequenceEqual(id))
                return document;
        }
        return -1;
    }
}
