using Marketplace.People.Access;
using Marketplace.Web.Access;

namespace Marketplace.Web.Pages.ProviderOffers;

/// <summary>Addresses of providers' offers.</summary>
public static class ProviderOfferPages
{
    public static IServiceCollection AddProviderOfferPages(this IServiceCollection services) => services
        .AddSingleton<DraftServices>().AddSingleton<OfferCommandServices>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        var view = routes.MapGroup("").RequireRight(Rights.OffersView);
        view.MapGet(ProviderOfferAddresses.List.Pattern, OffersPage.ShowAsync);
        view.MapGet(ProviderOfferAddresses.Offer.Pattern, OfferPage.ShowAsync);
        view.MapGet(ProviderOfferAddresses.Draft.Pattern, DraftPage.ShowAsync);
        view.MapGet(ProviderOfferAddresses.Preview.Pattern, PreviewPage.ShowAsync);

        var edit = routes.MapGroup("").RequireRight(Rights.OffersEdit);
        edit.MapGet(ProviderOfferAddresses.New.Pattern, NewOfferPage.ShowAsync);
        edit.MapPost(ProviderOfferAddresses.New.Pattern, NewOfferPage.PostAsync);
        edit.MapPost(ProviderOfferAddresses.Edit.Pattern, OfferCommands.EditAsync);
        edit.MapPost(ProviderOfferAddresses.Copy.Pattern, OfferCommands.CopyAsync);
        edit.MapPost(ProviderOfferAddresses.Suspend.Pattern, OfferCommands.SuspendAsync);
        edit.MapPost(ProviderOfferAddresses.Resume.Pattern, OfferCommands.ResumeAsync);
        edit.MapPost(ProviderOfferAddresses.Archive.Pattern, OfferCommands.ArchiveAsync);
        edit.MapPost(ProviderOfferAddresses.AskReview.Pattern, OfferCommands.AskReviewAsync);
        edit.MapPost(ProviderOfferAddresses.Publish.Pattern, DraftPage.PublishAsync);
        edit.MapPost(ProviderOfferAddresses.Rebase.Pattern, ChangedOfferPage.RebaseAsync);
        edit.MapPost(ProviderOfferAddresses.Discard.Pattern, DraftPage.DiscardAsync);
        edit.MapGet(ProviderOfferAddresses.DraftOffer.Pattern, DraftParts.ShowOfferAsync);
        edit.MapPost(ProviderOfferAddresses.DraftOffer.Pattern, DraftParts.PostOfferAsync);
        edit.MapPost(ProviderOfferAddresses.AddAction.Pattern, DraftParts.AddActionAsync);
        edit.MapGet(ProviderOfferAddresses.DraftAction.Pattern, DraftParts.ShowActionAsync);
        edit.MapPost(ProviderOfferAddresses.DraftAction.Pattern, DraftParts.PostActionAsync);
        edit.MapPost(ProviderOfferAddresses.CopyAction.Pattern, DraftParts.CopyActionAsync);
        edit.MapPost(ProviderOfferAddresses.RemoveAction.Pattern, DraftParts.RemoveActionAsync);
        edit.MapGet(ProviderOfferAddresses.Sessions.Pattern, SessionsPage.ShowAsync);
        edit.MapPost(ProviderOfferAddresses.Sessions.Pattern, SessionsPage.PostAsync);
        edit.MapGet(ProviderOfferAddresses.DraftSession.Pattern, DraftParts.ShowSessionAsync);
        edit.MapPost(ProviderOfferAddresses.DraftSession.Pattern, DraftParts.PostSessionAsync);
    }
}
