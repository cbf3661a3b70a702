namespace Marketplace.Search.Text;

/// <summary>Finds communes and postcodes in a text.</summary>
public static class PlaceReader
{
    /// <summary>Towns whose name is also an ordinary word: they steer rather than filter.</summary>
    private static readonly HashSet<string> Ordinary =
        [.. TextResource.Lines("ordinary-place-names.txt").Select(l => string.Join(' ', Tokeniser.Words(l).Select(w => w.Folded)))];

    private static readonly HashSet<string> Prepositions = ["a", "sur", "vers", "pres", "autour", "proche", "au", "aux"];

    /// <returns>The place that starts at this word and how many words it took (a preposition too); null when none does.</returns>
    public static (ReadPlace Place, int Length)? At(IReadOnlyList<Word> words, int index, string text, Gazetteer gazetteer)
    {
        var name = index;
        while (name < words.Count && name - index < 2 && Prepositions.Contains(words[name].Folded))
            name++;
        if (name > index && name < words.Count && words[name].Folded is "de" or "d")
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
            if (place.Population < (afterPreposition ? Gazetteer.KnownAfterPreposition : Gazetteer.KnownTown))
                continue;
            var certain = afterPreposition || !Ordinary.Contains(string.Join(' ', folded));
            return (new ReadPlace(place, Typed(name, length), certain), name - index + length);
        }
        return null;

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
