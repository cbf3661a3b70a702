using Marketplace.Search.Asking;
using Marketplace.Search.Text;

namespace Marketplace.Search.Asking;

/// <summary>One query on its way: its text as read, perhaps corrected or with words left out, and asked of the engine.</summary>
internal sealed class SearchAttempt
{
    /// <summary>A word gives way to one after it that is so many times rarer: "assistant" to "vétérinaire".</summary>
    private const int MuchRarer = 10;

    private readonly ISearchIndex index;
    private readonly ReadText read;
    private readonly IReadOnlyDictionary<Word, IReadOnlyList<string>> corrections;
    private readonly List<string> leftOut = [];
    private readonly SearchQuery form;
    private readonly AppliedWishes wishes;
    /// <summary>The filters asked last, and whether descriptions had to do.</summary>
    private (SearchQuery Filters, bool Described) last;
    /// <summary>Before anything was widened.</summary>
    private readonly (SearchQuery Filters, AreaName? Area) asked;

    public SearchAttempt(
        ISearchIndex index, SearchQuery query, ReadText read, IReadOnlyDictionary<Word, IReadOnlyList<string>>? corrections = null)
    {
        (this.index, this.read, form) = (index, read, query);
        this.corrections = corrections ?? new Dictionary<Word, IReadOnlyList<string>>();
        Filters = query;
        // A place of the form goes before one of the text, which then only steers.
        if (read.Place is { Certain: true } place && query.Near is null)
            Filters = query with { Near = Point(place.Place) };
        if (read.Area is { } area && query is { Near: null, Departments.Count: 0, Regions.Count: 0, Boxes.Count: 0 })
        {
            Filters = Filters with { Departments = area.Area.Departments };
            Area = area.Area;
        }
        if (read.Clauses.Count == 0 && read.Level is { } level && query.Level.Count == 0)
            Filters = Filters with { Level = [level] };
        wishes = new AppliedWishes(query, read);
        Filters = wishes.AddTo(Filters);
        asked = (Filters, Area);
    }

    private SearchAttempt(SearchAttempt other, SearchQuery filters, AppliedWishes wishes)
    {
        (index, read, form, corrections, leftOut) = (other.index, other.read, other.form, other.corrections, other.leftOut);
        (Area, Filters, this.wishes) = (other.asked.Area, filters, wishes);
        asked = (Filters, Area);
    }

    public SearchQuery Filters { get; private set; }

    /// <summary>The area of the text, where it filters.</summary>
    public AreaName? Area { get; private set; }

    public ReadText Read => read;

    private SearchQuery Anywhere => new() { Today = Filters.Today, PageSize = 1, WithFacets = false, Collapse = false };

    public bool HasText => read.Clauses.Exists(c => c.Required);

    /// <summary>Words of the text that were left out, because with them nothing would be found.</summary>
    public IReadOnlyList<string> LeftOut => [.. leftOut, .. wishes.LeftOut];

    public Understood Understood => new(
        read.Place is { } place
            ? new UnderstoodPlace(
                place.Place.Insee, place.Place.Name, place.Text, Steers) { Guessed = place.Guessed, ByOtherName = place.ByOtherName }
            : read.Area is { } area
                ? new UnderstoodPlace(null, area.Area.Name, area.Text, false) { Departments = area.Area.Departments } : null,
        read.Level, read.Code)
    {
        Wishes = wishes.Understood,
        Subject = wishes.Subject,
    };

    private bool Steers => read.Place is { } place && Filters.Near?.Insee != place.Place.Insee;

    /// <summary>
    /// Words that are unknown are not essential when others are known. A letter alone does not count as known:
    /// without its word (langage C) it would find what bears the same letter (permis C).
    /// </summary>
    public void Forgive()
    {
        var unknown = read.Plain.Where(p => !p.IsKnown).Select(p => p.Clause).ToList();
        var known = read.Clauses.Where((c, i) => c.Required && !unknown.Contains(i));
        if (!known.Any(c => c.Alternatives.Any(a => a.Tokens.Any(t => t.Length > 1))))
            return;
        foreach (var clause in unknown)
            LeaveOut(clause);
    }

    /// <summary>
    /// Leaves out the fewest words that let something be found: those that name nothing first, then ranks, then the
    /// commonest. Of two trades the first stays, unless the second is much rarer.
    /// </summary>
    public async Task<bool> RelaxAsync(CancellationToken cancel)
    {
        while (true)
        {
            var required = Enumerable.Range(0, read.Clauses.Count).Where(i => read.Clauses[i].Required)
                .Select(i => (Clause: i, Naming: Naming(read.Clauses[i]))).ToList();
            var giving = required.OrderBy(c => c.Naming > 0).ThenByDescending(c => IsRank(c.Clause)).ThenByDescending(c => c.Naming)
                .Where(c => MayGive(c, [.. required.Where(other => other != c)])).ToList();
            foreach (var (clause, _) in giving)
            {
                var kept = read.Clauses[clause];
                read.Clauses[clause] = kept with { Required = false };
                var finds = await FindsAnywhereAsync(cancel);
                read.Clauses[clause] = kept;
                if (finds)
                {
                    LeaveOut(clause);
                    return true;
                }
            }
            if (giving.Count == 0)
                return false;
            LeaveOut(giving[0].Clause);
        }
    }

    private bool MayGive((int Clause, int Naming) word, List<(int Clause, int Naming)> others)
    {
        // A letter alone would find what bears the same letter (langage C, permis C).
        var naming = others.Where(o => o.Naming > 0 && read.Clauses[o.Clause].Alternatives.Any(a => a.Tokens.Any(t => t.Length > 1)))
            .ToList();
        if (naming.Count != 1)
            return naming.Count > 1;
        // In French what qualifies comes after: photographe de mode, boulanger traiteur.
        return word.Naming == 0 || IsRank(word.Clause)
            || (!IsRank(naming[0].Clause) && (word.Naming >= MuchRarer * naming[0].Naming || word.Clause > naming[0].Clause));
    }

    /// <summary>Searches a circle around the area's centre instead of the area.</summary>
    public void LeaveArea(NearPoint centre) => (Filters, Area) = (Filters with { Departments = [], Near = centre }, null);

    /// <summary>The same text with fewer wishes, best first: for where all of them together leave nothing.</summary>
    public IEnumerable<SearchAttempt> WithFewerWishes()
    {
        foreach (var (filters, without) in wishes.Fewer(asked.Filters))
        {
            var kept = new AppliedWishes(form, read);
            kept.AddTo(form);
            kept.GiveUp(without);
            yield return new SearchAttempt(this, filters, kept);
        }
    }

    public Task<EngineResult> RunAsync(CancellationToken cancel) => RunAsync(Filters.RadiusKm, cancel);

    /// <summary>Asks the engine; what is only described counts when nothing is named so.</summary>
    public Task<EngineResult> RunAsync(double radiusKm, CancellationToken cancel) => RunAsync(Filters with { RadiusKm = radiusKm }, cancel);

    /// <summary>Whether the text finds anything, wherever it is; what is only described is found too.</summary>
    public async Task<bool> FindsAnywhereAsync(CancellationToken cancel) =>
        (await index.SearchAsync(new EngineQuery(Anywhere, read.Clauses) { DescriptionSuffices = true }, cancel)).Total > 0;

    /// <summary>Whether what was found last comes near what was asked for at best.</summary>
    public async Task<bool> IsApproximateAsync(EngineResult result, CancellationToken cancel) =>
        result.Total > 0 && HasText && !Filters.Exact
        && (last.Described || await new NamedAnswers(index, read.Clauses).AreMissingAsync(last.Filters, result, cancel));

    public string? Highlight(string title) => read.Clauses.Count == 0 ? null : TitleHighlighter.Highlight(title, read.Clauses);

    /// <summary>The text with corrected words, spelt as the results spell them; null when nothing was corrected.</summary>
    public Correction? CorrectionFor(EngineResult result)
    {
        if (corrections.Count == 0 || result.Total == 0)
            return null;
        var to = read.Text;
        foreach (var (word, terms) in corrections.OrderByDescending(c => c.Key.Start))
            to = to[..word.Start] + string.Join(' ', terms.Select(t => CorrectSpelling.Of(t, word.Folded, result.Hits))) + to[word.End..];
        return new Correction(read.Text, to);
    }

    private async Task<EngineResult> RunAsync(SearchQuery filters, CancellationToken cancel)
    {
        last = (filters, false);
        var query = new EngineQuery(filters, read.Clauses) { Steering = Steering(), DescriptionSuffices = Filters.Exact };
        var result = await index.SearchAsync(query, cancel);
        // Where courses are named so elsewhere, those here that only mention it are no answer: better widen.
        if (result.Total > 0 || Filters.Exact || !HasText
            || (await index.SearchAsync(query with { Filters = Anywhere }, cancel)).Total > 0)
            return result;
        last.Described = true;
        return await index.SearchAsync(query with { DescriptionSuffices = true }, cancel);
    }

    private bool IsRank(int clause) => read.Words[clause] is { Folded: not null } word && QuestionWords.IsRank(word.Stem);

    private void LeaveOut(int clause)
    {
        read.Clauses[clause] = read.Clauses[clause] with { Required = false };
        if (read.Words[clause] is { Folded: not null } word)
            leftOut.Add(read.Text[word.Start..word.End]);
    }

    private int Naming(TextClause clause) =>
        clause.Alternatives.Max(a => a.Tokens.Count == 0 ? 0 : a.Tokens.Min(index.Lexicon.Naming));

    private Steering? Steering()
    {
        // Whoever types a town wants to go there: remote actions pass, but come after.
        var near = read.Place is { } place ? Point(place.Place) : null;
        return near is null && read.Level is null ? null : new Steering(read.Level, near);
    }

    private static NearPoint Point(PlaceName place) => new(place.Lat, place.Lng, place.Insee, place.Name);
}
