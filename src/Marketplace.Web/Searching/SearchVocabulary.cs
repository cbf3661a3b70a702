using Marketplace.Catalogue.QueryLog;
using Marketplace.Catalogue.Reference;
using Marketplace.Search;
using Marketplace.Search.QueryText;
using Marketplace.Search.Text;

namespace Marketplace.Web.Searching;

/// <summary>
/// What search knows of the world besides the catalogue: communes to find in texts, and completions to offer.
/// Made anew when the reference data change, not at each search.
/// </summary>
public sealed class SearchVocabulary(ReferenceDataStore store)
{
    private sealed record Made(
        ReferenceData From, IReadOnlyList<PopularQuery> Popular, Gazetteer Gazetteer, SuggestionList Suggestions, QueryTextCleaner Cleaner,
        Acronyms Acronyms, NamedWishes NamedWishes);

    private volatile Made? made;
    private volatile IReadOnlyList<PopularQuery> popular = [];

    public Gazetteer Gazetteer => Current().Gazetteer;

    public SuggestionList Suggestions => Current().Suggestions;

    public Acronyms Acronyms => Current().Acronyms;

    public NamedWishes NamedWishes => Current().NamedWishes;

    /// <summary>Cleans what people typed for the query log.</summary>
    public QueryTextCleaner Cleaner => Current().Cleaner;

    /// <summary>What is searched often, from now on.</summary>
    public void Offer(IReadOnlyList<PopularQuery> queries)
    {
        if (!queries.SequenceEqual(popular))
            popular = queries;
    }

    private Made Current()
    {
        var (reference, searched) = (store.Current, popular);
        if (made is { } current && current.From == reference && current.Popular == searched)
            return current;
        // Two requests may both make it; they make the same.
        var gazetteer = new Gazetteer(
            reference.Places.All.Select(p => new PlaceName(p.Insee, p.Name, p.Postcodes, p.Department, p.Lat, p.Lng, p.Population)),
            new AreaTable(
                reference.Departments.Values.Select(d => (d.Code, d.Name, d.Region)),
                reference.Regions.ToDictionary(r => r.Key, r => r.Value.Name)),
            reference.Places.Aliases.Select(
            a => new PlaceAlias(a.Name, a.Place.Insee, a.Kind == Marketplace.Catalogue.Places.AliasKind.Spelling)),
            reference.Places.Postcodes.Select(c => (c.Code, c.Place.Insee)),
            code => reference.Places.ByPostcode(code)?.Place.Insee,
            reference.Certifications.All.Where(c => !c.Placeholder).Select(c => c.Title).Concat(reference.Jobs.Values));
        return made = new(
            reference, searched, gazetteer, new SuggestionList(Offered(reference, searched)),
            new QueryTextCleaner(gazetteer, new TrainingWords(Labels(reference))),
            new Acronyms(reference.Certifications.All.Where(c => !c.Placeholder).Select(c => (c.Title, (string?)c.Abbreviation, c.Level))),
            new NamedWishes(reference.Certifications.All.Where(c => !c.Placeholder).Select(c => c.Title)));
    }

    private static IEnumerable<string> Labels(ReferenceData reference) =>
        reference.Certifications.All.Where(c => !c.Placeholder).Select(c => c.Title)
            .Concat(reference.Jobs.Values).Concat(reference.NsfDomains.Values);

    /// <summary>Among equal matches what many search comes first, then jobs and domains, then certifications, short titles first.</summary>
    private static IEnumerable<Suggestion> Offered(ReferenceData reference, IReadOnlyList<PopularQuery> popular)
    {
        var spelling = new AccentSpelling(Labels(reference));
        // Not what is offered anyway under its own name.
        var named = Labels(reference).Select(label => string.Join(' ', Tokeniser.Words(label).Select(word => word.Folded))).ToHashSet();
        return popular.Where(q => !named.Contains(q.Text)).Select(q => new Suggestion("query", spelling.Of(q.Text), null))
            .Concat(reference.Jobs.OrderBy(j => j.Value.Length).Select(j => new Suggestion("job", j.Value, j.Key)))
            .Concat(reference.NsfDomains.Where(d => d.Key.Length == 3).Select(d => new Suggestion("domain", d.Value, d.Key)))
            .Concat(reference.Certifications.All.Where(c => c is { Active: true, Placeholder: false }).OrderBy(c => c.Title.Length)
                .Select(c => new Suggestion("certification", c.Title, c.Code)));
    }
}
