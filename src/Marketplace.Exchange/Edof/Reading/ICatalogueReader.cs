using Marketplace.Catalogue.Offers;

namespace Marketplace.Exchange.Edof.Reading;

/// <summary>One reading of a provider's file from start to end, whatever its format. All of it is judged on the way.</summary>
internal interface ICatalogueReader : IDisposable
{
    /// <summary>
    /// The next accepted formation with its accepted actions and sessions; null at the end. What is refused, and
    /// whether the file itself is, stands in the journal: before the end nothing may be applied.
    /// </summary>
    AcceptedOffer? Next();
}
