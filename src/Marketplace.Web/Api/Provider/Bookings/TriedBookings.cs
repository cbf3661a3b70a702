using Marketplace.Bookings.Dossiers;
using Marketplace.People.Access;
using Marketplace.ProviderSpace.Sandbox;
using Marketplace.Web.Api.Bookings;
using Marketplace.Web.Searching;

namespace Marketplace.Web.Api.Provider.Bookings;

/// <summary>Those of a sandbox: the same JSON and the same process, nobody's and nothing paid.</summary>
internal sealed class TriedBookings(SandboxBookings sandbox) : IProviderBookings
{
    public async Task<IReadOnlyList<ProviderBookingItem>> ListAsync(
        ProviderCaller caller, Actor actor, long? before, IReadOnlyList<string> states, int most, CancellationToken cancel) =>
        [.. (await sandbox.PageAsync(caller.Siret, before, states, most, cancel)).Select(booking => new ProviderBookingItem(
            booking.Id, BookingNumber.Text(booking.Number), booking.State, BookingProcess.Table.Label(booking.State),
            booking.Content.ActionId, booking.Content.Session, booking.Content.Title, booking.Content.Learner, booking.Content.Starts,
            booking.Content.Ends, booking.Content.Price, Utc(booking.ChangedAt), null))];

    public async Task<(ProviderBookingResource Booking, string Version)?> FindAsync(
        ProviderCaller caller, Actor actor, Guid id, CancellationToken cancel) =>
        await sandbox.FindAsync(caller.Siret, id, cancel) is { } found
            ? (Of(found, ProviderEvents.PossibleIn(found.State, actor.Role, sandbox.FactsOf(found))), found.Version) : null;

    public async Task<ParameterProblem?> TakeAsync(
        ProviderCaller caller, Actor actor, Guid id, string? seen, ProviderBookingStep step, CancellationToken cancel)
    {
        await sandbox.TakeAsync(
            caller.Siret, id, seen, ProviderEvents.StepOf(step.Event), actor.Role, content => Changed(content, step), cancel);
        return null;
    }

    private static SandboxContent Changed(SandboxContent content, ProviderBookingStep step) => step.Event switch
    {
        BookingProcess.Propose => content with
        {
            Starts = step.Starts ?? content.Starts, Ends = step.Ends ?? content.Ends, Hours = step.Hours ?? content.Hours,
            Price = step.PriceCents ?? content.Price, Note = step.Note,
        },
        BookingProcess.DeclareEntry => content with { EntryOn = step.On },
        BookingProcess.TakeBackEntry => content with { EntryOn = null },
        BookingProcess.DeclareExit => content with { ExitOn = step.On, ExitReason = step.Reason, Rate = step.Rate ?? 100 },
        _ => content with { EndReason = step.Reason },
    };

    private static ProviderBookingResource Of(SandboxBooking booking, IReadOnlyList<string> possible)
    {
        var content = booking.Content;
        return new(booking.Id, BookingNumber.Text(booking.Number), booking.State, BookingProcess.Table.Label(booking.State), possible,
            new(content.ActionId, content.Session, content.Title, content.Certification, content.Modality, null, content.Starts,
                content.Ends, content.Hours),
            new(content.Learner, null, null), null, false, null, content.Price, content.PublishedPrice, content.Note, content.EntryOn,
            content.ExitOn, content.ExitReason, content.Rate, content.EndReason,
            content.Rate is { } rate ? content.Price * rate / 100 : null, null, [],
            [.. booking.Steps.Select(step => new BookingStep(step.At, step.Event, step.From, step.To))]);
    }

    private static DateTimeOffset Utc(DateTime at) => new(DateTime.SpecifyKind(at, DateTimeKind.Utc));
}
