using Marketplace.Catalogue.Reference;
using Marketplace.Indexing.Documents;
using Marketplace.Search;
using Microsoft.Extensions.Logging;

namespace Marketplace.Indexing.Outbox;

/// <summary>Where documents go: the live index, or one being rebuilt.</summary>
public delegate ValueTask ApplyChanges(IReadOnlyList<DocumentChange> changes, CancellationToken cancel);

/// <summary>
/// Builds the documents of changed actions and applies them. One that fails is set aside and the others go on. An
/// engine that is away is no action's fault: its exception comes through, nothing is set aside, and the same may be
/// applied again later. Idempotent: applying an action again changes nothing.
/// </summary>
public sealed class Projector(ActionRows rows, DeadLetters dead, Func<ReferenceData> reference, ILogger<Projector> log)
{
    /// <summary>Brings the named actions up to date in the index.</summary>
    public async Task ProjectAsync(IReadOnlyList<long> actionIds, ApplyChanges apply, CancellationToken cancel)
    {
        if (actionIds.Count > 0)
            await ProjectAsync(await rows.ByIdsAsync(actionIds, cancel), apply, cancel);
    }

    /// <summary>Brings these rows into the index.</summary>
    /// <returns>The actions that failed and were set aside.</returns>
    public async Task<IReadOnlyList<long>> ProjectAsync(IReadOnlyList<ActionRow> batch, ApplyChanges apply, CancellationToken cancel)
    {
        var builder = new DocumentBuilder(reference());
        var failed = new List<long>();
        var built = new List<(long Id, DocumentChange Change)>(batch.Count);
        foreach (var row in batch)
        {
            try
            {
                built.Add((row.Id, builder.Change(row)));
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                await SetAsideAsync(row.Id, error, failed, cancel);
            }
        }
        try
        {
            await apply(built.ConvertAll(b => b.Change), cancel);
        }
        catch (DocumentsRefusedException refusal)
        {
            await SetAsideAsync(refusal, built, failed, cancel);
        }
        catch (Exception error) when (IsPoison(error) && built.Count > 1)
        {
            // One of them may be poison: apply one by one, so that only that one is set aside.
            foreach (var (id, change) in built)
            {
                try
                {
                    await apply([change], cancel);
                }
                catch (DocumentsRefusedException refusal)
                {
                    await SetAsideAsync(refusal, built, failed, cancel);
                }
                catch (Exception poison) when (IsPoison(poison))
                {
                    await SetAsideAsync(id, poison, failed, cancel);
                }
            }
        }
        catch (Exception error) when (IsPoison(error) && built.Count == 1)
        {
            await SetAsideAsync(built[0].Id, error, failed, cancel);
        }
        return failed;
    }

    /// <summary>Tries again what was set aside and is due.</summary>
    public async Task RetryDueAsync(ApplyChanges apply, CancellationToken cancel)
    {
        var due = await dead.DueAsync(100, cancel);
        if (due.Count == 0)
            return;
        var failed = await ProjectAsync(await rows.ByIdsAsync(due, cancel), apply, cancel);
        await dead.RemoveAsync([.. due.Except(failed)], cancel);
    }

    private static bool IsPoison(Exception error) => error is not OperationCanceledException && !EngineFailure.IsAway(error);

    /// <summary>All others of the batch were applied.</summary>
    private async Task SetAsideAsync(
        DocumentsRefusedException refusal, List<(long Id, DocumentChange Change)> batch, List<long> failed, CancellationToken cancel)
    {
        var reasons = refusal.Refused.GroupBy(r => r.Id).ToDictionary(g => g.Key, g => g.First().Reason);
        foreach (var (id, change) in batch)
        {
            if (!reasons.TryGetValue(change.Id, out var reason))
                continue;
            log.LogError("The search engine refused action {ActionId}, which is set aside: {Reason}", id, reason);
            failed.Add(id);
            await dead.AddAsync(id, reason, cancel);
        }
    }

    private async Task SetAsideAsync(long actionId, Exception error, List<long> failed, CancellationToken cancel)
    {
        log.LogError(error, "Action {ActionId} could not be projected and is set aside", actionId);
        failed.Add(actionId);
        await dead.AddAsync(actionId, $"{error.GetType().Name}: {error.Message}", cancel);
    }
}
