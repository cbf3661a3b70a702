namespace Marketplace.Search.Embedded.Storage;

/// <summary>A segment on disk: self-contained, with the values that its ordinals stand for.</summary>
internal static class SegmentFile
{
    public static void Write(Stream stream, Segment segment, Vocabularies vocabularies)
    {
        var columns = new ColumnWriter(stream);
        columns.Write(segment.Versions);
        columns.Write(segment.Ids);
        columns.Write(segment.IdStarts);
        columns.Write(segment.IdHashes);
        columns.Write(segment.Stored);
        columns.Write(segment.StoredStarts);
        for (var c = 0; c < segment.Ordinals.Length; c++)
            WriteOrdinals(columns, segment.Ordinals[c], vocabularies[(OrdinalColumn)c]);
        for (var c = 0; c < segment.Lists.Length; c++)
        {
            columns.Write(segment.Lists[c].Starts);
            WriteOrdinals(columns, segment.Lists[c].Values, vocabularies[(ListColumn)c]);
        }
        columns.Write(segment.Groups);
        columns.Write(segment.Lat);
        columns.Write(segment.Lng);
        columns.Write(segment.Prices);
        columns.Write(segment.Hours);
        columns.Write(segment.Ratings);
        columns.Write(segment.Permanent);
        columns.Write(segment.Sessions.Starts);
        columns.Write(segment.Sessions.Start);
        columns.Write(segment.Sessions.Until);
        columns.Write(segment.Sessions.Seats);
        columns.Write(segment.Sessions.Flags);
        foreach (var postings in segment.Text)
            WritePostings(columns, postings, vocabularies.Terms);
        columns.WriteChecksum();
    }

    public static Segment Read(Stream stream, Vocabularies vocabularies)
    {
        var columns = new ColumnReader(stream);
        var versions = columns.Read<long>();
        var segment = new Segment
        {
            Count = versions.Length,
            Versions = versions,
            Ids = columns.Read<byte>(),
            IdStarts = columns.Read<int>(),
            IdHashes = columns.Read<ulong>(),
            Stored = columns.Read<byte>(),
            StoredStarts = columns.Read<int>(),
            Ordinals = [.. Enumerable.Range(0, Vocabularies.OrdinalColumns)
                .Select(c => ReadOrdinals(columns, vocabularies[(OrdinalColumn)c]))],
            Lists = [.. Enumerable.Range(0, Vocabularies.ListColumns)
                .Select(c => new ListValues(columns.Read<int>(), ReadOrdinals(columns, vocabularies[(ListColumn)c])))],
            Groups = columns.Read<GroupKey>(),
            Lat = columns.Read<double>(),
            Lng = columns.Read<double>(),
            Prices = columns.Read<long>(),
            Hours = columns.Read<int>(),
            Ratings = columns.Read<double>(),
            Permanent = columns.Read<byte>(),
            Sessions = new SessionColumns
            {
                Starts = columns.Read<int>(),
                Start = columns.Read<int>(),
                Until = columns.Read<int>(),
                Seats = columns.Read<int>(),
                Flags = columns.Read<byte>(),
            },
            Text = [.. Enumerable.Range(0, Vocabularies.TextFields).Select(_ => ReadPostings(columns, vocabularies.Terms))],
        };
        columns.VerifyChecksum();
        return segment.Complete(vocabularies);
    }

    private static void WriteOrdinals(ColumnWriter columns, int[] ordinals, Vocabulary<string> vocabulary)
    {
        var local = new Dictionary<int, int> { [-1] = -1 };
        var values = new List<string>();
        var column = new int[ordinals.Length];
        for (var i = 0; i < ordinals.Length; i++)
        {
            if (!local.TryGetValue(ordinals[i], out column[i]))
            {
                local[ordinals[i]] = column[i] = values.Count;
                values.Add(vocabulary[ordinals[i]]);
            }
        }
        columns.Write(values);
        columns.Write(column);
    }

    private static int[] ReadOrdinals(ColumnReader columns, Vocabulary<string> vocabulary)
    {
        var ordinals = Array.ConvertAll(columns.ReadTexts(), vocabulary.Add);
        var column = columns.Read<int>();
        for (var i = 0; i < column.Length; i++)
        {
            if (column[i] >= ordinals.Length)
                throw new InvalidDataException("An ordinal has no value.");
            column[i] = column[i] < 0 ? -1 : ordinals[column[i]];
        }
        return column;
    }

    private static void WritePostings(ColumnWriter columns, FieldPostings postings, Vocabulary<string> terms)
    {
        columns.Write(Array.ConvertAll(postings.Terms, t => terms[t]));
        columns.Write(postings.Starts);
        columns.Write(postings.Counts);
        columns.Write(postings.PositionStarts);
        columns.Write(postings.Documents);
        columns.Write(postings.Occurrences);
        columns.Write(postings.Positions);
        columns.Write(postings.Lengths);
    }

    /// <summary>Terms get new ordinals when read, so the lists are put into their order.</summary>
    private static FieldPostings ReadPostings(ColumnReader columns, Vocabulary<string> terms)
    {
        var ordinals = Array.ConvertAll(columns.ReadTexts(), terms.Add);
        var order = Enumerable.Range(0, ordinals.Length).ToArray();
        Array.Sort(ordinals, order);
        return new FieldPostings
        {
            Terms = ordinals,
            Starts = Reorder(columns.Read<int>(), order),
            Counts = Reorder(columns.Read<int>(), order),
            PositionStarts = Reorder(columns.Read<int>(), order),
            Documents = columns.Read<int>(),
            Occurrences = columns.Read<byte>(),
            Positions = columns.Read<byte>(),
            Lengths = columns.Read<byte>(),
        };
    }

    private static int[] Reorder(int[] values, int[] order) => Array.ConvertAll(order, i => values[i]);
}
