using Marketplace.ProviderSpace.Drafts;

namespace Marketplace.Web.Pages.ProviderOffers;

/// <summary>Where offers stand, in words.</summary>
internal static class OfferWords
{
    /// <summary>As addresses call them.</summary>
    public static readonly IReadOnlyList<KeyValuePair<string, OfferState>> States =
    [
        new("brouillon", OfferState.Draft), new("publiee", OfferState.Published), new("suspendue", OfferState.Suspended),
        new("retiree", OfferState.Withdrawn), new("archivee", OfferState.Archived),
    ];

    public static string Label(OfferState state) => state switch
    {
        OfferState.Draft => "Brouillon",
        OfferState.Published => "Publiée",
        OfferState.Suspended => "Suspendue",
        OfferState.Withdrawn => "Retirée par le service",
        _ => "Archivée",
    };

    /// <summary>DSFR's kind of badge.</summary>
    public static string Badge(OfferState state) => state switch
    {
        OfferState.Draft => "new",
        OfferState.Published => "success",
        OfferState.Suspended => "warning",
        OfferState.Withdrawn => "error",
        _ => "info",
    };
}
