using Dapper;
using Marketplace.Bookings.Dossiers;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Scanning;
using Marketplace.Platform.Vault;
using Npgsql;

namespace Marketplace.Bookings.Messages;

/// <summary>
/// What learner and provider write to each other inside a dossier. Contact data of the other side are masked until the booking is
/// agreed; files are looked at by the scanner before they are taken, and lie in the vault.
/// </summary>
/// <param name="scanner">Null: this installation has none.</param>
public sealed class Messages(NpgsqlDataSource database, DossierDesk desk, IdentityVault vault, IMalwareScanner? scanner = null)
{
    /// <summary>Characters of a text.</summary>
    public const int LongestText = 4000;

    /// <summary>Of one side in one dossier within a day: nobody is flooded.</summary>
    public const int MostADay = 20;

    /// <summary>The same text again within so long is the same message.</summary>
    private static readonly TimeSpan TwoClicks = TimeSpan.FromSeconds(30);

    private const int Shown = 500;
    private const string VaultKind = "booking-attachment";

    /// <summary>All of a dossier, oldest first.</summary>
    /// <param name="reader">One of <see cref="MessageSides"/>.</param>
    /// <exception cref="UnknownDossierException">The key's scope does not see it.</exception>
    public Task<IReadOnlyList<DossierMessage>> ListAsync(DossierKey key, string reader, CancellationToken cancel) =>
        desk.EditAsync(key, null, async dossier =>
        {
            var files = (await dossier.Connection.QueryAsync<AttachmentRow>(new CommandDefinition("""
                SELECT a.id, a.message_id AS MessageId, a.name, a.media_type AS MediaType, a.size
                FROM booking_attachment a JOIN booking_message m ON m.id = a.message_id WHERE m.booking_id = @Id ORDER BY a.name, a.id
                """, new { key.Id }, cancellationToken: cancel))).ToLookup(a => a.MessageId, a => new MessageAttachment(a.Id, a.Name, a.MediaType, a.Size));
            var rows = await dossier.Connection.QueryAsync<MessageRow>(new CommandDefinition($"""
                SELECT id, side, text, sent_at AS SentAt, reported_at IS NOT NULL AS Reported, hidden FROM booking_message
                WHERE booking_id = @Id ORDER BY sent_at, id LIMIT {Shown}
                """, new { key.Id }, cancellationToken: cancel));
            var agreed = dossier.Row.AcceptedAt is not null;
            return (IReadOnlyList<DossierMessage>)[.. rows.Select(row => Read(row, [.. files[row.Id]], reader, agreed))];
        }, cancel);

    /// <summary>Writes to the other side, who is told by e-mail that something was written.</summary>
    /// <param name="side">Who writes: learner or provider.</param>
    /// <returns>Its id; clicked twice, that of the first.</returns>
    /// <exception cref="ProcessRefusedException">Nothing was sent yet, too much was written today, or a file cannot be taken.</exception>
    public async Task<Guid> WriteAsync(
        DossierKey key, string side, string text, IReadOnlyList<MessageFile> files, Actor actor, CancellationToken cancel)
    {
        if (text.Length is 0 or > LongestText || files.Count > MessageFile.MaxCount || !files.All(CleanFiles.IsSound))
            throw new ArgumentException("A message has a text and at most three files of the kinds that are taken.", nameof(text));
        await CleanFiles.RequireAsync(scanner, files, cancel);
        return await desk.EditAsync(key, null, async dossier =>
        {
            // Two clicks are one message.
            if (await dossier.Connection.ExecuteScalarAsync<Guid?>(new CommandDefinition("""
                SELECT id FROM booking_message WHERE booking_id = @booking AND side = @side AND text = @text AND sent_at > @since ORDER BY sent_at DESC LIMIT 1
                """, new { booking = key.Id, side, text, since = dossier.Now - TwoClicks }, cancellationToken: cancel)) is { } sent)
                return sent;
            await CheckAsync(dossier, side, cancel);
            var id = Guid.NewGuid();
            await dossier.Connection.ExecuteAsync(new CommandDefinition("""
                INSERT INTO booking_message (id, booking_id, side, author_id, text, sent_at) VALUES (@id, @booking, @side, @AccountId, @text, @Now)
                """, new { id, booking = key.Id, side, actor.AccountId, text, dossier.Now }, cancellationToken: cancel));
            foreach (var file in files)
                await dossier.Connection.ExecuteAsync(new CommandDefinition("""
                    INSERT INTO booking_attachment (id, message_id, name, media_type, size, entry) VALUES (@attachment, @id, @Name, @MediaType, @Length, @entry)
                    """, new
                {
                    attachment = Guid.NewGuid(), id, file.Name, file.MediaType, file.Content.Length,
                    entry = await vault.StoreAsync(dossier.Connection, VaultKind, file.Content, null, cancel),
                }, cancellationToken: cancel));
            await LogAsync(dossier, side, actor, cancel);
            var news = new DossierNews("Un message vous attend", side == MessageSides.Learner
                ? "La personne vous a écrit dans son dossier." : "L’organisme vous a écrit dans votre dossier.",
                    "Lisez-le et répondez dans le dossier.");
            await (side == MessageSides.Learner ? dossier.TellProviderAsync(news, cancel) : dossier.TellLearnerAsync(news, cancel));
            return id;
        }, cancel);
    }

    /// <summary>A file; null: there is none, or its message was taken away.</summary>
    public Task<MessageFile?> OpenAsync(DossierKey key, Guid attachment, CancellationToken cancel) =>
        desk.EditAsync(key, null, async dossier =>
    {
        var found = await dossier.Connection.QuerySingleOrDefaultAsync<(string Name, string MediaType, Guid Entry)?>(new CommandDefinition("""
            SELECT a.name, a.media_type, a.entry FROM booking_attachment a JOIN booking_message m ON m.id = a.message_id
            WHERE a.id = @attachment AND m.booking_id = @Id AND NOT m.hidden
            """, new { attachment, key.Id }, cancellationToken: cancel));
        return found is { } row ? new MessageFile(
            row.Name, row.MediaType, await vault.OpenAsync(dossier.Connection, row.Entry, cancel)) : null;
    }, cancel);

    /// <summary>Reports a message of the other side as abuse; once is enough.</summary>
    /// <returns>False: the other side wrote no such message in this dossier.</returns>
    public Task<bool> ReportAsync(DossierKey key, Guid message, string side, string? reason, Actor actor, CancellationToken cancel) =>
        desk.EditAsync(key, null, async dossier =>
        {
            await dossier.Connection.ExecuteAsync(new CommandDefinition("""
                UPDATE booking_message SET reported_at = @Now, reported_by = @AccountId, report_reason = @reason
                WHERE id = @message AND booking_id = @Id AND side <> @side AND reported_at IS NULL
                """, new { message, key.Id, side, reason, actor.AccountId, dossier.Now }, cancellationToken: cancel));
            await LogAsync(dossier, side, actor, cancel);
            return await dossier.Connection.ExecuteScalarAsync<bool>(new CommandDefinition(
                "SELECT EXISTS (SELECT FROM booking_message WHERE id = @message AND booking_id = @Id AND side <> @side)",
                new { message, key.Id, side }, cancellationToken: cancel));
        }, cancel);

    /// <summary>Reports that wait for an operator, longest first; 100 at most.</summary>
    public async Task<IReadOnlyList<ReportedMessage>> ReportedAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<ReportedMessage>(new CommandDefinition("""
            SELECT m.id, m.booking_id AS Booking, b.number, b.title, m.side, m.text, m.sent_at AS SentAt, m.reported_at AS ReportedAt, m.report_reason AS Reason
            FROM booking_message m JOIN booking b ON b.id = m.booking_id WHERE m.reported_at IS NOT NULL AND m.report_closed_at IS NULL
            ORDER BY m.reported_at, m.id LIMIT 100
            """, cancellationToken: cancel))];
    }

    /// <summary>An operator has looked at a report.</summary>
    /// <param name="hide">The message is taken away, for both sides.</param>
    /// <returns>False: no report of it waits.</returns>
    public Task<bool> CloseReportAsync(DossierKey key, Guid message, bool hide, Actor actor, CancellationToken cancel) =>
        desk.EditAsync(key, null, async dossier =>
        {
            var closed = await dossier.Connection.ExecuteAsync(new CommandDefinition("""
                UPDATE booking_message SET report_closed_at = @Now, hidden = @hide
                WHERE id = @message AND booking_id = @Id AND reported_at IS NOT NULL AND report_closed_at IS NULL
                """, new { message, key.Id, hide, dossier.Now }, cancellationToken: cancel));
            await LogAsync(dossier, MessageSides.Operator, actor, cancel);
            return closed > 0;
        }, cancel);

    private static DossierMessage Read(MessageRow row, IReadOnlyList<MessageAttachment> files, string reader, bool agreed)
    {
        if (row.Hidden && reader != MessageSides.Operator)
            return new(row.Id, row.Side, "Ce message a été retiré par le service.", false, row.SentAt, row.Reported, true, []);
        var text = agreed || reader == MessageSides.Operator || reader == row.Side ? row.Text : ContactMask.Apply(row.Text);
        return new(row.Id, row.Side, text, text != row.Text, row.SentAt, row.Reported, row.Hidden, files);
    }

    private static async Task CheckAsync(OpenDossier dossier, string side, CancellationToken cancel)
    {
        if (dossier.Row.State == BookingProcess.Draft)
            throw new ProcessRefusedException("La demande n’est pas envoyée : personne ne lirait ce message.");
        var today = await dossier.Connection.ExecuteScalarAsync<int>(new CommandDefinition(
            "SELECT count(*)::int FROM booking_message WHERE booking_id = @Id AND side = @side AND sent_at > @since",
            new { dossier.Row.Id, side, since = dossier.Now.AddDays(-1) }, cancellationToken: cancel));
        if (today >= MostADay)
            throw new ProcessRefusedException(
                $"Vous avez déjà écrit {MostADay} messages en un jour dans ce dossier : attendez la réponse.");
    }

    private static Task LogAsync(OpenDossier dossier, string side, Actor actor, CancellationToken cancel) =>
        AccessLog.WriteAsync(dossier.Connection, actor, new AccessEntry(side switch
        {
            MessageSides.Learner => Rights.BookingsMineAct,
            MessageSides.Provider => Rights.BookingsProviderAct,
            _ => Rights.BookingsOperateAct,
        }, AccessOperation.Change, dossier.Row.AccountId, $"booking:{dossier.Row.Id}"), cancel);

    private sealed record MessageRow(Guid Id, string Side, string Text, DateTime SentAt, bool Reported, bool Hidden);

    private sealed record AttachmentRow(Guid Id, Guid MessageId, string Name, string MediaType, int Size);
}
