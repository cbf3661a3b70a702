using Marketplace.Search.Text;

namespace Marketplace.Search.Asking;

/// <summary>
/// The two ways to read a text that holds a place's name: which one the catalogue speaks for, and what the other one finds.
/// </summary>
internal sealed class PlaceNameReadings(ISearchIndex index, QueryReader reader)
{
    /// <summary>
    /// The text as read, and how: as words where the query wants them so; without what only looks like a place where the
    /// catalogue calls something by the name and its neighbour.
    /// </summary>
    public async Task<(ReadText Read, PlaceReading How)> ReadAsync(string text, SearchQuery query, CancellationToken cancel)
    {
        if (!query.PlacesInText)
            return (reader.Read(text, reading: PlaceReading.Words), PlaceReading.Words);
        var read = reader.Read(text);
        if (read.Place is not { Neighbours: { Count: > 0 } phrases })
            return (read, PlaceReading.Judged);
        var clause = new TextClause([.. phrases.Select(p => new TokenAlternative(p, 1))]);
        var named = await index.SearchAsync(
            new EngineQuery(One(new SearchQuery { Today = query.Today }), [clause]) { DescriptionSuffices = false, AboutNames = true },
            cancel);
        return named.Total > 0 ? (reader.Read(text, reading: PlaceReading.Proven), PlaceReading.Proven) : (read, PlaceReading.Judged);
    }

    /// <summary>The reading that was not taken, where it finds something; not beside a place or area of the form.</summary>
    public async Task<OtherReading?> OtherAsync(ReadText read, SearchQuery query, CancellationToken cancel)
    {
        if (!query.PlacesInText || query.Page > 1 || query.Near is not null
            || query.Departments.Count + query.Regions.Count + query.Boxes.Count > 0)
            return null;
        if (read is { Place: null, OtherPlace: { } place })
        {
            var there = new NearPoint(place.Place.Lat, place.Place.Lng, place.Place.Insee, place.Place.Name);
            var found = await AskAsync(reader.Read(read.Text, reading: PlaceReading.Taken), query with { Near = there }, cancel);
            return found is { PlaceBoundInside: true } ? new OtherReading(there, Without(read.Text, place.Span), found.Total) : null;
        }
        if (read.Place is not { Likely: true, Certain: true })
            return null;
        var words = reader.Read(read.Text, reading: PlaceReading.Words);
        return words.Plain.TrueForAll(p => p.IsKnown) && await AskAsync(words, query, cancel) is { Total: > 0 and var total }
            ? new OtherReading(null, read.Text, total) : null;
    }

    private async Task<EngineResult?> AskAsync(ReadText read, SearchQuery query, CancellationToken cancel) =>
        read.Clauses.Exists(c => c.Required)
            ? await index.SearchAsync(new EngineQuery(One(query), read.Clauses) { DescriptionSuffices = false }, cancel) : null;

    private static SearchQuery One(SearchQuery query) =>
        query with { Page = 1, PageSize = 1, WithFacets = false, Collapse = false, Cells = null };

    /// <summary>The text without the place, and without the small words that then stand at an end.</summary>
    private static string Without(string text, Range place)
    {
        var (start, length) = place.GetOffsetAndLength(text.Length);
        var rest = (text[..start] + ' ' + text[(start + length)..]).Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        while (rest.Count > 0 && IsSmall(rest[0]))
            rest.RemoveAt(0);
        while (rest.Count > 0 && IsSmall(rest[^1]))
            rest.RemoveAt(rest.Count - 1);
        return string.Join(' ', rest);
    }

    private static bool IsSmall(string word) => Folding.Fold(word) is var folded
        && (folded is "a" or "d'" or "l'" || StopWords.IsAlways(folded));
}
