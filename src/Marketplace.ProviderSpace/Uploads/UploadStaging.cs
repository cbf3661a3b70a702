using System.Text.Json;
using Dapper;
using Marketplace.Exchange.Comparing;
using Marketplace.Exchange.Edof.Importing;
using Marketplace.Exchange.Edof.Reporting;
using Marketplace.Platform.Data;
using Marketplace.Platform.Scanning;
using Npgsql;

namespace Marketplace.ProviderSpace.Uploads;

/// <summary>Reads and judges an upload, and keeps every row, every message and what it would change; publishes nothing.</summary>
/// <param name="scanner">Null: this installation has none.</param>
public sealed class UploadStaging(
    NpgsqlDataSource database, UploadFiles files, UploadSettings settings, IMalwareScanner? scanner = null)
{
    /// <summary>Each file is read to be judged, then for its rows, then to be compared; a sheet tells its bytes twice.</summary>
    private const int Readings = 2;

    internal async Task RunAsync(Upload upload, CancellationToken cancel)
    {
        if (upload.State == UploadProcess.Received)
        {
            if (!upload.Mended && scanner is not null && await InfectedAsync(upload, scanner, cancel))
                return;
            await database.InTransactionAsync(
                connection => UploadMoves.MoveAsync(connection, upload, UploadProcess.Read, cancel,
                    upload.Findings is null ? "progress = 0, note = NULL" : "progress = 0"), cancel);
            upload = upload with { State = UploadProcess.Staging };
        }
        await using var progress = new UploadProgress(database, upload.Id, upload.Size * Readings);
        using var open = await files.OpenAsync(upload, cancel);
        using var staged = open.Import.Stage(open.Source, progress.Add, cancel);
        var foreign = staged.Report is { Status: not FileStatus.Rejected, Siret: { } siret } && !upload.Sirets.Contains(siret);
        var difference = foreign || staged.Report.Status == FileStatus.Rejected
            ? null : await CatalogueDifference.OfAsync(database, staged, settings.ChangesShown, cancel);
        await database.InTransactionAsync(
            connection => KeepAsync(connection, upload, open.Kind, staged, foreign, difference, cancel), cancel);
    }

    private async Task<bool> InfectedAsync(Upload upload, IMalwareScanner scanner, CancellationToken cancel)
    {
        await using var file = await UploadContent.OpenAsync(database, upload.Id, cancel);
        if (await scanner.FindAsync(file, cancel) is null)
            return false;
        await database.InTransactionAsync(async connection =>
        {
            await UploadMoves.FailAsync(
                connection, upload, "Un logiciel malveillant a été trouvé dans ce fichier : il a été effacé sans être lu.", cancel);
            await connection.ExecuteAsync(new CommandDefinition(
                "DELETE FROM upload_part WHERE upload_id = @Id", new { upload.Id }, cancellationToken: cancel));
        }, cancel);
        return true;
    }

    private static async Task KeepAsync(
        NpgsqlConnection connection, Upload upload, string kind, StagedFile staged, bool foreign, CatalogueDifference? difference,
        CancellationToken cancel)
    {
        var report = foreign ? Refused(staged.Report) : staged.Report;
        // Rows of a mended sheet are what was read: they stay, with the new verdict.
        var (rows, refused) = await StagedTables.RowsAsync(connection, upload, staged, foreign, cancel);
        await StagedTables.IssuesAsync(connection, upload.Id, report.Messages, cancel);
        await StagedTables.ChangesAsync(connection, upload.Id, difference?.Items ?? [], cancel);
        var values = new
        {
            kind, report.Format, report.Siret, headings = staged.Headings.Select(StoredText.Of).ToArray(), report.RefusedWhole,
            fa = report.Formations.Accepted, fr = report.Formations.Rejected, aa = report.Actions.Accepted, ar = report.Actions.Rejected,
            sa = report.Sessions.Accepted, sr = report.Sessions.Rejected, rows, refused,
            errors = report.Messages.Count(m => m.Code.Severity == Severity.Error),
            warnings = report.Messages.Count(m => m.Code.Severity == Severity.Warning),
            difference?.Version, differences = difference is null ? null : JsonSerializer.Serialize(difference.Levels, UploadRows.Json),
        };
        await UploadMoves.MoveAsync(connection, upload, UploadProcess.Judge, cancel, """
            kind = @kind, format = @Format, siret = @Siret, headings = @headings, refused_whole = @RefusedWhole, formations_accepted = @fa,
            formations_rejected = @fr, actions_accepted = @aa, actions_rejected = @ar, sessions_accepted = @sa, sessions_rejected = @sr,
            row_count = @rows, rows_refused = @refused, errors = @errors, warnings = @warnings, version = @Version,
            differences = @differences::jsonb, attempts = 0, progress = 100
            """, values);
        await AsWishedAsync(connection, upload.Id, cancel);
    }

    /// <summary>Goes on to be published where whoever sent it said so and nothing stands against it.</summary>
    private static async Task AsWishedAsync(NpgsqlConnection connection, Guid id, CancellationToken cancel)
    {
        var upload = (await UploadRows.FindAsync(connection, id, held: true, cancel))!;
        if (upload.Wish is not { } wish)
            return;
        var facts = upload.FactsFor(wish);
        if (UploadProcess.Table.Ask(upload.State, UploadProcess.PublishAsWished, People.Access.Roles.Program, facts).Refusal is { } why)
            await connection.ExecuteAsync(new CommandDefinition(
                "UPDATE upload SET note = @why, wish = NULL WHERE id = @id", new { why, id }, cancellationToken: cancel));
        else
            await UploadMoves.MoveAsync(
                connection, upload, UploadProcess.PublishAsWished, cancel, "mode = @wish, progress = 0", new { wish }, facts);
    }

    private static FileReport Refused(FileReport report) => report with
    {
        RefusedWhole = true,
        Messages = [new(ImportCodes.ForeignSiret, null, null, null, null, $"SIRET {report.Siret}. {ImportCodes.ForeignSiret.Remedy}"),
            .. report.Messages],
    };
}
