using Marketplace.Bookings.Dossiers;
using Marketplace.People.Access;
using Marketplace.Web.Access;
using Marketplace.Web.Pages.Account;
using Marketplace.Web.Pages.Bookings.Dossiers;
using Marketplace.Web.Pages.Bookings.Funnel;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Bookings;

/// <summary>Addresses of a holder's enrolments.</summary>
public static class BookingPages
{
    /// <summary>Above every page but the list.</summary>
    internal static readonly IReadOnlyList<Crumb> Trail = [.. AccountPages.Trail, new("Mes inscriptions", BookingAddresses.List)];

    /// <summary>Above a page of one dossier.</summary>
    internal static IReadOnlyList<Crumb> Above(BookingRow row) => [.. Trail, new(row.Title, BookingAddresses.Dossier.Of(row.Id))];

    /// <summary>What several of them need.</summary>
    public static IServiceCollection AddBookingPages(this IServiceCollection services) => services
        .AddSingleton<DraftPages>()
        .AddSingleton<LearnerDossiers>()
        .AddSingleton<DossierPage>()
        .AddSingleton<CancelPage>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        var view = routes.MapGroup("").RequireRight(Rights.BookingsMineView);
        view.MapGet(BookingAddresses.List, ListPage.ShowAsync);
        view.MapGet(BookingAddresses.Deadlines, DeadlinesFile.ShowAsync);
        view.MapGet(BookingAddresses.Dossier.Pattern, DossierPage.ShowAsync);
        view.MapGet(BookingAddresses.Messages.Pattern, MessagesPage.ShowAsync);
        view.MapGet(BookingAddresses.Attachment.Pattern, MessagesPage.AttachmentAsync);
        view.MapGet(BookingAddresses.Complain.Pattern, ComplaintPage.ShowAsync);

        var act = routes.MapGroup("").RequireRight(Rights.BookingsMineAct);
        MapFunnel(act);
        act.MapPost(BookingAddresses.Accept.Pattern, AcceptForm.AcceptAsync);
        act.MapPost(BookingAddresses.AbandonPayment.Pattern, AcceptForm.AbandonAsync);
        act.MapPost(BookingAddresses.Decline.Pattern, AcceptForm.DeclineAsync);
        act.MapGet(BookingAddresses.AskFunder.Pattern, FunderPage.ShowAsync);
        act.MapPost(BookingAddresses.AskFunder.Pattern, FunderPage.PostAsync);
        act.MapGet(BookingAddresses.Cancel.Pattern, CancelPage.ShowAsync);
        act.MapPost(BookingAddresses.Cancel.Pattern, CancelPage.PostAsync);
        act.MapGet(BookingAddresses.Move.Pattern, MovePage.ShowAsync);
        act.MapPost(BookingAddresses.Move.Pattern, MovePage.PostAsync);
        act.MapPost(BookingAddresses.AgreeMove.Pattern, MovePage.AgreeAsync);
        act.MapPost(BookingAddresses.RefuseMove.Pattern, MovePage.RefuseAsync);
        act.MapPost(BookingAddresses.Messages.Pattern, MessagesPage.PostAsync).WithMetadata(MessagesPage.Size);
        act.MapPost(BookingAddresses.ReportMessage.Pattern, MessagesPage.ReportAsync);
        act.MapPost(BookingAddresses.Complain.Pattern, ComplaintPage.PostAsync);
    }

    private static void MapFunnel(IEndpointRouteBuilder act)
    {
        act.MapGet(BookingAddresses.New, NewRequestPage.ShowAsync);
        act.MapPost(BookingAddresses.New, NewRequestPage.PostAsync);
        act.MapGet(BookingAddresses.SessionStep.Pattern, SessionStep.ShowAsync);
        act.MapPost(BookingAddresses.SessionStep.Pattern, SessionStep.PostAsync);
        act.MapGet(BookingAddresses.EligibilityStep.Pattern, EligibilityStep.ShowAsync);
        act.MapPost(BookingAddresses.EligibilityStep.Pattern, EligibilityStep.PostAsync);
        act.MapGet(BookingAddresses.ProfileStep.Pattern, ProfileStep.ShowAsync);
        act.MapPost(BookingAddresses.ProfileStep.Pattern, ProfileStep.PostAsync);
        act.MapGet(BookingAddresses.FundingStep.Pattern, FundingStep.ShowAsync);
        act.MapGet(BookingAddresses.TermsStep.Pattern, TermsStep.ShowAsync);
        act.MapPost(BookingAddresses.TermsStep.Pattern, TermsStep.PostAsync);
        act.MapGet(BookingAddresses.SendingStep.Pattern, SendingStep.ShowAsync);
        act.MapPost(BookingAddresses.SendingStep.Pattern, SendingStep.PostAsync);
        act.MapPost(BookingAddresses.Discard.Pattern, SendingStep.DiscardAsync);
    }
}
