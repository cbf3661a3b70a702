namespace Marketplace.Money.Funding;

/// <summary>
/// Which kind of offer of <see cref="FundingWords.Caps"/> a training is, from what the catalogue knows of its certification.
/// </summary>
public static class OfferKind
{
    /// <summary>
    /// CléA, the « socle de connaissances et de compétences professionnelles » of L6323-6 I, comes back under new numbers: known by its
    /// name.
    /// </summary>
    private static readonly string[] CleaNames = ["cléa", "socle de connaissances et de compétences professionnelles"];

    /// <param name="certificationType">rncp, rs, rncp-block, vae, skills-review or driving-licence.</param>
    /// <param name="certificationTitle">As in the register.</param>
    /// <returns>Null: a licence whose category the title does not tell.</returns>
    public static string? Of(string certificationType, string certificationTitle) => certificationType switch
    {
        "rs" when CleaNames.Any(name => certificationTitle.Contains(name, StringComparison.OrdinalIgnoreCase)) => "clea",
        "driving-licence" => Licence(certificationTitle),
        _ => FundingWords.Caps.ContainsKey(certificationType) ? certificationType : null,
    };

    /// <summary>
    /// Groups of L6323-6 II 3° and 4°, by the categories of R221-4 of the Code de la route: A and B light, C and D heavy.
    /// </summary>
    private static string? Licence(string title)
    {
        const string category = "catégorie ";
        var at = title.IndexOf(category, StringComparison.OrdinalIgnoreCase);
        return at < 0 || at + category.Length >= title.Length ? null : char.ToUpperInvariant(title[at + category.Length]) switch
        {
            'A' or 'B' => FundingWords.LightVehicleLicence,
            'C' or 'D' => "heavy-vehicle-licence",
            _ => null,
        };
    }
}
