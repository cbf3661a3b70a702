namespace Marketplace.Search.Embedded;

/// <summary>Appends inverted lists term by term (ascending ordinals), documents ascending within a term.</summary>
/// <remarks>Told how much to expect, it allocates once: the lists of a large segment are most of its memory.</remarks>
internal sealed class PostingsWriter(int expectedTerms, int expectedPostings = 0, int expectedPositions = 0)
{
    private readonly List<int> terms = new(expectedTerms);
    private readonly List<int> starts = new(expectedTerms);
    private readonly List<int> counts = new(expectedTerms);
    private readonly List<int> positionStarts = new(expectedTerms);
    private readonly List<int> documents = new(expectedPostings);
    private readonly List<byte> occurrences = new(expectedPostings);
    private readonly List<byte> positions = new(expectedPositions);
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

    /// <summary>Adds a whole posting, its positions as they stand in another segment.</summary>
    public void Copy(int document, byte occurrencesThere, ReadOnlySpan<byte> positionsThere)
    {
        documents.Add(document);
        occurrences.Add(occurrencesThere);
        positions.AddRange(positionsThere);
    }

    /// <summary>Ends the term; one without documents is dropped.</summary>
    public void EndTerm()
    {
        var count = documents.Count - starts[^1];
        if (count > 0)
        {
            counts.Add(count);
            return;
        }
        terms.RemoveAt(terms.Count - 1);
        starts.RemoveAt(starts.Count - 1);
        positionStarts.RemoveAt(positionStarts.Count - 1);
    }

    public FieldPostings Build(byte[] lengths) => new()
    {
        Terms = [.. terms],
        Starts = [.. starts],
        Counts = [.. counts],
        PositionStarts = [.. positionStarts],
        Documents = [.. documents],
        Occurrences = [.. occurrences],
        Positions = [.. positions],
        Lengths = lengths,
    };
}
