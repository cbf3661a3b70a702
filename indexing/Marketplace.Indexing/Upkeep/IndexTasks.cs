using System.Globalization;
using System.Text;
using Marketplace.Indexing.Outbox;
using Marketplace.Search;
using Npgsql;

namespace Marketplace.Indexing.Upkeep;

/// <summary>A task that needs the live index and is asked for like those of <see cref="IndexTasks"/>.</summary>
public sealed record IndexTask(string Kind, Func<CancellationToken, Task<IndexAnswer>> RunAsync);

/// <summary>What <c>index rebuild|return|verify|status</c> do, beside a running server and alone.</summary>
/// <param name="others">Tasks of other parts of the program.</param>
public sealed class IndexTasks(
    NpgsqlDataSource database, ISearchIndex index, OutboxFeed feed, DriftCheck drift, SampleCheck sample, DeadLetters dead,
    IEnumerable<IndexTask> others)
{
    /// <summary>Carries a task out. Unknown tasks answer status 2.</summary>
    public async Task<IndexAnswer> RunAsync(string kind, IProgress<long>? progress, CancellationToken cancel) => kind switch
    {
        "rebuild" => await RebuildAsync(progress, cancel),
        "return" => await ReturnAsync(cancel),
        "verify" => await VerifyAsync(cancel),
        "verify-sample" => await VerifySampleAsync(cancel),
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

    private async Task<IndexAnswer> ReturnAsync(CancellationToken cancel) => await feed.ReturnAsync(cancel) switch
    {
        IndexReturn.Done => new(0, "L'index d'avant la dernière reconstruction est de nouveau en service, à jour. Celui qui servait jusqu'ici est gardé : la même commande y revient."),
        IndexReturn.None => new(
        2, "Il n'y a pas d'index précédent : l'index n'a pas encore été reconstruit, ou un index précédent a été retiré du moteur."),
        IndexReturn.TooOld => new(2, $"L'index précédent n'est pas remis en service : les changements qui lui manquent ne sont plus dans la file (gardés {OutboxPurge.KeepDays} jours), ou la base a été restaurée depuis. Lancez « index rebuild »."),
        _ => new(2, "Le moteur embarqué ne garde pas d'index précédent : lancez « index rebuild »."),
    };

    /// <summary>Counts and a sample where the engine is large; a full comparison when they differ, or costs little anyway.</summary>
    private async Task<IndexAnswer> VerifySampleAsync(CancellationToken cancel) => await sample.RunAsync(cancel) switch
    {
        null => await VerifyAsync(cancel),
        { Found: false } seen => new(0, string.Create(French, $"Sondage sans écart. Organismes comptés : {seen.Providers:N0}. Actions publiées : {seen.Published:N0}. Actions comparées : {seen.Compared:N0}.")),
        var seen => await AfterSampleAsync(seen, cancel),
    };

    private async Task<IndexAnswer> AfterSampleAsync(SampledDrift seen, CancellationToken cancel)
    {
        var whole = await VerifyAsync(cancel);
        return new(whole.ExitStatus, string.Create(French, $"Sondage avec écarts. Organismes dont le nombre d'actions diffère : {seen.OtherCounts:N0}. Actions différentes : {seen.OtherVersions:N0} sur {seen.Compared:N0}. Comparaison complète : {whole.Report}"));
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
        report.AppendLine(French,
            $"Changements en attente : {await WaitingAsync(status.Position, cancel):N0}. Retard : {feed.Lag.TotalSeconds:N1} s.");
        var letters = await dead.ListAsync(50, cancel);
        report.AppendLine(letters.Count == 0
            ? "Aucune action mise de côté."
            : $"Actions mises de côté : {letters.Count}{(letters.Count == 50 ? " (les 50 plus anciennes)" : "")}");
        foreach (var letter in letters)
            report.AppendLine(French,
                $"  {letter.PublicId} : {letter.Error} ({letter.Attempts} essais, prochain {letter.NextAttemptAt:u})");
        return new(0, report.ToString().TrimEnd());
    }

    private async Task<long> WaitingAsync(string? position, CancellationToken cancel)
    {
        var from = OutboxPosition.Parse(position);
        await using var command = database.CreateCommand("SELECT count(DISTINCT action_id) FROM outbox WHERE (xid, id) > ($1::xid8, $2)");
        command.Parameters.Add(
            new() { Value = (from?.Xid ?? 0).ToString(CultureInfo.InvariantCulture), NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Unknown });
        command.Parameters.Add(new() { Value = from?.Id ?? 0 });
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");
}
