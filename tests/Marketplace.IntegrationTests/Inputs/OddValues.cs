namespace Marketplace.IntegrationTests.Inputs;

/// <summary>What nobody should send: empty, long, of another type, malformed. As they travel, encoded for an address or a form.</summary>
public static class OddValues
{
    /// <summary>Characters of the long ones; a form may carry ten times as many.</summary>
    public const int LongInAddress = 1_500;

    /// <summary>Small ones, for each input of each route.</summary>
    public static IReadOnlyList<string> Small { get; } =
    [
        "", "%20", "0", "-1", "1", "true", "x", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "2147483648",
            "99999999999999999999999999999999",
        "1e308", "NaN", "0.0000000000000000000000000001", "79228162514264337593543950335", "0001-01-01", "9999-12-31", "2026-02-30",
        "00000000-0000-0000-0000-000000000000",
        "00000000000000000000000000000000", "-180,-90,180,90", "1,1,1", "48.85,2.35", "69123", "RNCP1", "%00", "%FF%FE", "%ED%A0%80",
        "%F0%9F%92%A3", "%E2%80%AE%0D%0A%1B", "%25_%5C'%22%3E%3Cscript%3E",
        "%7B%7B%7B%20x%20%7D%7D%7D", "%2F%2Fexemple.org", "%5Cu0000", "%7B%22id%22%3A%22%5Cud800%22%7D", "%EF%BC%91%EF%BC%92",
    ];

    /// <summary>Long ones: letters, digits, one sign, characters of two halves, marks on one letter, half a character.</summary>
    public static IReadOnlyList<string> Long(int characters) =>
    [
        new('a', characters), new('9', characters), new(',', characters), Times("%F0%9F%98%80", characters / 12),
            "e" + Times("%CC%81", characters / 6),
        Times("%ED%A0%80", characters / 9), Times("mot+", characters / 4), Times("1%2C", characters / 4), Times("%2560", characters / 5),
    ];

    /// <summary>Of a form that only fields of this name take for what they expect.</summary>
    public static IReadOnlyList<string> Of(string name) => name == "requete" ? [LongSearch()] : [];

    /// <summary>A search that the page accepts, as long as its field, of digits that do not shrink when packed.</summary>
    private static string LongSearch()
    {
        var digits = new Random(20261130);
        return Uri.EscapeDataString("?" + string.Join('&', Enumerable.Range(0, 44).Select(_ =>
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"bbox=-1{digits.NextDouble() * 79:F15},-{digits.NextDouble() * 79:F15},1{digits.NextDouble() * 79:F15},{digits.NextDouble() * 79:F15}"))));
    }

    /// <summary>Given many times over.</summary>
    public static IReadOnlyList<string> Repeated { get; } = ["1", "%F0%9F%92%A3", "-180.123456789012,-90.12345678901,180,90"];

    /// <summary>A quarter of them, another for inputs of other names: all inputs together meet all values, and all at once each.</summary>
    public static IEnumerable<string> ShareOf(IReadOnlyList<string> values, string name) =>
        values.Where((_, i) => i % 4 == name.Sum(c => c) % 4 % values.Count);

    private static string Times(string part, int times) => string.Concat(Enumerable.Repeat(part, times));
}
