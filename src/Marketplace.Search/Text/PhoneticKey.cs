using System.Text;

namespace Marketplace.Search.Text;

/// <summary>How a French word sounds, roughly: words with one key are often written for each other (informatik, pharmatie).</summary>
internal static class PhoneticKey
{
    private static readonly (string Written, string Sound)[] Sounds =
    [
        ("eaux", "o"), ("eau", "o"), ("aux", "o"), ("tion", "sion"), ("tie", "sie"), ("sch", "x"), ("ph", "f"), ("qu", "k"), ("ck", "k"),
        ("ch", "x"), ("sh", "x"), ("gn", "n"), ("gu", "g"), ("au", "o"), ("ai", "e"), ("ei", "e"), ("ay", "e"), ("oe", "e"),
        ("aim", "in"), ("ain", "in"), ("ein", "in"), ("ym", "in"), ("yn", "in"), ("im", "in"),
        ("en", "an"), ("em", "an"), ("am", "an"), ("om", "on"),
    ];

    /// <summary>The key of a folded word.</summary>
    public static string Of(string word)
    {
        var key = new StringBuilder(word.Length);
        for (var i = 0; i < word.Length;)
        {
            if (SoundAt(word, i) is { } sound)
            {
                Append(key, sound.Sound);
                i += sound.Written.Length;
                continue;
            }
            var soft = i + 1 < word.Length && word[i + 1] is 'e' or 'i' or 'y';
            var letter = word[i++];
            Append(key, letter switch
            {
                'h' => "",
                'c' => soft ? "s" : "k",
                'g' => soft ? "j" : "g",
                'q' => "k",
                'y' => "i",
                'z' => "s",
                'w' => "v",
                _ => letter.ToString(),
            });
        }
        // Endings that are not heard.
        while (key.Length > 3 && key[^1] is 'e' or 's' or 't' or 'd' or 'x' or 'p')
            key.Length--;
        return key.ToString();
    }

    private static (string Written, string Sound)? SoundAt(string word, int at)
    {
        foreach (var sound in Sounds)
        {
            if (string.CompareOrdinal(word, at, sound.Written, 0, sound.Written.Length) != 0)
                continue;
            // En, em, am … are nasal before a consonant only: animal, amener.
            var after = at + sound.Written.Length < word.Length ? word[at + sound.Written.Length] : ' ';
            if (sound.Sound.EndsWith('n') && sound.Written is not ("tion" or "gn")
                && after is 'a' or 'e' or 'i' or 'o' or 'u' or 'y' or 'n' or 'm' or 'h')
                continue;
            return sound;
        }
        return null;
    }

    private static void Append(StringBuilder key, string sound)
    {
        foreach (var letter in sound)
            if (key.Length == 0 || key[^1] != letter)
                key.Append(letter);
    }
}
