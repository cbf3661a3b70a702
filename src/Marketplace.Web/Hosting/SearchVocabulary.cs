using Marketplace.Core.Reference;
using Marketplace.Search;
using Marketplace.Search.QueryText;
using Marketplace.Search.Text;

namespace Marketplace.Web.Hosting;

/// <summary>
/// What search knows of the world besides the catalogue: communes to find in texts, and completions to offer.
/// Made anew when the reference data change, not at each search.
/// </summary>
public sealed class SearchVocabulary(ReferenceDataStore store)
{
    private sealed record Made(ReferenceData From, Gazetteer Gazetteer, SuggestionList Suggestions, QueryTextCleaner Cleaner);

    private volatile Made? made;

    public Gazetteer Gazetteer => Current().Gazetteer;

    public SuggestionList Suggestions => Current().Suggestions;

    /// <summary>Cleans what people typed for the query log.</summary>
    public QueryTextCleaner Cleaner => Current().Cleaner;

    private Made Current()
    {
        var reference = store.Current;
        if (made is { } current && current.From == reference)
            return current;
        // Two requests may both make it; they make the same.
        var gazetteer = new Gazetteer(reference.Places.All.Select(p => new PlaceName(p.Insee, p.Name, p.Postcodes, p.Department, p.Lat, p.Lng, p.Population)));
        return made = new(reference, gazetteer, new SuggestionList(Offered(reference)), new QueryTextCleaner(gazetteer, new TrainingWords(Labels(reference))));
    }

    private static IEnumerable<string> Labels(ReferenceData reference) =>
        reference.Certifications.All.Where(c => !c.Placeholder).Select(c => c.Title)
            .Concat(reference.Jobs.Values).Concat(reference.NsfDomains.Values);

    private static IEnumerable<Suggestion> Offered(ReferenceData reference) =>
        reference.Certifications.All.Where(c => c is { Active: true, Placeholder: false }).OrderBy(c => c.Title.Length)
            .Select(c => new Suggestion("certification", c.Title, c.Code))
            .Concat(reference.Jobs.Select(j => new Suggestion("job", j.Value, j.Key)))
            .Concat(reference.NsfDomains.Where(d => d.Key.Length == 3).Select(d => new Suggestion("domain", d.Value, d.Key)));
}
