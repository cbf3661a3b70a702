namespace Marketplace.Search.Text;

public sealed partial class QueryReader
{
    private PlaceSigns Signs => field ??= new PlaceSigns(gazetteer.Phrases, IsWord);

    /// <summary>The place that is meant from this word on; one that is named but hardly meant is remembered as the other reading.</summary>
    private PlaceCandidate? PlaceAt(ReadText read, List<Word> words, List<string> stems, int index, PlaceReading reading)
    {
        foreach (var place in PlaceReader.At(words, index, read.Text, gazetteer))
        {
            // A number of the catalogue's goes before a place near a code that is in no list.
            if ((place.Guessed && BareCode(words, place.Name) is not null)
                || (!place.Text.Any(c => c > 0x7F) && !place.HasCode && IsPhrase(stems, index, place.Length - 1)))
                continue;
            var sense = Signs.Judge(words, place);
            sense = reading == PlaceReading.Proven && sense != PlaceSense.Certain ? PlaceSense.Word : sense;
            if (sense == PlaceSense.Word && place.Place.Population >= Gazetteer.KnownTown && place.Kind == NameKind.Own)
            {
                read.OtherPlace ??= ReadPlace.Of(place, words, true);
                sense = reading == PlaceReading.Taken ? PlaceSense.Likely : sense;
            }
            if (sense == PlaceSense.Word)
                continue;
            read.Place = ReadPlace.Of(place, words, sense != PlaceSense.Doubtful) with
            {
                Likely = sense == PlaceSense.Likely,
                Neighbours = sense == PlaceSense.Likely && PlaceSigns.IsWeak(words, place) ? Neighbours(words, place) : [],
            };
            return place;
        }
        return null;
    }

    /// <summary>The name with the word before it, and with the one behind it, as the catalogue would have them in a phrase.</summary>
    private IReadOnlyList<IReadOnlyList<string>> Neighbours(List<Word> words, PlaceCandidate place)
    {
        var name = words.GetRange(place.Name, place.NameLength).ConvertAll(w => w.Stem);
        var before = words.Take(place.Name).Where((_, i) => !StopWords.IsStop(words, i)).Select(w => w.Stem).LastOrDefault();
        var behind = words.Skip(place.Name + place.NameLength)
            .Where((_, i) => !StopWords.IsStop(words, place.Name + place.NameLength + i)).Select(w => w.Stem).FirstOrDefault();
        List<IReadOnlyList<string>> phrases = [];
        if (before is not null)
            phrases.Add([before, .. name]);
        if (behind is not null)
            phrases.Add([.. name, behind]);
        return [.. phrases.Where(p => p.All(stem => lexicon.Naming(stem) > 0))];
    }
}
