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
    /// <summary>Ordinal in <see cref="Vocabularies.Groups"/>.</summary>
    public required int[] Groups { get; init; }
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
    /// <summary>By <see cref="TextField"/>.</summary>
    public required FieldPostings[] Text { get; init; }

    /// <summary>Documents ordered by id hash, for look-ups.</summary>
    public int[] ByIdHash { get; private set; } = [];
    public GeoGrid Grid { get; private set; } = null!;
    /// <summary>Documents taught remotely, ascending.</summary>
    public int[] Remote { get; private set; } = [];

    public string Id(int document) => Encoding.UTF8.GetString(IdBytes(document));

    public ReadOnlySpan<byte> IdBytes(int document) => Ids.AsSpan(IdStarts[document], IdStarts[document + 1] - IdStarts[document]);

    public ReadOnlySpan<byte> StoredOf(int document) =>
        Stored.AsSpan(StoredStarts[document], StoredStarts[document + 1] - StoredStarts[document]);

    public int[] this[OrdinalColumn column] => Ordinals[(int)column];

    public ListValues this[ListColumn column] => Lists[(int)column];

    /// <summary>Computes what is derived from the columns; called once, before the segment is shared.</summary>
    public Segment Complete(Vocabularies vocabularies)
    {
        var order = Enumerable.Range(0, Count).ToArray();
        Array.Sort((ulong[])IdHashes.Clone(), order);
        ByIdHash = order;
        Sessions.WithLastDays();
        Grid = new GeoGrid(Lat, Lng);
        var remote = vocabularies[OrdinalColumn.Modality].Find(Modalities.Remote);
        Remote = remote < 0 ? [] : [.. Enumerable.Range(0, Count).Where(d => this[OrdinalColumn.Modality][d] == remote)];
        return this;
    }

    /// <summary>The living document with this id, or -1.</summary>
    public int Find(ulong hash, ReadOnlySpan<byte> id, ulong[]? deleted)
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
            if (!SegmentView.IsSet(deleted, document) && IdBytes(document).SequenceEqual(id))
                return document;
        }
        return -1;
    }
}
