namespace Marketplace.Catalogue.Places;

/// <summary>A town as an address writes it, without what is not its name.</summary>
/// <param name="Name">Folded (<see cref="PlaceName"/>), without CEDEX and numbers; empty when nothing is left.</param>
/// <param name="Number">The number that stood with it: an arrondissement or a CEDEX office.</param>
internal sealed record Town(string Name, int? Number)
{
    public static Town Parse(string? city)
    {
        if (string.IsNullOrWhiteSpace(city))
            return new Town("", null);
        var words = PlaceName.Words(city.Length > 200 ? city[..200] : city);
        int? number = null;
        var name = new List<string>(words.Count);
        foreach (var word in words)
        {
            if (word.All(char.IsAsciiDigit))
                number = word.Length <= 2 ? int.Parse(word, System.Globalization.CultureInfo.InvariantCulture) : number;
            else if (!IsCedex(word) && word != "arrondissement")
                name.Add(word);
        }
        return new Town(string.Join(' ', name), number);
    }

    /// <summary>The post's word for an office that delivers to many, as it is abbreviated and mistyped.</summary>
    public static bool IsCedex(string word) => word is "cedex" or "cdx" or "cedx" or "cede";
}
