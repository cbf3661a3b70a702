using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Reference;
using Marketplace.Search;

namespace Marketplace.Indexing.Documents;

/// <summary>What the documents of one offer's actions have in common.</summary>
public sealed record OfferParts
{
    public required string Title { get; init; }
    public required string Description { get; init; }
    public required ProviderRef Provider { get; init; }
    public required CertificationRef Certification { get; init; }
    public required string[] DomainLabels { get; init; }
    public required string[] JobLabels { get; init; }
    public required IReadOnlyList<string> Blocks { get; init; }

    /// <param name="texts">Reads the offer's content.</param>
    /// <exception cref="System.Text.Json.JsonException">The stored content is damaged.</exception>
    public static OfferParts Of(OfferRow row, ReferenceData reference, OfferTexts texts)
    {
        var (offer, title, description) = texts.Of(row.Content);
        var certification = row.Certification;
        var kind = CertificationKind.Of(certification.Code, offer.Blocks, certification.KnownBlocks);
        return new OfferParts
        {
            Title = title,
            Description = description,
            Provider = new(row.Siret, row.ProviderName),
            Certification = new(kind, certification.Code, certification.Title, certification.Level, certification.Abbreviation),
            DomainLabels = Labels(certification.Nsf, reference.NsfDomains),
            JobLabels = Labels(certification.Rome, reference.Jobs),
            Blocks = offer.Blocks,
        };
    }

    private static string[] Labels(string[] codes, IReadOnlyDictionary<string, string> titles) =>
        [.. codes.Select(titles.GetValueOrDefault).OfType<string>()];
}
