using Dapper;
using Marketplace.People.Access;
using Marketplace.Platform.Data.Editing;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Time;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Marketplace.ProviderSpace.Referencing;

/// <summary>
/// Measures against referenced providers, and their end. What search shows and who may book follow in the same transaction.
/// </summary>
public sealed partial class ProviderMeasures(
    NpgsqlDataSource database, ReferencingDesk desk, TimeProvider clock, ILogger<ProviderMeasures> log)
{
    /// <summary>Takes a measure against a provider, or ends the one that runs.</summary>
    /// <param name="seen"><see cref="ReferencingView.Version"/> of what was shown.</param>
    /// <param name="event">suspend, delist, strike-off or reinstate of <see cref="ReferencingProcess"/>.</param>
    /// <param name="until">Last day of a suspension or delisting.</param>
    /// <exception cref="UnknownReferencingException">No such provider is known.</exception>
    /// <exception cref="StaleChangeException">It changed since it was shown.</exception>
    /// <exception cref="ProcessRefusedException">The process does not allow it.</exception>
    public async Task TakeAsync(
        string siret, string seen, string @event, DateOnly? until, string reason, Actor actor, CancellationToken cancel)
    {
        var facts = new ReferencingFacts(
            Today: clock.Today(), Until: until, LongestSuspension: desk.LatestEnd(ReferencingProcess.Suspend),
            LongestDelisting: desk.LatestEnd(ReferencingProcess.Delist));
        await database.EditAsync(async (ReferencingContext all) =>
        {
            // Two operators at the same provider: the second sees what the first did.
            await all.Connection.ExecuteAsync(new CommandDefinition(
                "SELECT pg_advisory_xact_lock(hashtextextended('referencing:' || @siret, 0))", new { siret }, cancellationToken: cancel));
            var view = await ReferencingReader.OfSiretAsync(all.Connection, siret, clock.Today(), cancel)
                ?? throw new UnknownReferencingException();
            if (view.Version != seen)
                throw new StaleChangeException();
            if (view.Id is { } id)
                await desk.TakeAsync(await desk.OpenAsync(all, id, cancel), @event, actor, facts, reason, cancel);
            else
                await desk.BeginAsync(all, @event, null, siret, actor, facts, reason, cancel);
            return true;
        }, cancel);
    }

    /// <summary>Ends the measures whose last day is over, one provider a transaction.</summary>
    /// <returns>How many.</returns>
    public async Task<int> RunDueAsync(CancellationToken cancel)
    {
        var (now, done) = (clock.GetUtcNow(), 0);
        List<(Guid Id, DateTime DueAt)> due;
        await using (var connection = await database.OpenConnectionAsync(cancel))
            due = [.. await connection.QueryAsync<(Guid, DateTime)>(new CommandDefinition("""
                SELECT referencing_id, due_at FROM referencing_deadline WHERE kind = 'measure-ends' AND done_at IS NULL AND due_at <= @now
                ORDER BY due_at, id LIMIT 200
                """, new { now }, cancellationToken: cancel))];
        foreach (var (id, dueAt) in due)
            try
            {
                await desk.EditAsync(id, null, async open =>
                {
                    if (ReferencingProcess.Table.Allows(open.Row.State, ReferencingProcess.MeasureEnds, Roles.Program))
                        await desk.TakeAsync(open, ReferencingProcess.MeasureEnds, Actor.Program, new ReferencingFacts(EndsAt: dueAt), null,
                            cancel);
                    return true;
                }, cancel);
                done++;
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested)
            {
                Failed(id, failure);
            }
        return done;
    }

    [LoggerMessage(LogLevel.Error, "The measure of referencing {Id} could not be ended; it is tried again")]
    private partial void Failed(Guid id, Exception failure);
}
