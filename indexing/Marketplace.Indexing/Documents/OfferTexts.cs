using Marketplace.Catalogue.Offers;

namespace Marketplace.Indexing.Documents;

/// <summary>
/// An offer and its texts as words. Remembers the last one: actions of one offer mostly come one after the other, and
/// its texts are most of the work.
/// </summary>
public sealed class OfferTexts
{
    private byte[] lastContent = [];
    private (Offer Offer, string Title, string Description) last;

    /// <param name="content">The offer as JSON in UTF-8.</param>
    /// <exception cref="System.Text.Json.JsonException">The content is damaged.</exception>
    public (Offer Offer, string Title, string Description) Of(byte[] content)
    {
        if (lastContent.Length > 0 && content.AsSpan().SequenceEqual(lastContent))
            return last;
        var offer = CatalogueJson.ReadOffer(content);
        var texts = new[] { offer.Summary, offer.Objective, offer.ExpectedResults, offer.Content }.Select(PlainText.Of)
            .Where(t => t.Length > 0);
        last = (offer, PlainText.Of(offer.Title), string.Join(' ', texts));
        lastContent = content;
        return last;
    }
}
