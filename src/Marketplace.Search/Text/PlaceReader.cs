namespace Marketplace.Search.Text;

/// <summary>Finds communes and postcodes in a text.</summary>
public static class PlaceReader
{
    /// <summary>Towns whose name is also an ordinary word: they steer rather than filter.</summary>
    private static readonly HashSet<string> Ordinary =
        [.. TextResource.Lines("ordinary-place-names.txt").Select(l => string.Join(' ', Tokeniser.Words(l).Select(w => w.Folded)))];

    private static readonly HashSet<string> Prepositions = ["a", "sur", "vers", "pres", "autour", "proche", "au", "aux", "proximite", "cote", "environs", "alentours", "region", "secteur"];

    /// <param name="isWord">Whether a word means something of its own: a small town's name then needs a preposition.</param>
    /// <returns>The place that starts at this word and how many words it took (a preposition too); null when none does.</returns>
    public static (ReadPlace Place, int Length)? At(IReadOnlyList<Word> words, int index, string text, Gazetteer gazetteer, Func<Word, bool> isWord)
    {
        var name = index;
        while (name < words.Count && name - index < 3 && Prepositions.Contains(words[name].Folded))
            name++;
        if (name > index && name < words.Count && words[name].Folded is "de" or "d" or "du" or "des")
            name++;
        var afterPreposition = name > index && words[index].Folded != "sur";
        if (name >= words.Count)
            return null;
        if (gazetteer.ByPostcode(words[name].Folded) is { } byPostcode)
            return (new ReadPlace(byPostcode, Typed(name, 1), true), name - index + 1);
        for (var length = Math.Min(Gazetteer.LongestName, words.Count - name); length > 0; length--)
        {
            var folded = words.Skip(name).Take(length).Select(w => w.Folded).ToArray();
            if (folded is [{ Length: < 3 }] || (gazetteer.ByName(folded) ?? WithArticle(folded)) is not { } place)
                continue;
            if (!SameAccents(Typed(name, length), place.Name))
                continue;
            if (place.Population < LeastPopulation(folded, length, words.Skip(name).Take(length)))
                continue;
            var certain = afterPreposition || !Ordinary.Contains(string.Join(' ', folded));
            return Arrondissement(place, name + length) is var (part, taken)
                ? (new ReadPlace(part, Typed(name, length + taken), true), name - index + length + taken)
                : (new ReadPlace(place, Typed(name, length), certain), name - index + length);
        }
        return null;

        int LeastPopulation(string[] folded, int length, IEnumerable<Word> named) =>
            afterPreposition ? Gazetteer.KnownAfterPreposition
            : words.Count > length && folded.Sum(f => f.Length) > 4 && !named.Any(isWord) ? Gazetteer.KnownWhereNoWord : Gazetteer.KnownTown;

        // Lyon 7, Paris 15e arrondissement.
        (PlaceName Part, int Taken)? Arrondissement(PlaceName city, int next)
        {
            if (next >= words.Count || !Gazetteer.IsWholeCity(city))
                return null;
            var digits = new string([.. words[next].Folded.TakeWhile(char.IsAsciiDigit)]).TrimStart('0');
            if (digits.Length is 0 or > 2 || words[next].Folded.TrimStart('0')[digits.Length..] is not ("" or "e" or "er" or "eme" or "ieme"))
                return null;
            if (gazetteer.ByName([city.Name.ToLowerInvariant(), digits + (digits == "1" ? "er" : "e"), "arrondissement"]) is not { } part)
                return null;
            return (part, next + 1 < words.Count && words[next + 1].Folded is "arrondissement" or "arr" ? 2 : 1);
        }

        // Accents may be left out, but other ones make another word: maçon is not Mâcon.
        static bool SameAccents(string typed, string name) => Tokeniser.Words(typed)
            .Select(w => typed[w.Start..w.End]).Where(w => w.Any(c => c > 0x7F))
            .All(w => name.Contains(w, StringComparison.OrdinalIgnoreCase));

        // Au Havre is at Le Havre, aux Sables at Les Sables.
        PlaceName? WithArticle(string[] folded) => name == index ? null : words[name - 1].Folded switch
        {
            "au" => gazetteer.ByName(["le", .. folded]),
            "aux" => gazetteer.ByName(["les", .. folded]),
            _ => null,
        };

        string Typed(int start, int length) => text[words[start].Start..words[start + length - 1].End];
    }
}
