namespace Marketplace.Search.Embedded;

/// <summary>Appends inverted lists term by term (ascending ordinals), documents ascending within a term.</summary>
internal sealed class PostingsWriter(int expectedPostings)
{
    private readonly List<int> terms = [];
    private readonly List<int> starts = [];
    private readonly List<int> positionStarts = [];
    private readonly List<int> documents = new(expectedPostings);
    private readonly List<byte> occurrences = new(expectedPostings);
    private readonly List<byte> positions = new(expectedPostings);
    private int lastDocument;
    private int lastPosition;

    public void BeginTerm(int term)
    {
        terms.Add(term);
        starts.Add(documents.Count);
        positionStarts.Add(positions.Count);
        lastDocument = -1;
    }

    public void Add(int document, int position)
    {
        if (document != lastDocument)
        {
            documents.Add(document);
            occurrences.Add(0);
            lastDocument = document;
            lastPosition = 0;
        }
        if (occurrences[^1] == byte.MaxValue)
            return;
        occurrences[^1]++;
        FieldPostings.WriteVarint(positions, position - lastPosition);
        lastPosition = position;
    }

    public FieldPostings Build(byte[] lengths)
    {
        var counts = new int[terms.Count];
        for (var i = 0; i < counts.Length; i++)
            counts[i] = (i + 1 < counts.Length ? starts[i + 1] : documents.Count) - starts[i];
        return new()
        {
            Terms = [.. terms],
            Starts = [.. starts],
            Counts = counts,
            PositionStarts = [.. positionStarts],
            Documents = [.. documents],
            Occurrences = [.. occurrences],
            Positions = [.. positions],
            Lengths = lengths,
        };
    }
}
