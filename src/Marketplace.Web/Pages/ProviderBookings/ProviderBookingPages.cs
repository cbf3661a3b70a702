using Marketplace.People.Access;
using Marketplace.Web.Access;
using Marketplace.Web.Pages.Bookings.Dossiers;

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
        view.MapGet(AttendanceAddresses.Provider.Pattern, AttendancePage.ShowAsync);
        view.MapGet(AttendanceAddresses.Csv.Pattern, AttendanceCsv.DownloadAsync);

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
        act.MapPost(AttendanceAddresses.Open.Pattern, AttendancePage.OpenAsync);
        act.MapPost(AttendanceAddresses.Provider.Pattern, AttendancePage.SayAsync);
        act.MapGet(AttendanceAddresses.Closures.Pattern, ClosuresPage.ShowAsync);
        act.MapPost(AttendanceAddresses.Closures.Pattern, ClosuresPage.PostAsync);
        act.MapPost(AttendanceAddresses.WithdrawClosure.Pattern, ClosuresPage.WithdrawAsync);
        act.MapGet(ProviderBookingAddresses.Messages.Pattern, ProviderMessagesPage.ShowAsync);
        act.MapGet(ProviderBookingAddresses.Attachment.Pattern, ProviderMessagesPage.AttachmentAsync);
        act.MapGet(ProviderBookingAddresses.Complaint.Pattern, ProviderComplaintPage.ShowAsync);
        act.MapPost(ProviderBookingAddresses.Messages.Pattern, ProviderMessagesPage.PostAsync).WithMetadata(MessagesPage.Size);
        act.MapPost(ProviderBookingAddresses.ReportMessage.Pattern, ProviderMessagesPage.ReportAsync);
        act.MapPost(ProviderBookingAddresses.Complaint.Pattern, ProviderComplaintPage.PostAsync);

        var mine = routes.MapGroup("").RequireRight(Rights.BookingsMineAct);
        mine.MapGet(AttendanceAddresses.Short, LearnerAttendancePage.LeadAsync);
        mine.MapGet(AttendanceAddresses.Learner.Pattern, LearnerAttendancePage.ShowAsync);
        mine.MapPost(AttendanceAddresses.Learner.Pattern, LearnerAttendancePage.SayAsync);
    }
}
