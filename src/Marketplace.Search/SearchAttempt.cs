using Marketplace.Search.Text;

namespace Marketplace.Search;

/// <summary>One query on its way: its text as read so far, corrected, and asked of the engine.</summary>
internal sealed class SearchAttempt
{
    private readonly ISearchIndex index;
    private readonly ReadText read;
    private readonly Corrector corrector;
    private readonly Dictionary<Word, IReadOnlyList<string>> corrected = [];

    public SearchAttempt(ISearchIndex index, SearchQuery query, ReadText read)
    {
        (this.index, this.read) = (index, read);
        corrector = new Corrector(index.Lexicon, Synonyms.Default);
        Filters = query;
        // A place of the form goes before one of the text, which then only steers.
        if (read.Place is { Certain: true } place && query.Near is null)
            Filters = query with { Near = Point(place.Place) };
        if (read.Clauses.Count == 0 && read.Level is { } level && query.Level.Count == 0)
            Filters = Filters with { Level = [level] };
    }

    public SearchQuery Filters { get; }

    public Understood Understood => new(
        read.Place is { } place ? new UnderstoodPlace(place.Place.Insee, place.Place.Name, place.Text, Steers) : null, read.Level, read.Code);

    private bool Steers => read.Place is { } place && Filters.Near?.Insee != place.Place.Insee;

    /// <summary>Replaces words that no document holds by near ones.</summary>
    public void CorrectUnknown(QueryReader reader)
    {
        foreach (var unknown in read.Unknown.ToList())
            if (corrector.ForUnknown(unknown.Stem) is { } terms)
            {
                Replace(unknown.Clause, terms, reader);
                read.Unknown.Remove(unknown);
            }
    }

    /// <summary>
    /// Words that are still unknown are not essential when others are known. A letter alone does not count as known:
    /// without its word (langage C) it would find what bears the same letter (permis C).
    /// </summary>
    public void Forgive()
    {
        var unknownClauses = read.Unknown.Select(u => u.Clause).ToHashSet();
        var known = read.Clauses.Where((c, i) => c.Required && !unknownClauses.Contains(i));
        if (!known.Any(c => c.Alternatives.Any(a => a.Tokens.Any(t => t.Length > 1))))
            return;
        foreach (var unknown in read.Unknown)
            read.Clauses[unknown.Clause] = read.Clauses[unknown.Clause] with { Required = false };
    }

    /// <summary>Replaces long rare words by much more frequent neighbours; false when there is none.</summary>
    public bool CorrectRare(QueryReader reader)
    {
        var any = false;
        for (var i = 0; i < read.Clauses.Count; i++)
        {
            if (!read.Clauses[i].Required || read.Words[i].Folded is not { } word || corrected.ContainsKey(read.Words[i]))
                continue;
            if (corrector.ForRare(FrenchStemmer.Stem(word)) is not { } term)
                continue;
            Replace(i, [term], reader);
            any = true;
        }
        return any;
    }

    public Task<EngineResult> RunAsync(CancellationToken cancel) => RunAsync(Filters.RadiusKm, cancel);

    /// <summary>Asks the engine; what is only described counts when nothing is named so.</summary>
    public async Task<EngineResult> RunAsync(double radiusKm, CancellationToken cancel)
    {
        var query = new EngineQuery(Filters with { RadiusKm = radiusKm }, read.Clauses)
        {
            Steering = Steering(),
            DescriptionSuffices = Filters.Exact,
        };
        var result = await index.SearchAsync(query, cancel);
        return result.Total > 0 || Filters.Exact || !read.Clauses.Exists(c => c.Required)
            ? result
            : await index.SearchAsync(query with { DescriptionSuffices = true }, cancel);
    }

    public string? Highlight(string title) => read.Clauses.Count == 0 ? null : TitleHighlighter.Highlight(title, read.Clauses);

    /// <summary>The text with corrected words, spelt as the results spell them; null when nothing was corrected.</summary>
    public Correction? CorrectionFor(EngineResult result)
    {
        if (corrected.Count == 0)
            return null;
        var to = read.Text;
        foreach (var (word, terms) in corrected.OrderByDescending(c => c.Key.Start))
            to = to[..word.Start] + string.Join(' ', terms.Select(t => Spell(t, result))) + to[word.End..];
        return new Correction(read.Text, to);
    }

    private void Replace(int clause, IReadOnlyList<string> terms, QueryReader reader)
    {
        var alternatives = terms.Count == 1
            ? reader.AlternativesOf(terms[0], terms[0]).ToList()
            : [new TokenAlternative(terms, 1)];
        if (Synonyms.Default.TryLongest(terms, 0, out var answers, out var length) && length == terms.Count)
            alternatives.AddRange(answers);
        read.Clauses[clause] = read.Clauses[clause] with { Alternatives = alternatives };
        corrected[read.Words[clause]] = terms;
    }

    /// <summary>The word that a stem was made from, as the first result that has it writes it, else the synonym file.</summary>
    private static string Spell(string stem, EngineResult result)
    {
        foreach (var hit in result.Hits)
            foreach (var text in new[] { hit.Document.Title, hit.Document.Certification.Title })
                foreach (var token in TextAnalyser.Tokens(text))
                    if (token.Text == stem)
                        return text[token.Word.Start..token.Word.End].ToLower(System.Globalization.CultureInfo.InvariantCulture);
        return Synonyms.Default.Spelling(stem) ?? stem;
    }

    private Steering? Steering()
    {
        // Whoever types a town wants to go there: remote actions pass, but come after.
        var near = read.Place is { } place ? Point(place.Place) : null;
        return near is null && read.Level is null ? null : new Steering(read.Level, near);
    }

    private static NearPoint Point(PlaceName place) => new(place.Lat, place.Lng, place.Insee, place.Name);
}
