namespace Marketplace.Catalogue.Places;

/// <summary>What the first digits of a French postcode say.</summary>
internal static class PostalDepartment
{
    /// <summary>Country codes whose addresses have French postcodes: France and its overseas parts (ISO 3166).</summary>
    private static readonly HashSet<string> French = new(StringComparer.OrdinalIgnoreCase)
        { "FR", "FX", "GP", "MQ", "GF", "RE", "PM", "YT", "BL", "MF", "WF", "PF", "NC", "TF" };

    public static bool IsFrench(string? country) => string.IsNullOrWhiteSpace(country) || French.Contains(country.Trim());

    /// <summary>INSEE codes of the départements a postcode may lie in.</summary>
    public static IReadOnlyList<string> Of(string postcode) => postcode switch
    {
        ['2', '0', ..] => ["2A", "2B"],
        "97133" => ["977"],
        "97150" => ["978"],
        ['9', '7' or '8', ..] => [postcode[..3]],
        _ => [postcode[..2]],
    };
}
