using Marketplace.Catalogue.Actions;
using Marketplace.Catalogue.Reference;
using Marketplace.Web.Pages.Actions;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Favourites;

/// <summary>A favourite in the list (<c>partials/favourite</c>), and as JSON for the list that is kept on the device.</summary>
/// <param name="Id">Public id.</param>
/// <param name="Cost">Price in words; templates have a helper of that name.</param>
/// <param name="State">Why nobody can enrol any more; null when somebody can.</param>
public sealed record FavouriteCard(
    string Id, string Href, string Title, string Provider, string Where, string When, string Cost, string? State)
{
    /// <summary>What the script copies and fills.</summary>
    public static FavouriteCard Blank { get; } = new("", "", "", "", "", "", "", null);

    public static FavouriteCard Of(ActionRecord record, ReferenceData reference, DateOnly today) => new(
        record.Id, SearchAddresses.Action.Of(record.Id), record.Offer.Title, record.Provider.Name,
        ActionPageModel.Town(record, record.Insee is { } insee ? reference.Places.ByInsee(insee) : null),
        ActionPageModel.NextEntry(record, today),
        FrenchFormat.Price(record.Action.Fees.InclusiveCents),
        record.Archived ? "N’est plus proposée" : record.IsAvailable(today) ? null : "Plus de session ouverte");
}
