using System.Globalization;
using System.Text;
using Marketplace.Indexing.Outbox;
using Marketplace.Search;
using Npgsql;

namespace Marketplace.Indexing.Upkeep;

/// <summary>A task that needs the live index and is asked for like those of <see cref="IndexTasks"/>.</summary>
public sealed record IndexTask(string Kind, Func<CancellationToken, Task<IndexAnswer>> RunAsync);

/// <summary>What <c>index rebuild|verify|status</c> do, beside a running server and alone.</summary>
/// <param name="others">Tasks of other parts of the program.</param>
public sealed class IndexTasks(
    NpgsqlDataSource database, ISearchIndex index, OutboxFeed feed, DriftCheck drift, DeadLetters dead, IEnumerable<IndexTask> others)
{
    /// <summary>Carries a task out. Unknown tasks answer status 2.</summary>
    public async Task<IndexAnswer> RunAsync(string kind, IProgress<long>? progress, CancellationToken cancel) => kind switch
    {
        "rebuild" => await RebuildAsync(progress, cancel),
        "verify" => await VerifyAsync(cancel),
        "status" => await StatusAsync(cancel),
        _ when others.FirstOrDefault(task => task.Kind == kind) is { } other => await other.RunAsync(cancel),
        _ => new(2, $"Demande inconnue : {kind}."),
    };

    private async Task<IndexAnswer> RebuildAsync(IProgress<long>? progress, CancellationToken cancel)
    {
        var started = DateTime.UtcNow;
        var count = await feed.RebuildAsync(progress, cancel);
        return new(0, string.Create(French, $"Index reconstruit : {count:N0} actions en {(DateTime.UtcNow - started).TotalSeconds:N1} s."));
    }

    private async Task<IndexAnswer> VerifyAsync(CancellationToken cancel)
    {
        var found = await drift.RunAsync(cancel);
        return found.Found
            ? new(1, string.Create(French, $"Écarts trouvés sur {found.Published:N0} actions publiées : {found.Missing:N0} absentes, {found.Stale:N0} périmées, {found.Superfluous:N0} en trop. {(found.Unrepaired == 0 ? "Tout est réparé." : $"{found.Unrepaired:N0} non réparées : voir « index status ».")}"))
            : new(0, string.Create(French, $"L'index est identique à la base : {found.Published:N0} actions publiées."));
    }

    private async Task<IndexAnswer> StatusAsync(CancellationToken cancel)
    {
        var status = await index.StatusAsync(cancel);
        var report = new StringBuilder();
        report.AppendLine(French, $"Moteur : {status.Engine}. Documents : {status.Documents:N0}. Taille : {status.SizeBytes / 1e6:N1} Mo.");
        report.AppendLine(French, $"Position : {status.Position ?? "aucune"}. Instantané : {status.SnapshotAt?.ToString("u", CultureInfo.InvariantCulture) ?? "aucun"}.");
        report.AppendLine(French, $"Changements en attente : {await WaitingAsync(status.Position, cancel):N0}. Retard : {feed.Lag.TotalSeconds:N1} s.");
        var letters = await dead.ListAsync(50, cancel);
        report.AppendLine(letters.Count == 0 ? "Aucune action mise de côté." : $"Actions mises de côté : {letters.Count}{(letters.Count == 50 ? " (les 50 plus anciennes)" : "")}");
        foreach (var letter in letters)
            report.AppendLine(French, $"  {letter.PublicId} : {letter.Error} ({letter.Attempts} essais, prochain {letter.NextAttemptAt:u})");
        return new(0, report.ToString().TrimEnd());
    }

    private async Task<long> WaitingAsync(string? position, CancellationToken cancel)
    {
        var from = OutboxPosition.Parse(position);
        await using var command = database.CreateCommand("SELECT count(DISTINCT action_id) FROM outbox WHERE (xid, id) > ($1::xid8, $2)");
        command.Parameters.Add(new() { Value = (from?.Xid ?? 0).ToString(CultureInfo.InvariantCulture), NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Unknown });
        command.Parameters.Add(new() { Value = from?.Id ?? 0 });
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");
}
