using Marketplace.People.Access;
using Npgsql;

namespace Marketplace.ProviderSpace.Uploads;

/// <summary>Steps of the program, in the caller's transaction.</summary>
internal static class UploadMoves
{
    public static Task FailAsync(NpgsqlConnection connection, Upload upload, string note, CancellationToken cancel) =>
        MoveAsync(connection, upload, UploadProcess.Fail, cancel, "note = @note", new { note });

    public static Task MoveAsync(
        NpgsqlConnection connection, Upload upload, string @event, CancellationToken cancel, string? set = null, object? values = null,
        UploadFacts? facts = null) => UploadProcess.Column.MoveAsync(connection,
            UploadProcess.Table.Take(upload.State, @event, Roles.Program, facts ?? upload.FactsFor(null)), [upload.Id], cancel, set,
            values);
}
