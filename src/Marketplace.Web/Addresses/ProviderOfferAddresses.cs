using Marketplace.ProviderSpace.Moderation;

namespace Marketplace.Web.Addresses;

/// <summary>Training providers: their offers, published or being written.</summary>
public static class ProviderOfferAddresses
{
    public static readonly Route<Guid> List = new("/of/{organisation:guid}/offres");
    public static readonly Route<Guid> New = new(List.Pattern + "/nouvelle");

    /// <summary>What e-mails lead to.</summary>
    public static readonly Route<Guid, long> Offer = new("/of/{organisation:guid}" + ModerationMail.Offers + "{offer:long}");
    public static readonly Route<Guid, long> Edit = new(Offer.Pattern + "/modifier");
    public static readonly Route<Guid, long> Copy = new(Offer.Pattern + "/dupliquer");
    public static readonly Route<Guid, long> Suspend = new(Offer.Pattern + "/suspendre");
    public static readonly Route<Guid, long> Resume = new(Offer.Pattern + "/rouvrir");
    public static readonly Route<Guid, long> Archive = new(Offer.Pattern + "/archiver");
    public static readonly Route<Guid, long> AskReview = new(Offer.Pattern + "/nouvel-examen");

    public static readonly Route<Guid, Guid> Draft = new(List.Pattern + "/brouillons/{draft:guid}");
    public static readonly Route<Guid, Guid> Publish = new(Draft.Pattern + "/publier");
    public static readonly Route<Guid, Guid> Rebase = new(Draft.Pattern + "/reprendre");
    public static readonly Route<Guid, Guid> Discard = new(Draft.Pattern + "/supprimer");
    public static readonly Route<Guid, Guid> DraftOffer = new(Draft.Pattern + "/offre");
    public static readonly Route<Guid, Guid> AddAction = new(Draft.Pattern + "/actions");
    public static readonly Route<Guid, Guid, Guid> DraftAction = new(AddAction.Pattern + "/{action:guid}");
    public static readonly Route<Guid, Guid, Guid> CopyAction = new(DraftAction.Pattern + "/dupliquer");
    public static readonly Route<Guid, Guid, Guid> RemoveAction = new(DraftAction.Pattern + "/retirer");
    public static readonly Route<Guid, Guid, Guid> Preview = new(DraftAction.Pattern + "/apercu");
    public static readonly Route<Guid, Guid, Guid> Sessions = new(DraftAction.Pattern + "/sessions");
    public static readonly Route<Guid, Guid, Guid> DraftSession = new(Draft.Pattern + "/sessions/{session:guid}");
}
