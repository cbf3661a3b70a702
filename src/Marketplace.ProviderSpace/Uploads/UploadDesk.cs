using Dapper;
using Marketplace.Catalogue.Offers;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Platform.Data;
using Marketplace.Platform.Data.Editing;
using Marketplace.Platform.Processes;
using Npgsql;

namespace Marketplace.ProviderSpace.Uploads;

/// <summary>What people do with uploads; what takes long is done after by <see cref="UploadWork"/>.</summary>
public sealed class UploadDesk(NpgsqlDataSource database, UploadSettings settings)
{
    private const int LongestName = 200;

    /// <summary>Takes a file; the one that was read and not published before is given up.</summary>
    /// <param name="content">Read once.</param>
    /// <param name="wish">One of <see cref="UploadModes"/> to publish it so without being asked again; null: nothing is published.</param>
    /// <exception cref="ProcessRefusedException">The program works on another one, or the file is empty or too large.</exception>
    public async Task<Guid> ReceiveAsync(
        UploadScope scope, string name, Stream content, long size, string? wish, Actor actor, CancellationToken cancel)
    {
        if (size == 0)
            throw new ProcessRefusedException("Le fichier est vide.");
        if (size > settings.FileBytes)
            throw new ProcessRefusedException($"Le fichier dépasse {settings.FileBytes / (1 << 20)} Mo.");
        if (scope.Sirets.Count == 0)
            throw new ProcessRefusedException("Aucun établissement n’est rattaché à votre organisation.");
        var step = UploadProcess.Table.Begin(UploadProcess.Receive, actor.Role, new());
        var id = Guid.CreateVersion7();
        await database.InTransactionAsync(async connection =>
        {
            // Two files at the same moment: the second one sees the first.
            await connection.ExecuteAsync(
                new CommandDefinition("SELECT pg_advisory_xact_lock(hashtextextended('upload:' || @Organisation, 0))",
                new { Organisation = scope.Organisation.ToString() }, cancellationToken: cancel));
            foreach (var open in await UploadRows.QueryAsync(connection,
                "WHERE organisation_id = @Organisation AND state = ANY (@open) FOR NO KEY UPDATE",
                new { scope.Organisation, open = UploadProcess.Open.ToArray() }, cancel))
            {
                if (UploadProcess.Working.Contains(open.State))
                    throw new ProcessRefusedException(
                        "Un fichier de votre organisation est déjà en cours de traitement : attendez qu’il ait fini, ou abandonnez-le.");
                await UploadProcess.Column.MoveAsync(connection,
                    UploadProcess.Table.Take(open.State, UploadProcess.Discard, actor.Role, open.FactsFor(null)), [open.Id], cancel);
            }
            await connection.ExecuteAsync(new CommandDefinition("""
                INSERT INTO upload (id, organisation_id, sirets, state, name, size, received_by, wish)
                VALUES (@id, @Organisation, @sirets, @state, @name, @size, @AccountId, @wish)
                """, new
            {
                id, scope.Organisation, sirets = scope.Sirets.ToArray(), state = step.To, name = Shortened(name), size, actor.AccountId,
                    wish,
            }, cancellationToken: cancel));
            await UploadContent.WriteAsync(connection, id, content, cancel);
            await ForgetAsync(connection, scope.Organisation, cancel);
            await LogAsync(connection, id, actor, cancel);
        }, cancel);
        return id;
    }

    /// <summary>Has it published.</summary>
    /// <param name="shown">Version that was shown (<see cref="Upload.Shown"/>); null: nobody looked at it.</param>
    /// <param name="mode">One of <see cref="UploadModes"/>.</param>
    /// <param name="confirmed">It may archive more than it keeps.</param>
    /// <exception cref="ProcessRefusedException">It may not be published, or not so.</exception>
    /// <exception cref="StaleChangeException">It changed since it was shown.</exception>
    public Task PublishAsync(
        UploadScope scope, Guid id, string? shown, string mode, bool confirmed, Actor actor, CancellationToken cancel) =>
        MoveAsync(scope, id, shown, UploadProcess.Publish, actor, upload => upload.FactsFor(mode, confirmed),
            "mode = @mode, note = NULL, progress = 0, attempts = 0", new { mode }, cancel);

    /// <summary>Gives it up; its report stays.</summary>
    /// <exception cref="ProcessRefusedException">The program works on it, or it is over.</exception>
    public Task DiscardAsync(UploadScope scope, Guid id, Actor actor, CancellationToken cancel) =>
        MoveAsync(scope, id, null, UploadProcess.Discard, actor, upload => upload.FactsFor(null), null, null, cancel);

    /// <summary>Brings the catalogue back to what it was before, in one transaction.</summary>
    /// <exception cref="ProcessRefusedException">It was not published, or something changed since by another way.</exception>
    public async Task UndoAsync(UploadScope scope, Guid id, Actor actor, CancellationToken cancel) =>
        await database.InTransactionAsync(async connection =>
        {
            var upload = await HeldAsync(connection, scope, id, cancel);
            var step = UploadProcess.Table.Take(upload.State, UploadProcess.Undo, actor.Role, upload.FactsFor(null));
            var obstacle = await CatalogueUndo.RunAsync(connection, upload.Findings!.Siret!, id, upload.PublishedVersion!, cancel);
            if (obstacle != UndoObstacle.None)
                throw new ProcessRefusedException(obstacle switch
                {
                    UndoObstacle.Forgotten => "Un autre fichier a été publié depuis : cette publication ne peut plus être annulée.",
                    UndoObstacle.SeatsTaken => "Des places ont été prises depuis : une session en aurait moins qu’il n’y a d’inscrits.",
                    _ => "Le catalogue a été modifié depuis par une autre voie : annuler effacerait ces modifications.",
                });
            await UploadProcess.Column.MoveAsync(connection, step, [id], cancel);
            await LogAsync(connection, id, actor, cancel);
        }, cancel);

    /// <summary>Mends a row, and when asked every other row with the same text in a mended column; all of it is judged anew.</summary>
    /// <param name="ordinal">Of the row (<see cref="StoredRow.Ordinal"/>).</param>
    /// <param name="cells">New texts by their place in the row; others stay.</param>
    /// <param name="everywhere">The same text in the same column is mended wherever it stands.</param>
    /// <returns>Rows that changed.</returns>
    /// <exception cref="ProcessRefusedException">It is not there to be mended.</exception>
    public Task<int> MendAsync(
        UploadScope scope, Guid id, int ordinal, IReadOnlyDictionary<int, string> cells, bool everywhere, Actor actor,
        CancellationToken cancel) => database.InTransactionAsync(async connection =>
        {
            var upload = await HeldAsync(connection, scope, id, cancel);
            var step = UploadProcess.Table.Take(upload.State, UploadProcess.Mend, actor.Role, upload.FactsFor(null));
            var before = (await connection.QuerySingleOrDefaultAsync<StoredRow>(new CommandDefinition("""
                SELECT ordinal AS Ordinal, line AS Line, cells AS Cells, accepted AS Accepted FROM upload_row
                WHERE upload_id = @id AND ordinal = @ordinal
                """, new { id, ordinal }, cancellationToken: cancel)) ?? throw new UnknownUploadException()).Cells;
            var mended = 0;
            foreach (var (place, text) in cells.Where(c => c.Key >= 0 && c.Key < upload.Findings!.Headings.Length))
            {
                var old = (place < before.Length ? before[place] : null) ?? "";
                if (old != text)
                    mended = Math.Max(mended, await connection.ExecuteAsync(new CommandDefinition($"""
                        UPDATE upload_row SET cells[@place] = @text
                        WHERE upload_id = @id AND {(everywhere ? "coalesce(cells[@place], '') = @old" : "ordinal = @ordinal")}
                        """, new { id, ordinal, place = place + 1, text = StoredText.Of(text), old }, cancellationToken: cancel)));
            }
            if (mended == 0)
                throw new ProcessRefusedException("Rien n’a changé dans cette ligne.");
            await UploadProcess.Column.MoveAsync(connection, step, [id], cancel,
                "mended = true, note = NULL, progress = 0, attempts = 0, wish = NULL");
            await LogAsync(connection, id, actor, cancel);
            return mended;
        }, cancel);

    private Task MoveAsync(
        UploadScope scope, Guid id, string? shown, string @event, Actor actor, Func<Upload, UploadFacts> facts, string? set, object? values,
        CancellationToken cancel) => database.InTransactionAsync(async connection =>
        {
            var upload = await HeldAsync(connection, scope, id, cancel);
            var step = UploadProcess.Table.Take(upload.State, @event, actor.Role, facts(upload));
            if (shown is not null && shown != upload.Shown)
                throw new StaleChangeException();
            await UploadProcess.Column.MoveAsync(connection, step, [id], cancel, set, values);
            await LogAsync(connection, id, actor, cancel);
        }, cancel);

    private static async Task<Upload> HeldAsync(NpgsqlConnection connection, UploadScope scope, Guid id, CancellationToken cancel) =>
        await UploadRows.FindAsync(connection, id, held: true, cancel) is { } upload && upload.IsIn(scope)
            ? upload : throw new UnknownUploadException();

    /// <summary>Rows of what nobody mends any more, and all of the oldest.</summary>
    private Task<int> ForgetAsync(NpgsqlConnection connection, Guid organisation, CancellationToken cancel) =>
        connection.ExecuteAsync(new CommandDefinition("""
            DELETE FROM upload_row WHERE upload_id IN (SELECT id FROM upload WHERE organisation_id = @organisation);
            DELETE FROM upload WHERE id IN (SELECT id FROM upload WHERE organisation_id = @organisation ORDER BY received_at DESC, id DESC
                OFFSET @Kept)
            """, new { organisation, settings.Kept }, cancellationToken: cancel));

    private static Task LogAsync(NpgsqlConnection connection, Guid id, Actor actor, CancellationToken cancel) => AccessLog.WriteAsync(
        connection, actor, new AccessEntry(Rights.UploadsAct, AccessOperation.Change, Object: $"upload:{id}"), cancel);

    private static string Shortened(string name)
    {
        var plain = new string([.. name.Where(c => !char.IsControl(c) && !char.IsSurrogate(c))]).Trim();
        return plain.Length == 0 ? "catalogue" : plain.Length > LongestName ? plain[..LongestName] : plain;
    }
}
