using Marketplace.Search.Text;

namespace Marketplace.Search.Embedded;

/// <summary>The tokens of a document's field, as <see cref="DocumentAnalysis"/> numbers them.</summary>
internal delegate ReadOnlySpan<int> TokensOf(int document);

/// <summary>
/// Makes the inverted lists of one field of documents' tokens. The tokens are read twice: first to measure each term's
/// list, then to write all lists into arrays of the right size.
/// </summary>
internal sealed class Inversion
{
    /// <summary>Fewer tokens are sooner found among their own terms than counted by all terms of the index.</summary>
    private const int FewTokens = 4_096;

    private readonly int documents;
    private readonly TokensOf tokensOf;
    /// <summary>Ascending, where the tokens are few; else each term of the index has a place of its own.</summary>
    private readonly int[]? terms;
    private readonly Place[] places;

    /// <summary>Where a term's list has got to.</summary>
    private struct Place
    {
        /// <summary>Postings so far, or where the next one goes.</summary>
        public int Posting;
        /// <summary>The same for the bytes of positions.</summary>
        public int Positions;
        public int LastDocument;
        public int LastPosition;
        public int Occurrences;
    }

    private Inversion(int documents, TokensOf tokensOf, int termCount)
    {
        (this.documents, this.tokensOf) = (documents, tokensOf);
        var few = new List<int>();
        for (var d = 0; d < documents && few.Count <= FewTokens; d++)
            few.AddRange(tokensOf(d));
        if (few.Count <= FewTokens)
            terms = [.. few.Where(t => t != DocumentAnalysis.Separator).Distinct().Order()];
        places = new Place[terms?.Length ?? termCount];
    }

    /// <param name="documents">How many there are.</param>
    /// <param name="termCount">Terms are below this number.</param>
    public static FieldPostings Of(int documents, TokensOf tokensOf, int termCount) =>
        new Inversion(documents, tokensOf, termCount).Build();

    private FieldPostings Build()
    {
        Measure();
        var held = Enumerable.Range(0, places.Length).Where(t => places[t].Posting > 0).ToArray();
        var counts = Array.ConvertAll(held, t => places[t].Posting);
        var postings = new FieldPostings
        {
            Terms = terms is null ? held : Array.ConvertAll(held, t => terms[t]),
            Starts = new int[held.Length],
            Counts = counts,
            PositionStarts = new int[held.Length],
            Documents = new int[counts.Sum()],
            Occurrences = new byte[counts.Sum()],
            Positions = new byte[held.Sum(t => places[t].Positions)],
            Lengths = new byte[documents],
        };
        var (posting, positions) = (0, 0);
        for (var i = 0; i < held.Length; i++)
        {
            ref var place = ref places[held[i]];
            (postings.Starts[i], postings.PositionStarts[i]) = (posting, positions);
            (posting, positions) = (posting + place.Posting, positions + place.Positions);
            place = new Place { Posting = postings.Starts[i], Positions = postings.PositionStarts[i] };
        }
        Write(postings);
        return postings;
    }

    private void Measure()
    {
        for (var document = 0; document < documents; document++)
        {
            var tokens = tokensOf(document);
            for (var position = 0; position < tokens.Length; position++)
                if (Counts(tokens[position], document, out var place))
                    places[place].Positions += FieldPostings.VarintLength(Step(ref places[place], position));
        }
    }

    private void Write(FieldPostings into)
    {
        for (var document = 0; document < documents; document++)
        {
            var tokens = tokensOf(document);
            into.Lengths[document] = LengthOf(tokens);
            for (var position = 0; position < tokens.Length; position++)
            {
                if (!Counts(tokens[position], document, out var number))
                    continue;
                ref var place = ref places[number];
                into.Documents[place.Posting - 1] = document;
                into.Occurrences[place.Posting - 1] = (byte)place.Occurrences;
                FieldPostings.WriteVarint(into.Positions, ref place.Positions, Step(ref place, position));
            }
        }
    }

    /// <summary>Moves the token's place on; false for a separator, and beyond the occurrences that a posting can hold.</summary>
    private bool Counts(int token, int document, out int number)
    {
        number = terms is null ? token : Array.BinarySearch(terms, token);
        if (token == DocumentAnalysis.Separator)
            return false;
        ref var place = ref places[number];
        // Documents count from one here: zero is a place that was not met yet.
        if (place.LastDocument != document + 1)
        {
            place.Posting++;
            (place.LastDocument, place.LastPosition, place.Occurrences) = (document + 1, 0, 0);
        }
        if (place.Occurrences == byte.MaxValue)
            return false;
        place.Occurrences++;
        return true;
    }

    private static int Step(ref Place place, int position)
    {
        var step = position - place.LastPosition;
        place.LastPosition = position;
        return step;
    }

    /// <summary>
    /// The length that counts is that of the first text: a title is no longer for the code that follows it.
    /// </summary>
    private static byte LengthOf(ReadOnlySpan<int> tokens)
    {
        var first = tokens.IndexOf(DocumentAnalysis.Separator);
        return (byte)Math.Min(byte.MaxValue, first < 0 ? tokens.Length : first);
    }
}
