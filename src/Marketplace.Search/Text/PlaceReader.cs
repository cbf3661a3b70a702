namespace Marketplace.Search.Text;

/// <summary>Finds what may be a commune or postcode in a text; <see cref="PlaceSigns"/> says whether it is meant.</summary>
internal static class PlaceReader
{
    private static readonly HashSet<string> Prepositions = [
        "a", "sur", "vers", "pres", "autour", "proche", "au", "aux", "proximite", "cote", "environs", "alentours", "region", "secteur"];

    /// <summary>Words that may stand between the name and CEDEX: a district, an office.</summary>
    private const int MostBeforeCedex = 2;

    /// <summary>The places that may start at this word (with a preposition before the name), the longest name first.</summary>
    public static IEnumerable<PlaceCandidate> At(IReadOnlyList<Word> words, int index, string text, Gazetteer gazetteer)
    {
        var name = index;
        while (name < words.Count && name - index < 3 && Prepositions.Contains(words[name].Folded))
            name++;
        if (name > index && name < words.Count && words[name].Folded is "de" or "d" or "du" or "des")
            name++;
        if (name >= words.Count)
            yield break;
        var afterPreposition = name > index && words[index].Folded != "sur";
        if (IsCode(words[name].Folded))
        {
            if (OfCode(words, index, name, text, gazetteer) is { } ofCode)
                yield return ofCode with { AfterPreposition = afterPreposition };
            yield break;
        }
        // Au Havre is at Le Havre, aux Sables at Les Sables; of a name without article nobody says au.
        string[] article = name == index ? [] : words[name - 1].Folded switch { "au" => ["le"], "aux" => ["les"], _ => [] };
        if (article.Length == 0 && !gazetteer.BeginsName(words[name].Folded))
            yield break;
        for (var length = Math.Min(Gazetteer.LongestName, words.Count - name); length > 0; length--)
        {
            string[] folded = [.. article, .. words.Skip(name).Take(length).Select(w => w.Folded)];
            if (folded is [{ Length: < 3 }] || folded[^1] is "l" or "d" || gazetteer.Named(folded) is not { } named
                || !SameAccents(Typed(words, name, length, text), named.Place.Name))
                continue;
            var (place, taken) = Behind(words, name + length, named.Place, folded, gazetteer);
            yield return new PlaceCandidate(
                place, named.Kind, name, length, name - index + length + taken, Typed(words, name, length + taken, text))
            {
                AfterPreposition = afterPreposition,
                HasCode = taken > 0,
            };
        }
    }

    /// <summary>A postcode, with the town that people write behind it.</summary>
    private static PlaceCandidate? OfCode(IReadOnlyList<Word> words, int index, int at, string text, Gazetteer gazetteer)
    {
        var code = words[at].Folded;
        var listed = gazetteer.ByPostcode(code);
        if ((listed ?? gazetteer.NearestToCode(code)) is not { } place)
            return null;
        var (named, taken) = (false, 0);
        for (var length = Math.Min(Gazetteer.LongestName, words.Count - at - 1); length > 0 && taken == 0; length--)
        {
            var folded = words.Skip(at + 1).Take(length).Select(w => w.Folded).ToArray();
            var town = gazetteer.ByName(folded, place.Department) ?? gazetteer.Named(folded)?.Place;
            if (town is null || town.Department != place.Department)
                continue;
            (named, taken) = (true, length);
            // A CEDEX code says the département only, its name the town.
            place = listed is null ? town : place;
        }
        var (atOffice, office) = Cedex(words, at + 1 + taken, place, gazetteer);
        place = listed is null ? atOffice : place;
        taken += office;
        return new PlaceCandidate(place, NameKind.Own, at, 1, at - index + 1 + taken, Typed(words, at, 1 + taken, text))
        {
            HasCode = true,
            Guessed = listed is null && !named && place.Insee == gazetteer.NearestToCode(code)?.Insee,
        };
    }

    /// <summary>What stands behind a name and says that it is a place: a postcode, the number of its département, CEDEX.</summary>
    private static (PlaceName Place, int Taken) Behind(
        IReadOnlyList<Word> words, int next, PlaceName place, string[] name, Gazetteer gazetteer)
    {
        if (next >= words.Count)
            return (place, 0);
        var behind = words[next].Folded;
        if (IsCode(behind) && (gazetteer.ByPostcode(behind) ?? gazetteer.NearestToCode(behind)) is { } ofCode)
        {
            if (gazetteer.ByName(name, ofCode.Department) is not { } town && (ofCode.Department != place.Department))
                return (place, 0);
            town = gazetteer.ByName(name, ofCode.Department) ?? place;
            // Paris 75015 is the arrondissement.
            return (ofCode.Name.StartsWith(town.Name + " ", StringComparison.Ordinal) ? ofCode : town, 1);
        }
        if (behind.Length is 2 or 3 && char.IsAsciiDigit(behind[0]) && gazetteer.Areas.ByNumber(behind) is { Departments: [var department] }
            && (gazetteer.ByName(name, department) ?? (place.Department == department ? place : null)) is { } there)
            return (there, 1);
        return Cedex(words, next, place, gazetteer);
    }

    /// <summary>Cedex, Cedex 08: in Paris, Lyon and Marseille the number is the arrondissement's.</summary>
    private static (PlaceName Place, int Taken) Cedex(IReadOnlyList<Word> words, int next, PlaceName place, Gazetteer gazetteer)
    {
        var cedex = next;
        while (cedex < words.Count && cedex - next < MostBeforeCedex && words[cedex].Folded != "cedex")
            cedex++;
        if (cedex >= words.Count || words[cedex].Folded != "cedex")
            return (place, 0);
        if (cedex + 1 >= words.Count || words[cedex + 1].Folded is not { Length: <= 2 } number || !number.All(char.IsAsciiDigit))
            return (place, cedex - next + 1);
        return (gazetteer.ByName([Folding.Fold(place.Name), number]) ?? place, cedex - next + 2);
    }

    /// <summary>Accents may be left out, but other ones make another word: maçon is not Mâcon.</summary>
    private static bool SameAccents(string typed, string name)
    {
        // An accent may be a sign of its own behind its letter.
        typed = typed.Normalize();
        return Tokeniser.Words(typed).Select(w => typed[w.Start..w.End]).Where(w => w.Any(c => c > 0x7F))
            .All(w => name.Contains(w, StringComparison.OrdinalIgnoreCase)
                || !Tokeniser.Words(name).Exists(n => n.Folded == Folding.Fold(w)));
    }

    private static bool IsCode(string word) => word.Length == 5 && word.All(char.IsAsciiDigit);

    private static string Typed(IReadOnlyList<Word> words, int start, int length, string text) =>
        text[words[start].Start..words[start + length - 1].End];
}
