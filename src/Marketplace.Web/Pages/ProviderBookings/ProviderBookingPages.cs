using Marketplace.People.Access;
using Marketplace.Web.Access;

namespace Marketplace.Web.Pages.ProviderBookings;

/// <summary>Addresses of providers' requests and bookings.</summary>
public static class ProviderBookingPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var view = routes.MapGroup("").RequireRight(Rights.BookingsProviderView);
        view.MapGet(ProviderBookingAddresses.Mine, MyProvidersPage.Show);
        view.MapGet(ProviderBookingAddresses.MineOf.Pattern, MyProvidersPage.LeadAsync);
        view.MapGet(ProviderBookingAddresses.Inbox.Pattern, InboxPage.ShowAsync);
        view.MapPost(ProviderBookingAddresses.Inbox.Pattern, InboxPage.SearchAsync);
        view.MapGet(ProviderBookingAddresses.Csv.Pattern, InboxCsv.DownloadAsync);
        view.MapGet(ProviderBookingAddresses.Dossier.Pattern, DossierPage.ShowAsync);

        var act = routes.MapGroup("").RequireRight(Rights.BookingsProviderAct);
        act.MapPost(ProviderBookingAddresses.AcknowledgeMany.Pattern, InboxCommands.AcknowledgeAsync);
        act.MapPost(ProviderBookingAddresses.Acknowledge.Pattern, DossierCommands.AcknowledgeAsync);
        act.MapGet(ProviderBookingAddresses.Propose.Pattern, ProposalPage.ShowAsync);
        act.MapPost(ProviderBookingAddresses.Propose.Pattern, ProposalPage.PostAsync);
        act.MapGet(ProviderBookingAddresses.Refuse.Pattern, RefusalPage.ShowAsync);
        act.MapPost(ProviderBookingAddresses.Refuse.Pattern, RefusalPage.PostAsync);
        act.MapGet(ProviderBookingAddresses.Cancel.Pattern, CancellationPage.ShowAsync);
        act.MapPost(ProviderBookingAddresses.Cancel.Pattern, CancellationPage.PostAsync);
        act.MapGet(ProviderBookingAddresses.Move.Pattern, MovePage.ShowAsync);
        act.MapPost(ProviderBookingAddresses.Move.Pattern, MovePage.PostAsync);
        act.MapPost(ProviderBookingAddresses.AnswerMove.Pattern, DossierCommands.AnswerMoveAsync);
        act.MapGet(ProviderBookingAddresses.Enter.Pattern, EntryPage.ShowAsync);
        act.MapPost(ProviderBookingAddresses.Enter.Pattern, EntryPage.PostAsync);
        act.MapPost(ProviderBookingAddresses.TakeEntryBack.Pattern, DossierCommands.TakeEntryBackAsync);
        act.MapGet(ProviderBookingAddresses.Exit.Pattern, ExitPage.ShowAsync);
        act.MapPost(ProviderBookingAddresses.Exit.Pattern, ExitPage.PostAsync);
    }
}
