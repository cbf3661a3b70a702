using Marketplace.Bookings.Answers;
using Marketplace.Bookings.Cancelling;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Endings;
using Marketplace.Bookings.Messages;
using Marketplace.Bookings.Training;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Platform.Processes;
using Marketplace.Web.Api.Bookings;
using Marketplace.Web.Pages.ProviderBookings;
using Marketplace.Web.Searching;

namespace Marketplace.Web.Api.Provider.Bookings;

/// <summary>The real ones, by the commands of the pages. Each look-up leaves a line that the learner reads.</summary>
internal sealed class DossierBookings(
    DossierReader reader, DossierDesk desk, ProviderAnswers answers, Cancellations cancellations, Entries entries, Exits exits,
    AccessLog log) : IProviderBookings
{
    public async Task<IReadOnlyList<ProviderBookingItem>> ListAsync(
        ProviderCaller caller, Actor actor, long? before, IReadOnlyList<string> states, int most, CancellationToken cancel)
    {
        var found = await reader.PageOfProviderAsync([caller.Siret], new DossierFilter(states), before, most, cancel);
        await log.WriteAsync(actor, [.. found.Select(dossier => LookUp(dossier.AccountId, dossier.Id))], cancel);
        return [.. found.Select(dossier => new ProviderBookingItem(
            dossier.Id, BookingNumber.Text(dossier.Number), dossier.State, BookingProcess.Table.Label(dossier.State), dossier.PublicId,
            dossier.SessionNumber, dossier.Title, dossier.LearnerName, dossier.Starts, dossier.Ends, dossier.Price,
            Utc(dossier.ChangedAt), dossier.DueAt is { } due ? new(dossier.DueEvent!, Utc(due), null) : null))];
    }

    public async Task<(ProviderBookingResource Booking, string Version)?> FindAsync(
        ProviderCaller caller, Actor actor, Guid id, CancellationToken cancel)
    {
        var key = KeyOf(caller, id);
        if (await reader.FindAsync(key, cancel) is not { } view)
            return null;
        await log.WriteAsync(actor, LookUp(view.Row.AccountId, id), cancel);
        var facts = await desk.EditAsync(key, null, dossier => dossier.FactsAsync(cancel), cancel);
        return (Of(view, ProviderEvents.PossibleIn(view.Row.State, actor.Role, ProviderDossier.With(view.Row, facts))), view.Row.Version);
    }

    public async Task<ParameterProblem?> TakeAsync(
        ProviderCaller caller, Actor actor, Guid id, string? seen, ProviderBookingStep step, CancellationToken cancel)
    {
        var key = KeyOf(caller, id);
        if (await reader.FindAsync(key, cancel) is not { } view)
            throw new UnknownDossierException();
        if (step.Event == BookingProcess.Propose)
            return await ProposeAsync(key, seen, step.Proposal(Proposal.AsRequested(view.Row)), actor, cancel);
        try
        {
            await (step.Event switch
            {
                BookingProcess.Acknowledge => answers.AcknowledgeAsync(key, seen, actor, cancel),
                BookingProcess.Refuse => answers.RefuseAsync(key, seen, step.Reason!, step.Note, actor, cancel),
                ProviderEvents.Cancel => cancellations.CancelAsync(
                    key, seen, EndingKind.ProviderCancels, false, step.Reason, step.Note, actor, cancel),
                BookingProcess.DeclareEntry => entries.DeclareAsync(key, seen, step.On!.Value, actor, cancel),
                BookingProcess.TakeBackEntry => entries.TakeBackAsync(key, seen, actor, cancel),
                _ => exits.DeclareAsync(key, seen, step.Exit, actor, cancel),
            });
            return null;
        }
        // When it may be declared at all, only its day can stand against it.
        catch (ProcessRefusedException refused) when (step.On is not null)
        {
            var facts = await desk.EditAsync(key, null, dossier => dossier.FactsAsync(cancel), cancel);
            if (!ProviderEvents.PossibleIn(view.Row.State, actor.Role, ProviderDossier.With(view.Row, facts)).Contains(step.Event))
                throw;
            return new("on", refused.Message);
        }
    }

    private async Task<ParameterProblem?> ProposeAsync(
        DossierKey key, string? seen, Proposal proposal, Actor actor, CancellationToken cancel)
    {
        try
        {
            await answers.ProposeAsync(key, seen, proposal, actor, cancel);
            return null;
        }
        catch (ProcessRefusedException refused)
        {
            // What the process would refuse whatever is proposed comes before what is wrong with the proposal.
            if (await answers.ProblemAsync(key, proposal, cancel) is not { } problem || problem.Text != refused.Message)
                throw;
            return new(problem.Part switch
            {
                ProposalPart.Starts => "starts",
                ProposalPart.Ends => "ends",
                ProposalPart.Hours => "hours",
                _ => "priceCents",
            }, problem.Text);
        }
    }

    private static DossierKey KeyOf(ProviderCaller caller, Guid id) => DossierKey.OfProvider(id, [caller.Siret]);

    private static AccessEntry LookUp(Guid learner, Guid id) =>
        new(Rights.BookingsProviderView, AccessOperation.LookUp, learner, $"booking:{id}");

    private static DateTimeOffset Utc(DateTime at) => new(DateTime.SpecifyKind(at, DateTimeKind.Utc));

    private static ProviderBookingResource Of(DossierView view, IReadOnlyList<string> possible)
    {
        var row = view.Row;
        var agreed = BookingProcess.Agreed.Contains(row.State);
        return new(row.Id, BookingNumber.Text(row.Number), row.State, BookingProcess.Table.Label(row.State), possible,
            BookingTraining.Of(row),
            new(view.LearnerName, agreed ? row.ContactEmail : null, agreed ? row.ContactPhone : null),
            row.PermanentEntry ? row.WishedStart : null, row.HasPrerequisites,
            row.Message is { Length: > 0 } message ? agreed ? message : ContactMask.Apply(message) : null,
            row.Price, row.PublishedPrice, row.ProposalNote, row.EntryOn, row.ExitOn, row.ExitReason, row.ExitRate, row.EndReason,
            row.ProviderDue, view.Move is { } move ? new(move.AskedBy, move.AskedAt) : null,
            [.. view.Deadlines.Select(deadline => new BookingDeadline(deadline.Event, deadline.DueAt, deadline.ExtensionReason))],
            [.. view.Events.Where(step => step.Event != BookingProcess.Open)
                .Select(step => new BookingStep(step.At, step.Event, step.FromState, step.ToState))]);
    }
}
