namespace Marketplace.Indexing.Documents;

/// <summary>What all actions of an offer have in common.</summary>
/// <param name="Content">Offer as JSON in UTF-8.</param>
public sealed record OfferRow(byte[] Content, string Siret, string ProviderName, CertificationRow Certification);

/// <summary>What a document says of a certification.</summary>
public sealed record CertificationRow
{
    public required string Code { get; init; }
    public required string Title { get; init; }
    public string? Abbreviation { get; init; }
    public int? Level { get; init; }
    public required string[] Nsf { get; init; }
    public required string[] Rome { get; init; }
    public required string[] KnownBlocks { get; init; }
}
