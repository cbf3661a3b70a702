using Marketplace.Web.Api.Bookings;

namespace Marketplace.Web.Api.Provider.Bookings;

/// <summary>A page of an establishment's bookings, the latest begun first.</summary>
/// <param name="Next">Cursor of the next page; null: this is the last one.</param>
public sealed record ProviderBookingsResponse(IReadOnlyList<ProviderBookingItem> Items, string? Next);

/// <summary>A booking in a list.</summary>
/// <param name="Next">What the clock does if nobody acts before; null: nothing.</param>
public sealed record ProviderBookingItem(
    Guid Id, string Number, string State, string StateLabel, string? ActionId, string Session, string Title, string LearnerName,
    DateOnly? Starts, DateOnly? Ends, long PriceCents, DateTimeOffset ChangedAt, BookingDeadline? Next);

/// <summary>Who wants to learn.</summary>
/// <param name="Email">From acceptance on; null before, and after the booking came to nothing. So for the telephone.</param>
public sealed record BookingLearner(string Name, string? Email, string? Phone);

/// <summary>A booking as its provider may know it: never who pays what.</summary>
/// <param name="Possible">Events that <c>POST …/events</c> takes now.</param>
/// <param name="WishedStart">With permanent entry; null otherwise.</param>
/// <param name="Message">Of the learner; contact data masked until acceptance.</param>
/// <param name="ExitRate">Whole percent of what was done.</param>
/// <param name="ProviderDueCents">Once the end is known.</param>
/// <param name="EndReason">Why it was refused or cancelled.</param>
public sealed record ProviderBookingResource(
    Guid Id, string Number, string State, string StateLabel, IReadOnlyList<string> Possible, BookingTraining Training,
    BookingLearner Learner, DateOnly? WishedStart, bool HasPrerequisites, string? Message, long PriceCents, long PublishedPriceCents,
    string? Note, DateOnly? EntryOn, DateOnly? ExitOn, string? ExitReason, int? ExitRate, string? EndReason, long? ProviderDueCents,
    BookingMove? Move, IReadOnlyList<BookingDeadline> Deadlines, IReadOnlyList<BookingStep> Events);

/// <summary>Body of an event, for the description; it is read by hand.</summary>
/// <param name="Event">acknowledge, propose, refuse, cancel, declare-entry, take-back-entry or declare-exit.</param>
/// <param name="Starts">Of propose: as asked for when absent; so for ends, hours and price.</param>
/// <param name="Note">To the learner; of propose, refuse and cancel.</param>
/// <param name="Reason">Of refuse: session-full, session-cancelled, prerequisites, dates, no-contact, other. Of cancel: too-few,
/// no-trainer,
/// no-room, closing, other. Of declare-exit: total, learner-left, postponed, interrupted.</param>
/// <param name="On">Of declare-entry and declare-exit, and needed there.</param>
/// <param name="Rate">Of declare-exit: whole percent of what was done; 100 alone with total.</param>
/// <param name="ForceMajeure">Of declare-exit; false when absent.</param>
public sealed record ProviderBookingEvent(
    string Event, DateOnly? Starts, DateOnly? Ends, int? Hours, long? PriceCents, string? Note, string? Reason, DateOnly? On, int? Rate,
    bool? ForceMajeure);
