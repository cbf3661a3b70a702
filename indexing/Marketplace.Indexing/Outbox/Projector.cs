using Marketplace.Core.Reference;
using Marketplace.Indexing.Documents;
using Marketplace.Search;
using Microsoft.Extensions.Logging;

namespace Marketplace.Indexing.Outbox;

/// <summary>Where documents go: the live index, or one being rebuilt.</summary>
public delegate ValueTask ApplyChanges(IReadOnlyList<DocumentChange> changes, CancellationToken cancel);

/// <summary>
/// Builds the documents of changed actions and applies them. One that fails is set aside and the others go on.
/// Idempotent: applying an action again changes nothing.
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
        catch (Exception error) when (error is not OperationCanceledException && built.Count > 1)
        {
            // One of them may be poison: apply one by one, so that only that one is set aside.
            foreach (var (id, change) in built)
            {
                try
                {
                    await apply([change], cancel);
                }
                catch (Exception poison) when (poison is not OperationCanceledException)
                {
                    await SetAsideAsync(id, poison, failed, cancel);
                }
            }
        }
        catch (Exception error) when (error is not OperationCanceledException && built.Count == 1)
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

    private async Task SetAsideAsync(long actionId, Exception error, List<long> failed, CancellationToken cancel)
    {
        log.LogError(error, "Action {ActionId} could not be projected and is set aside", actionId);
        failed.Add(actionId);
        await dead.AddAsync(actionId, $"{error.GetType().Name}: {error.Message}", cancel);
    }
}
