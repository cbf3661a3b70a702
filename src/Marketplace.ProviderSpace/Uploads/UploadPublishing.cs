using Dapper;
using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Seats;
using Marketplace.Exchange.Edof.Reporting;
using Marketplace.Platform.Data;
using Npgsql;

namespace Marketplace.ProviderSpace.Uploads;

/// <summary>
/// Publishes an upload as it was judged: catalogue, outbox, what is kept for undoing and the upload's own state are one transaction.
/// </summary>
public sealed class UploadPublishing(NpgsqlDataSource database, UploadFiles files)
{
    private const string Moved = "Votre catalogue a changé depuis le contrôle de ce fichier : il a été comparé de nouveau. Relisez les différences.";
    private const string Differs = "Ce fichier ne se lit plus comme au contrôle : il a été contrôlé de nouveau. Relisez le compte rendu.";

    internal async Task RunAsync(Upload upload, CancellationToken cancel)
    {
        var (found, differences) = (upload.Findings!, upload.Differences!);
        await using var progress = new UploadProgress(database, upload.Id, upload.Size);
        using var open = await files.OpenAsync(upload, cancel);
        var together = new ImportTogether(upload.Id, differences.Version, upload.Mode == UploadModes.All,
            (connection, outcome, stop) => CommitAsync(connection, upload, outcome, stop));
        try
        {
            var report = await open.Import.ApplyAsync(database, open.Source, Judged(upload, found), progress.Add, cancel, together);
            // Refused only where its two readings differ, for reference data or the day have changed: nothing was written.
            if (report.RefusedWhole)
                await SendBackAsync(upload, Differs, cancel);
        }
        catch (CatalogueChangedException)
        {
            await SendBackAsync(upload, Moved, cancel);
        }
        catch (CapacityBelowTakenException taken)
        {
            await SendBackAsync(upload, taken.Message, cancel);
        }
    }

    private static async Task CommitAsync(NpgsqlConnection connection, Upload upload, ImportOutcome outcome, CancellationToken cancel)
    {
        // Held by nobody else but the number of its progress.
        if (await UploadRows.FindAsync(connection, upload.Id, held: true, cancel) is not { } held)
            throw new InvalidOperationException($"The upload {upload.Id} is gone.");
        await UploadMoves.MoveAsync(connection, held, UploadProcess.Commit, cancel,
            "published_at = now(), published_version = @Version, attempts = 0, progress = 100, note = NULL", new { outcome.Version });
        await connection.ExecuteAsync(new CommandDefinition(
            "DELETE FROM upload_row WHERE upload_id = @Id", new { upload.Id }, cancellationToken: cancel));
    }

    private Task SendBackAsync(Upload upload, string note, CancellationToken cancel) => database.InTransactionAsync(
        connection => UploadMoves.MoveAsync(connection, upload, UploadProcess.SendBack, cancel,
            "note = @note, mode = NULL, wish = NULL, progress = 0, attempts = 0", new { note }), cancel);

    /// <summary>The report of the first reading, as far as the second one compares with it.</summary>
    private static FileReport Judged(Upload upload, UploadFindings found) => new(upload.Name, found.Siret, found.RefusedWhole,
        new(found.FormationsAccepted, found.FormationsRejected), new(found.ActionsAccepted, found.ActionsRejected),
        new(found.SessionsAccepted, found.SessionsRejected), []);
}
