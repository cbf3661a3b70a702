using Dapper;
using Marketplace.Bookings.Dossiers;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Platform.Data.Editing;
using Marketplace.Platform.Processes;
using Npgsql;

namespace Marketplace.Bookings.Complaints;

/// <summary>« La formation n’a jamais commencé »: reaches provider and operator, and holds the validation of the service back.</summary>
public sealed class Complaints(NpgsqlDataSource database, DossierDesk desk)
{
    private const string Select = """
        SELECT c.id, c.booking_id AS Booking, b.number, b.title, b.provider_name AS ProviderName, c.state, c.text, c.opened_at AS OpenedAt, c.answer,
            c.answered_at AS AnsweredAt, c.upheld, c.decision, c.closed_at AS ClosedAt
        FROM booking_complaint c JOIN booking b ON b.id = c.booking_id
        """;

    /// <summary>Those of a dossier, latest first. Whoever calls has written the look-up into the access log.</summary>
    /// <exception cref="UnknownDossierException">The key's scope does not see it.</exception>
    public Task<IReadOnlyList<Complaint>> OfDossierAsync(DossierKey key, CancellationToken cancel) =>
        desk.EditAsync(key, null, async dossier =>
        (IReadOnlyList<Complaint>)[.. await dossier.Connection.QueryAsync<Complaint>(new CommandDefinition(
            $"{Select} WHERE c.booking_id = @Id ORDER BY c.opened_at DESC, c.id", new { key.Id }, cancellationToken: cancel))], cancel);

    /// <summary>Those that wait for a decision, longest first; 100 at most.</summary>
    public async Task<IReadOnlyList<Complaint>> WaitingAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<Complaint>(new CommandDefinition(
            $"{Select} WHERE c.state <> @Closed ORDER BY c.opened_at, c.id LIMIT 100", new { ComplaintProcess.Closed },
            cancellationToken: cancel))];
    }

    /// <summary>Whether a learner may complain at this moment; null: they may, else why not.</summary>
    public Task<string?> WhyNotAsync(DossierKey key, Actor actor, CancellationToken cancel) => desk.EditAsync(key, null, async dossier =>
        ComplaintProcess.Table.AskToBegin(ComplaintProcess.Open, actor.Role, await FactsAsync(dossier, cancel)).Refusal, cancel);

    /// <summary>The learner complains.</summary>
    /// <exception cref="ProcessRefusedException">It is too early or too late, or another one is open.</exception>
    public Task OpenAsync(DossierKey key, string text, Actor actor, CancellationToken cancel) => desk.EditAsync(key, null, async dossier =>
    {
        var step = ComplaintProcess.Table.Begin(ComplaintProcess.Open, actor.Role, await FactsAsync(dossier, cancel));
        await dossier.Connection.ExecuteAsync(new CommandDefinition("""
            INSERT INTO booking_complaint (id, booking_id, state, text, opened_at) VALUES (@id, @booking, @state, @text, @Now)
            """, new { id = Guid.NewGuid(), booking = key.Id, state = step.To, text, dossier.Now }, cancellationToken: cancel));
        await ControlStates.MoveAsync(dossier, ControlStates.Enter, cancel);
        await LogAsync(dossier, Rights.BookingsMineAct, actor, cancel);
        var news = new DossierNews(
            "Une réclamation est ouverte", "La personne dit que la formation n’a jamais commencé.",
            "Lisez-la et répondez dans le dossier : la validation du service fait attend.");
        await dossier.TellProviderAsync(news, cancel);
        await dossier.TellOperatorsAsync(news with { Next = "Décidez dans le dossier, une fois l’organisme entendu." }, cancel);
    }, cancel);

    /// <summary>The provider answers.</summary>
    /// <param name="seen"><see cref="Complaint.Version"/> of what was shown; null: nothing was decided on.</param>
    /// <exception cref="ProcessRefusedException">None waits for an answer.</exception>
    /// <exception cref="StaleChangeException">It changed since it was shown.</exception>
    public Task AnswerAsync(DossierKey key, string? seen, string text, Actor actor, CancellationToken cancel) =>
        desk.EditAsync(key, null, async dossier =>
    {
        await MoveAsync(dossier, seen, ComplaintProcess.Answer, actor, "answer = @text, answered_at = @Now, answered_by = @AccountId",
            new { text, dossier.Now, actor.AccountId }, cancel);
        await LogAsync(dossier, Rights.BookingsProviderAct, actor, cancel);
        await dossier.TellOperatorsAsync(
            new("Une réclamation a sa réponse", "L’organisme a répondu à la réclamation.", "Décidez dans le dossier."), cancel);
    }, cancel);

    /// <summary>An operator decides: the validation of the service goes on.</summary>
    /// <param name="upheld">The learner is right.</param>
    /// <param name="decision">French, as both sides read it.</param>
    /// <inheritdoc cref="AnswerAsync"/>
    public Task CloseAsync(DossierKey key, string? seen, bool upheld, string decision, Actor actor, CancellationToken cancel) =>
        desk.EditAsync(key, null, async dossier =>
        {
            await MoveAsync(dossier, seen, ComplaintProcess.Close, actor,
                "upheld = @upheld, decision = @decision, closed_at = @Now, closed_by = @AccountId",
                new { upheld, decision, dossier.Now, actor.AccountId }, cancel);
            // Who was right is not paid over: what the operator then does with the dossier ends the control.
            await ControlStates.MoveAsync(dossier, upheld ? ControlStates.Enter : ControlStates.Leave, cancel,
                await dossier.Connection.ExecuteScalarAsync<bool>(new CommandDefinition(
                    "SELECT EXISTS (SELECT FROM booking_control WHERE booking_id = @Id AND state <> 'closed')", new { dossier.Row.Id },
                    cancellationToken: cancel)));
            await LogAsync(dossier, Rights.BookingsOperateAct, actor, cancel);
            var news = new DossierNews(
                "La réclamation est close", upheld
                ? "Le service a donné raison à la personne." : "Le service n’a pas donné suite à la réclamation.",
                "La décision se lit dans le dossier.");
            await dossier.TellLearnerAsync(news, cancel);
            await dossier.TellProviderAsync(news, cancel);
        }, cancel);

    private static async Task MoveAsync(
        OpenDossier dossier, string? seen, string @event, Actor actor, string set, object values, CancellationToken cancel)
    {
        var open = await dossier.Connection.QuerySingleOrDefaultAsync<Complaint>(new CommandDefinition(
            $"{Select} WHERE c.booking_id = @Id AND c.state <> @Closed", new { dossier.Row.Id, ComplaintProcess.Closed },
            cancellationToken: cancel))
            ?? throw new ProcessRefusedException("Aucune réclamation n’est ouverte pour ce dossier.");
        var step = ComplaintProcess.Table.Take(open.State, @event, actor.Role, await FactsAsync(dossier, cancel));
        if (seen is not null && seen != open.Version)
            throw new StaleChangeException();
        await ComplaintProcess.Column.MoveAsync(dossier.Connection, step, [open.Id], cancel, set, values);
    }

    private static async Task<ComplaintFacts> FactsAsync(OpenDossier dossier, CancellationToken cancel) => new(
        dossier.Row.State, dossier.Row.Starts <= dossier.Today,
        await dossier.Connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "SELECT EXISTS (SELECT FROM booking_complaint WHERE booking_id = @Id AND state <> @Closed)",
            new { dossier.Row.Id, ComplaintProcess.Closed }, cancellationToken: cancel)));

    private static Task LogAsync(OpenDossier dossier, string right, Actor actor, CancellationToken cancel) =>
        AccessLog.WriteAsync(dossier.Connection, actor,
            new AccessEntry(right, AccessOperation.Change, dossier.Row.AccountId, $"booking:{dossier.Row.Id}"), cancel);
}
