using Marketplace.Bookings.Acceptance;
using Marketplace.Bookings.Agenda;
using Marketplace.Bookings.Answers;
using Marketplace.Bookings.Attendance;
using Marketplace.Bookings.Billing;
using Marketplace.Bookings.Cancelling;
using Marketplace.Bookings.Closing;
using Marketplace.Bookings.Closures;
using Marketplace.Bookings.Complaints;
using Marketplace.Bookings.Control;
using Marketplace.Bookings.Deadlines;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Messages;
using Marketplace.Bookings.Moving;
using Marketplace.Bookings.Proofs;
using Marketplace.Bookings.Requests;
using Marketplace.Bookings.Settlement;
using Marketplace.Bookings.Training;
using Marketplace.Bookings.Waiting;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Bookings;

/// <summary>All capabilities that act on dossiers.</summary>
public static class BookingsServices
{
    /// <summary>
    /// Needs database, clock, rule book, keys, entitlements, a card provider with <c>AddCards</c>, a vault, who renders invoices
    /// (<see cref="IInvoiceRenderer"/>), and the <see cref="BookingSite"/>.
    /// </summary>
    public static IServiceCollection AddBookings(this IServiceCollection services) => services
        .AddDossiers().AddWaitingLists().AddClosing().AddRequests().AddAnswers().AddAcceptance().AddSettlement().AddCancelling()
        .AddBilling().AddProofs().AddControl().AddTraining().AddMoving().AddDeadlines().AddAgendas().AddMessages().AddComplaints()
            .AddAttendance().AddClosures();
}
