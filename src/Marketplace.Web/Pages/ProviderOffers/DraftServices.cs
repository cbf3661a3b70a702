using Marketplace.People.Organisations;
using Marketplace.ProviderSpace.Drafts;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.ProviderOffers;

/// <summary>What the pages of a draft need.</summary>
public sealed record DraftServices(
    OrganisationStore Store, OfferDrafts Drafts, DraftCheck Check, Publishing Publishing, PublishedOfferQuery Offers)
{
    /// <summary>Null: there is no such draft for who asks.</summary>
    internal Task<OpenDraft?> OpenAsync(PageContext context, Guid organisation, Guid draft) =>
        OpenDraft.FindAsync(context, organisation, draft, Store, Drafts);
}
