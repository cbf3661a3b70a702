using System.Runtime.InteropServices;

namespace Marketplace.Search.Embedded.Querying;

/// <summary>
/// Finds the documents of a segment that satisfy all required clauses, and their scores. The gate (every required
/// clause) and the score are apart: optional clauses and weights only order.
/// </summary>
internal sealed class TextMatcher(CompiledText text, Segment segment, SearchScratch scratch)
{
    /// <summary>
    /// Leaves matches in <see cref="SearchScratch.Candidates"/> and scores in <see cref="SearchScratch.Total"/>;
    /// <see cref="Reset"/> must follow.
    /// </summary>
    public void Match()
    {
        for (var i = 0; i < text.Required.Length; i++)
            Apply(text.Required[i], i, required: true);
        var needed = text.Required.Length;
        Keep(d => scratch.Satisfied[d] == needed && (text.DescriptionSuffices || scratch.Strong[d] != 0));
        foreach (var clause in text.Optional)
            Apply(clause, needed, required: false);
    }

    /// <summary>Zeroes what was touched.</summary>
    public void Reset()
    {
        foreach (var document in CollectionsMarshal.AsSpan(scratch.Candidates))
            Forget(document);
        scratch.Candidates.Clear();
    }

    private void Keep(Predicate<int> kept)
    {
        var candidates = scratch.Candidates;
        var next = 0;
        for (var i = 0; i < candidates.Count; i++)
        {
            if (kept(candidates[i]))
                candidates[next++] = candidates[i];
            else
                Forget(candidates[i]);
        }
        candidates.RemoveRange(next, candidates.Count - next);
    }

    private void Forget(int document)
    {
        scratch.Total[document] = 0;
        scratch.Satisfied[document] = 0;
        scratch.Strong[document] = 0;
    }

    /// <param name="before">How many clauses a document must have satisfied so far to be of interest.</param>
    private void Apply(CompiledClause clause, int before, bool required)
    {
        foreach (var alternative in clause.Alternatives)
            Apply(alternative, before);
        foreach (var document in CollectionsMarshal.AsSpan(scratch.TouchedByClause))
        {
            if (required && before == 0)
                scratch.Candidates.Add(document);
            if (required)
            {
                scratch.Satisfied[document]++;
                scratch.Strong[document] |= scratch.ClauseStrong[document];
            }
            scratch.Total[document] += scratch.Clause[document];
            scratch.Clause[document] = 0;
            scratch.ClauseStrong[document] = 0;
        }
        scratch.TouchedByClause.Clear();
    }

    private void Apply(CompiledAlternative alternative, int before)
    {
        foreach (var field in FieldScore.Strong)
            Score(alternative, field, before, onlyUntouched: false);
        var strong = scratch.TouchedByAlternative.Count;
        Score(alternative, TextField.Description, before, onlyUntouched: true);
        var touched = CollectionsMarshal.AsSpan(scratch.TouchedByAlternative);
        for (var i = 0; i < touched.Length; i++)
        {
            var document = touched[i];
            var (best, sum) = (scratch.Best[document], scratch.Sum[document]);
            scratch.Best[document] = scratch.Sum[document] = 0;
            var score = alternative.Weight * (best + (FieldScore.OtherFields * (sum - best)));
            if (scratch.Clause[document] == 0)
                scratch.TouchedByClause.Add(document);
            scratch.Clause[document] = Math.Max(scratch.Clause[document], Math.Max(score, 1e-6f));
            if (i < strong)
                scratch.ClauseStrong[document] = 1;
        }
        scratch.TouchedByAlternative.Clear();
    }

    private void Score(CompiledAlternative alternative, TextField field, int before, bool onlyUntouched)
    {
        var postings = segment.Text[(int)field];
        if (alternative.Terms.Length > 1)
        {
            foreach (var document in PhraseMatcher.Matches(postings, alternative.Terms))
                Add(document);
            return;
        }
        var index = postings.Find(alternative.Terms[0]);
        if (index < 0)
            return;
        foreach (var document in postings.Documents.AsSpan(postings.Starts[index], postings.Counts[index]))
            Add(document);

        void Add(int document)
        {
            if (scratch.Satisfied[document] != before || (onlyUntouched && scratch.Best[document] != 0))
                return;
            var score = FieldScore.Of(field, postings.Lengths[document]);
            if (scratch.Best[document] == 0)
                scratch.TouchedByAlternative.Add(document);
            scratch.Sum[document] += score;
            scratch.Best[document] = Math.Max(scratch.Best[document], score);
        }
    }
}
