using System.Security.Cryptography;
using Dapper;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Messages;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Scanning;
using Marketplace.Platform.Vault;
using Npgsql;

namespace Marketplace.Bookings.Proofs;

/// <summary>
/// Attendance sheets, connection logs, evaluations: looked at by the scanner, hashed, kept in the vault and never changed. Anybody of a
/// dossier may hand them in once the training has begun, whether they are asked for or not.
/// </summary>
/// <param name="scanner">Null: this installation has none.</param>
public sealed class Proofs(NpgsqlDataSource database, DossierDesk desk, IdentityVault vault, IMalwareScanner? scanner = null)
{
    /// <summary>Codes with their words.</summary>
    public static readonly IReadOnlyDictionary<string, string> Kinds = new Dictionary<string, string>
    {
        ["attendance-sheet"] = "Feuille d’émargement",
        ["connection-log"] = "Relevé de connexion",
        ["evaluation"] = "Évaluation",
        ["other"] = "Autre pièce",
    };

    /// <summary>Of one dossier.</summary>
    public const int Most = 50;

    private const string VaultKind = "booking-proof";

    /// <summary>Keeps files; one that is there already is not kept twice.</summary>
    /// <param name="side">provider, learner or operator.</param>
    /// <param name="control">That asked for them; null: none did.</param>
    /// <returns>How many are new.</returns>
    /// <exception cref="ProcessRefusedException">The training has not begun, there are too many, or a file cannot be taken.</exception>
    public async Task<int> AddAsync(
        DossierKey key, string side, string kind, IReadOnlyList<MessageFile> files, Guid? control, Actor actor, CancellationToken cancel)
    {
        if (!Kinds.ContainsKey(kind) || files.Count == 0 || !files.All(CleanFiles.IsSound))
            throw new ArgumentException("A proof is of a known kind, and a file that is taken.", nameof(files));
        await CleanFiles.RequireAsync(scanner, files, cancel);
        return await desk.EditAsync(key, null, async dossier =>
        {
            if (!BookingProcess.Trained.Contains(dossier.Row.State))
                throw new ProcessRefusedException("La formation n’a pas commencé : aucune pièce n’est attendue.");
            var before = await dossier.Connection.ExecuteScalarAsync<int>(new CommandDefinition(
                "SELECT count(*)::int FROM booking_proof WHERE booking_id = @Id", new { key.Id }, cancellationToken: cancel));
            if (before + files.Count > Most)
                throw new ProcessRefusedException($"Un dossier garde {Most} pièces au plus.");
            var added = 0;
            foreach (var file in files)
                added += await KeepAsync(dossier, side, kind, file, control, actor, cancel);
            await AccessLog.WriteAsync(dossier.Connection, actor, new AccessEntry(
                RightOf(side), AccessOperation.Change, dossier.Row.AccountId, $"booking:{dossier.Row.Id}"), cancel);
            return added;
        }, cancel);
    }

    /// <summary>All of a dossier, latest first. Whoever calls has found the dossier and logged the look-up.</summary>
    public async Task<IReadOnlyList<Proof>> ListAsync(Guid booking, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<Proof>(new CommandDefinition("""
            SELECT id, side, kind, name, media_type AS MediaType, size, sha256, control_id AS Control, added_at AS AddedAt
            FROM booking_proof WHERE booking_id = @booking ORDER BY added_at DESC, id
            """, new { booking }, cancellationToken: cancel))];
    }

    /// <summary>A file; null: the dossier has no such proof.</summary>
    public Task<MessageFile?> OpenAsync(DossierKey key, Guid proof, CancellationToken cancel) => desk.EditAsync(key, null, async dossier =>
    {
        var found = await dossier.Connection.QuerySingleOrDefaultAsync<(string Name, string MediaType, Guid Entry)?>(new CommandDefinition(
            "SELECT name, media_type, entry FROM booking_proof WHERE id = @proof AND booking_id = @Id", new { proof, key.Id },
            cancellationToken: cancel));
        return found is { } row
            ? new MessageFile(row.Name, row.MediaType, await vault.OpenAsync(dossier.Connection, row.Entry, cancel)) : null;
    }, cancel);

    private async Task<int> KeepAsync(
        OpenDossier dossier, string side, string kind, MessageFile file, Guid? control, Actor actor, CancellationToken cancel)
    {
        var sha256 = SHA256.HashData(file.Content.Span);
        if (await dossier.Connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "SELECT EXISTS (SELECT FROM booking_proof WHERE booking_id = @Id AND sha256 = @sha256)", new { dossier.Row.Id, sha256 },
            cancellationToken: cancel)))
            return 0;
        return await dossier.Connection.ExecuteAsync(new CommandDefinition("""
            INSERT INTO booking_proof (id, booking_id, side, kind, control_id, name, media_type, size, sha256, entry, added_at, added_by)
            VALUES (@id, @booking, @side, @kind, @control, @Name, @MediaType, @Length, @sha256, @entry, @Now, @AccountId)
            """, new
        {
            id = Guid.NewGuid(), booking = dossier.Row.Id, side, kind, control, file.Name, file.MediaType, file.Content.Length, sha256,
            entry = await vault.StoreAsync(dossier.Connection, VaultKind, file.Content, null, cancel), dossier.Now, actor.AccountId,
        }, cancellationToken: cancel));
    }

    private static string RightOf(string side) => side switch
    {
        "learner" => Rights.BookingsMineAct,
        "provider" => Rights.BookingsProviderAct,
        _ => Rights.BookingsOperateAct,
    };
}
