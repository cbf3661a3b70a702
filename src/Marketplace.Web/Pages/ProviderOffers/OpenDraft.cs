using Marketplace.People.Access;
using Marketplace.People.Organisations;
using Marketplace.ProviderSpace.Drafts;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.ProviderBookings;

namespace Marketplace.Web.Pages.ProviderOffers;

/// <summary>A draft with whose it is, as every page of a draft needs it.</summary>
internal sealed record OpenDraft(ProviderScope Scope, Draft Draft, Guid Organisation)
{
    /// <summary>Null: there is no such draft at these establishments.</summary>
    public static async Task<OpenDraft?> FindAsync(
        PageContext context, Guid organisation, Guid draft, OrganisationStore store, OfferDrafts drafts) =>
        await ProviderScope.FindAsync(context, organisation, store) is { } scope
            && await drafts.FindAsync(draft, scope.Sirets, context.Cancel) is { } found ? new(scope, found, organisation) : null;

    public string Href => ProviderOfferAddresses.Draft.Of(Organisation, Draft.Id);

    /// <summary>As pages call it.</summary>
    public string Name => Draft.Title.Length > 0 ? Draft.Title : $"Offre {Draft.Number}";

    /// <summary>Pages above the draft's own.</summary>
    public IReadOnlyList<Crumb> Trail(Person person) => OffersPage.Trail(person, Scope);

    /// <summary>Pages above a part of it.</summary>
    public IReadOnlyList<Crumb> TrailOfPart(Person person) => [.. Trail(person), new Crumb(Name, Href)];

    /// <summary>Whoever asks may write.</summary>
    public static bool MayEdit(PageContext context) =>
        RightsTable.Current.Of(Rights.OffersEdit).Any(right => right.Role == context.Actor.Role);
}
