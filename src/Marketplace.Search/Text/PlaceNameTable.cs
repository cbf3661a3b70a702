namespace Marketplace.Search.Text;

/// <summary>Places by all their names, as folded words without the small differences of writing. Immutable once filled.</summary>
internal sealed class PlaceNameTable
{
    /// <summary>Words between the parts of a name; what stands behind one of them tells namesakes apart.</summary>
    private static readonly HashSet<string> Joining = [
        "en", "sur", "sous", "de", "du", "des", "d", "les", "lez", "la", "le", "aux", "au", "et", "a"];

    /// <summary>No part of a name begins with these, nor stands right behind them.</summary>
    private static readonly HashSet<string> Saints = ["saint", "sainte", "st", "ste"];

    private const int ShortestPart = 4;
    private const int MuchLarger = 10;

    private readonly Dictionary<string, NamedPlace> byName = [];
    private readonly Dictionary<(string Name, string Department), PlaceName> namesakes = [];
    private readonly HashSet<string> firstWords = [];

    /// <summary>Own names first: of one name the most populous place keeps it.</summary>
    public PlaceNameTable(IReadOnlyCollection<PlaceName> places, IEnumerable<(PlaceName Place, PlaceAlias Alias)> aliases)
    {
        foreach (var place in places)
            KeepLarger(Key(Tokeniser.Words(place.Name).Select(w => w.Folded)), place);
        // Lyon 7, Paris 15e.
        foreach (var part in places.Where(IsArrondissement))
            KeepLarger(Key(Tokeniser.Words(part.Name).Select(w => w.Folded).SkipLast(1)), part);
        foreach (var (place, alias) in aliases.OrderByDescending(a => a.Alias.Spelling).ThenByDescending(a => a.Place.Population))
            Offer(Key(Tokeniser.Words(alias.Name).Select(w => w.Folded)),
                new NamedPlace(place, alias.Spelling ? NameKind.Own : NameKind.Other));
        var towns = places.Where(p => !IsArrondissement(p)).OrderByDescending(p => p.Population).ToList();
        foreach (var place in towns)
            foreach (var glued in WithoutApostrophes(place.Name))
                Offer(Key(Tokeniser.Words(glued).Select(w => w.Folded)), new NamedPlace(place, NameKind.Own));
        var lastWords = towns.Select(p => Parts(p.Name).Last).OfType<string>().GroupBy(w => w).Where(g => g.Count() == 1)
            .Select(g => g.Key).ToHashSet();
        foreach (var place in towns)
        {
            var (heads, last) = Parts(place.Name);
            foreach (var part in last is not null && lastWords.Contains(last) ? heads.Append(last) : heads)
                Offer(part, new NamedPlace(place, NameKind.Part));
        }
        foreach (var name in byName.Keys)
            firstWords.Add(name.Split(' ', 2)[0]);
    }

    /// <summary>Whether a name may begin with this word: most words of a text begin none.</summary>
    public bool Begins(string word) => word.Length == 1 || firstWords.Contains(Plain(word));

    /// <summary>By folded words; null when nothing is called so.</summary>
    public NamedPlace? Find(IEnumerable<string> words) => byName.GetValueOrDefault(Key(words));

    /// <summary>The commune of that own name in a département, where it is not the most populous of its namesakes either.</summary>
    public PlaceName? Find(IEnumerable<string> words, string department) => namesakes.GetValueOrDefault((Key(words), department));

    /// <summary>
    /// "st" is "saint", "7ème" is "7", and the letters of elision that a text leaves standing (l isle d abeau) go, as they do
    /// with their apostrophe.
    /// </summary>
    private static string Key(IEnumerable<string> words)
    {
        var list = words as IReadOnlyCollection<string> ?? [.. words];
        return string.Join(' ', list.Where(w => list.Count == 1 || w is not ("l" or "d")).Select(Plain));
    }

    private static bool IsArrondissement(PlaceName place) => place.Name.EndsWith(" Arrondissement", StringComparison.Ordinal);

    private static string Plain(string word) => word switch
    {
        "st" => "saint",
        "ste" => "sainte",
        "arr" or "ardt" or "arrdt" or "arrond" => "arrondissement",
        [>= '0' and <= '9', ..] => Number(word),
        _ => word,
    };

    private static string Number(string word)
    {
        var digits = word.TakeWhile(char.IsAsciiDigit).Count();
        return digits <= 2 && word[digits..] is "" or "e" or "er" or "ere" or "eme" or "ieme"
            && word[..digits].TrimStart('0') is { Length: > 0 } number ? number : word;
    }

    private void KeepLarger(string key, PlaceName place)
    {
        if (!namesakes.TryGetValue((key, place.Department), out var neighbour) || neighbour.Population < place.Population)
            namesakes[(key, place.Department)] = place;
        if (!byName.TryGetValue(key, out var other) || other.Place.Population < place.Population)
            byName[key] = new NamedPlace(place, NameKind.Own);
    }

    /// <summary>A village does not keep a name by which all others mean a town (Évry, Bourg, Boulogne).</summary>
    private void Offer(string key, NamedPlace named)
    {
        if (!byName.TryGetValue(key, out var other)
            || (other.Place.Population < Gazetteer.KnownTown && named.Place.Population >= Gazetteer.KnownTown
                && named.Place.Population >= MuchLarger * other.Place.Population))
            byName[key] = named;
    }

    /// <summary>Villeneuve dAscq, LIsle-d'Abeau, LIsle-dAbeau: one, the other or both forgotten.</summary>
    private static IEnumerable<string> WithoutApostrophes(string name)
    {
        var signs = Enumerable.Range(0, name.Length).Where(i => Tokeniser.IsApostrophe(name[i])).ToList();
        for (var which = 1; which < 1 << Math.Min(signs.Count, 3); which++)
            yield return string.Concat(name.Where((_, i) => signs.IndexOf(i) is var at && (at < 0 || (which & (1 << at)) == 0)));
    }

    /// <summary>
    /// Évry and Courcouronnes, Cherbourg of Cherbourg-en-Cotentin; and the last word behind a joining one (Ascq), which only
    /// counts when no other name ends so.
    /// </summary>
    private static (IReadOnlyList<string> Heads, string? Last) Parts(string name)
    {
        var words = Tokeniser.Words(name).ConvertAll(w => w.Folded);
        var written = name.Split(['-', ' ', '\'', '’']).Select(Folding.Fold).ToList();
        var start = words.Count > 0 && words[0] is "le" or "la" or "les" ? 1 : 0;
        var end = words.FindIndex(start, w => Joining.Contains(w));
        // Villeneuve-d'Ascq: its joining letter is no word.
        if (written.FindIndex(1, w => w == "d") is > 0 and var joint && written.Take(joint).Count(w => w is not ("l" or "d")) is var elided
            && (end < 0 || elided < end))
            end = elided;
        var heads = new List<string>();
        if (end < 0 ? words.Count - start > 1 : end > start)
        {
            var last = end < 0 ? words.Count : end;
            for (var from = start; from < last; from++)
                for (var to = from + 1; to <= last; to++)
                    if ((from, to) != (0, words.Count) && IsPart(words, from, to))
                        heads.Add(Key(words[from..to]));
        }
        return (heads, end >= 0 && words.Count > 0 && IsPart(words, words.Count - 1, words.Count) ? Key([words[^1]]) : null);
    }

    /// <summary>A part that is also an ordinary word (Saint, Val, Mont) is short or stands behind a saint.</summary>
    private static bool IsPart(List<string> words, int from, int to) =>
        !(to - from == 1 && (words[from].Length < ShortestPart || Saints.Contains(words[from])))
        && (from == 0 || !Saints.Contains(words[from - 1])) && !Saints.Contains(words[to - 1]);
}
