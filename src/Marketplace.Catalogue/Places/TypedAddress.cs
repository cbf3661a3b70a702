namespace Marketplace.Catalogue.Places;

/// <summary>What somebody typed for a place: « 69372 Lyon Cedex 08 », « St Étienne », « 75015 ».</summary>
/// <param name="Code">Three to five digits that begin a postcode; fewer when nothing else was typed.</param>
/// <param name="Names">The name (folded) in the order in which to try its writings; empty without a name.</param>
internal sealed record TypedAddress(string? Code, IReadOnlyList<string> Names)
{
    private const int Longest = 100;

    /// <summary>
    /// The name (folded) with the number of its département before or behind it: « Saint-Denis 93 ». Only meant where the whole
    /// is no name: « Lyon 7 » is the arrondissement. Null without a number, or beside a code.
    /// </summary>
    public (string Name, string Department)? InDepartment { get; private init; }

    public static TypedAddress Parse(string text)
    {
        text = text.Length > Longest ? text[..Longest] : text;
        var words = PlaceName.Words(text);
        var code = words.FirstOrDefault(w => w.Length is >= 3 and <= 5 && w.All(char.IsAsciiDigit));
        if (code is not null)
            words.Remove(code);
        // "01" is a beginning of postcode here, not the number 1.
        else if (words.Count == 1 && words[0].All(char.IsAsciiDigit))
            return new TypedAddress(new string([.. text.Where(char.IsAsciiDigit).Take(5)]), []);
        return new TypedAddress(code, [.. Writings(words)]) { InDepartment = code is null ? Numbered(words) : null };
    }

    private static (string Name, string Department)? Numbered(List<string> words) =>
        words.Count < 2 ? null
        : IsDepartment(words[^1]) ? (string.Join(' ', words[..^1]), Department(words[^1]))
        : IsDepartment(words[0]) ? (string.Join(' ', words[1..]), Department(words[0]))
        : null;

    private static bool IsDepartment(string word) => word is "2a" or "2b" || (word.Length <= 2 && word.All(char.IsAsciiDigit));

    /// <summary>Folding took its zero away.</summary>
    private static string Department(string word) => word.PadLeft(2, '0').ToUpperInvariant();

    private static IEnumerable<string> Writings(List<string> words)
    {
        var cedex = words.FindIndex(Town.IsCedex);
        if (cedex < 0)
        {
            if (words.Count > 0)
                yield return string.Join(' ', words);
            yield break;
        }
        // Lyon Cedex 08 is the arrondissement; Grenoble Cedex 9 an office of Grenoble.
        var name = words.GetRange(0, cedex);
        if (cedex + 1 < words.Count && name.Count > 0)
            yield return string.Join(' ', name.Append(words[cedex + 1]));
        // What stands behind the name is a district or an office: Nanterre Préfecture.
        for (var length = name.Count; length > 0; length--)
            yield return string.Join(' ', name.Take(length));
    }
}
