namespace Marketplace.Search.Embedded.Querying;

/// <summary>
/// Orders results that only the text (or nothing) tells apart, without looking at each as a match of its own: scores
/// are counted by level, and of the level that the page ends in, only those that the shuffle brings forward are read.
/// </summary>
/// <param name="found">By view.</param>
/// <param name="texts">By view, what the text found; nulls without text.</param>
internal sealed class EvenOrder(
    IReadOnlyList<ViewMatches?> found, ScoredDocuments?[] texts, QueryMemory memory, QueryWatch watch)
{
    /// <summary>Collapses groups: the best, else the first by id, stays. Tells how many results that leaves.</summary>
    public int Collapse()
    {
        for (var view = 0; view < found.Count; view++)
            if (found[view] is { AllStandAlone: false } matches && texts[view] is { } text)
                CollapseWithin(matches, text);
        GroupCollapse.CollapseAcross(found, LevelOf);
        return found.Sum(f => f?.ShownCount ?? 0);
    }

    /// <summary>The first <paramref name="wanted"/> in order.</summary>
    public List<Match> First(int wanted, Ranking ranking)
    {
        if (texts.All(t => t is null))
            return ranking.First([], [.. found.Select(f => f?.ShownBits ?? default)], found.Sum(f => f?.ShownCount ?? 0), MatchAt, wanted);
        var (cut, equalCount) = Cut(wanted);
        var better = new List<Match>(wanted);
        var equals = new ReadOnlyMemory<ulong>[found.Count];
        for (var view = 0; view < equals.Length; view++)
        {
            watch.Check();
            if (found[view] is not { } matches || texts[view] is not { } text)
                continue;
            var bits = memory.Kept(matches.Shown);
            bits.Span.Clear();
            equals[view] = bits;
            Split(view, matches.Shown, text, cut, better, bits.Span);
        }
        return ranking.First(better, equals, equalCount, MatchAt, wanted);
    }

    private static void Split(int view, ReadOnlySpan<ulong> shown, ScoredDocuments text, int cut, List<Match> better, Span<ulong> equal)
    {
        var documents = text.Documents;
        var levels = text.Levels[..documents.Length];
        for (var i = 0; i < documents.Length; i++)
        {
            // Nothing tells beforehand which are equal: a branch would be guessed wrong time and again.
            var (word, bit) = (documents[i] >> 6, 1UL << (documents[i] & 63));
            equal[word] |= levels[i] == cut ? shown[word] & bit : 0;
            if (levels[i] > cut && (shown[word] & bit) != 0)
                better.Add(MatchOf(view, documents[i], text.Scores[i]));
        }
    }

    /// <summary>The level of the last wanted result, and how many share it.</summary>
    private (int Level, int Count) Cut(int wanted)
    {
        var highest = 0;
        foreach (var text in texts)
            if (text is not null)
                foreach (var high in text.Levels)
                    highest = Math.Max(highest, high);
        var levels = memory.Counts(highest + 1);
        for (var view = 0; view < found.Count; view++)
            if (found[view] is { } matches && texts[view] is { } text)
                CountLevels(matches.Shown, text, levels);
        var level = levels.Length - 1;
        for (var above = 0; level > 0 && above + levels[level] < wanted; level--)
            above += levels[level];
        return (level, levels[level]);
    }

    private static void CountLevels(ReadOnlySpan<ulong> shown, ScoredDocuments text, Span<int> levels)
    {
        var documents = text.Documents;
        var levelOf = text.Levels[..documents.Length];
        for (var i = 0; i < documents.Length; i++)
            levels[levelOf[i]] += (int)(shown[documents[i] >> 6] >> (documents[i] & 63)) & 1;
    }

    private static void CollapseWithin(ViewMatches matches, ScoredDocuments text)
    {
        var (last, best) = (-1, 0);
        var levels = text.Levels;
        for (var i = 0; i < text.Count; i++)
        {
            var document = text.Documents[i];
            if (!Bits.Contains(matches.All, document))
                continue;
            var level = levels[i];
            // Those that follow another of their group are not shown yet; ids ascend within a group.
            if (Bits.Contains(matches.Shown, document))
            {
                (last, best) = (document, level);
            }
            else if (level > best)
            {
                Bits.Remove(matches.Shown, last);
                Bits.Add(matches.Shown, document);
                (last, best) = (document, level);
            }
        }
    }

    private int LevelOf(int view, int document) => MatchScoring.LevelOf(ScoreOf(view, document));

    private float ScoreOf(int view, int document) =>
        texts[view] is { } text ? text.Scores[text.Documents.BinarySearch(document)] : 0;

    private Match MatchAt(int view, int document) => MatchOf(view, document, ScoreOf(view, document));

    private static Match MatchOf(int view, int document, float score) =>
        new(view, document, -MatchScoring.LevelOf(score), double.PositiveInfinity, score);
}
