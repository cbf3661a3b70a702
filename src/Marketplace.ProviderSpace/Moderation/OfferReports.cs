using Dapper;
using Marketplace.People.Access;
using Marketplace.Platform.Data;
using Npgsql;

namespace Marketplace.ProviderSpace.Moderation;

/// <summary>Somebody or a rule points at an offer: a new case, or one report more of the case that runs.</summary>
public sealed class OfferReports(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>Reports that a case keeps: what comes after them says nothing new.</summary>
    private const int MostReports = 200;

    /// <summary>A visitor points at an action. Nothing of who it was is kept.</summary>
    /// <param name="code">Of <see cref="ReportReasons"/>.</param>
    /// <returns>False: there is no such action.</returns>
    public Task<bool> VisitorAsync(string publicId, string code, string text, CancellationToken cancel) =>
        ByPublicIdAsync(publicId, "visitor", code, text, Actor.Visitor, cancel);

    /// <summary>An operator points at an action that nobody reported.</summary>
    /// <returns>False: there is no such action.</returns>
    public Task<bool> OperatorAsync(string publicId, string text, Actor actor, CancellationToken cancel) =>
        ByPublicIdAsync(publicId, "operator", "operator", text, actor, cancel);

    private Task<bool> ByPublicIdAsync(
        string publicId, string source, string code, string text, Actor actor, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
        {
            var found = await connection.QuerySingleOrDefaultAsync<(long Offer, long Action)?>(new CommandDefinition(
                "SELECT offer_id, id FROM action WHERE public_id = @publicId AND archived_at IS NULL", new { publicId },
                cancellationToken: cancel));
            if (found is not { } action)
                return false;
            await AddAsync(connection, action.Offer, action.Action, source, code, text, actor, clock.GetUtcNow(), cancel);
            return true;
        }, cancel);

    /// <summary>In the caller's transaction.</summary>
    internal static async Task AddAsync(
        NpgsqlConnection connection, long offer, long? action, string source, string code, string text, Actor actor, DateTimeOffset now,
        CancellationToken cancel)
    {
        await connection.ExecuteAsync(new CommandDefinition(
            "SELECT pg_advisory_xact_lock(hashtextextended('moderation:' || @offer::text, 0))", new { offer }, cancellationToken: cancel));
        var running = await connection.QuerySingleOrDefaultAsync<Guid?>(new CommandDefinition("""
            SELECT id FROM moderation_case WHERE offer_id = @offer AND action_id IS NOT DISTINCT FROM @action
                AND state IN ('open', 'withdrawn', 'review')
            """, new { offer, action }, cancellationToken: cancel));
        if (running is null)
        {
            var step = ModerationProcess.Table.Begin(ModerationProcess.Report, actor.Role, new NoFacts());
            running = Guid.NewGuid();
            await connection.ExecuteAsync(new CommandDefinition("""
                INSERT INTO moderation_case (id, offer_id, action_id, state, opened_at, changed_at) VALUES (@running, @offer, @action, @To, @now, @now)
                """, new { running, offer, action, step.To, now }, cancellationToken: cancel));
        }
        await connection.ExecuteAsync(new CommandDefinition($"""
            INSERT INTO moderation_report (case_id, source, code, text, reported_at) SELECT @running, @source, @code, @text, @now
            WHERE (SELECT count(*) FROM moderation_report WHERE case_id = @running) < {MostReports}
            """, new { running, source, code, text, now }, cancellationToken: cancel));
    }
}
