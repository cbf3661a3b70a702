using Marketplace.Indexing.Outbox;
using Marketplace.Search;
using Microsoft.Extensions.Logging;

namespace Marketplace.Indexing.Upkeep;

/// <summary>
/// Nightly: compares the index with the write side, repairs it, and raises an error in the log when they differed. An
/// index of this process's own is compared whole, by this process (<see cref="OwnIndexNight"/>); a shared one once for
/// all, as a job, by counts and a sample in the process that feeds it, and whole only when those differ.
/// </summary>
public sealed class NightlyDriftCheck(
    DriftCheck check, ISearchIndex index, IndexTasks tasks, IndexRequests requests, ILogger<NightlyDriftCheck> log)
{
    private const string Kind = "verify-sample";

    /// <summary>How long the process that feeds the index may take to accept.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Checks once.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        try
        {
            await (index.IsShared ? CheckSharedAsync(cancel) : CheckOwnAsync(cancel));
        }
        catch (Exception failure) when (EngineFailure.IsAway(failure))
        {
            log.LogWarning("The index is not compared tonight: {Reason}", failure.Message);
        }
    }

    private async Task CheckOwnAsync(CancellationToken cancel)
    {
        var drift = await check.RunAsync(cancel);
        if (drift.Found)
            log.LogError("Index drift: {Missing} missing, {Stale} stale, {Superfluous} superfluous, {Unrepaired} not repaired",
                drift.Missing, drift.Stale, drift.Superfluous, drift.Unrepaired);
        else
            log.LogInformation("Index equals the write side: {Published} actions", drift.Published);
    }

    private async Task CheckSharedAsync(CancellationToken cancel)
    {
        IndexAnswer? answer;
        try
        {
            answer = await tasks.RunAsync(Kind, null, cancel);
        }
        catch (FedElsewhereException)
        {
            answer = await requests.AskAsync(Kind, Patience, cancel);
        }
        switch (answer)
        {
            case null:
                log.LogWarning("The index is not compared tonight: the process that feeds it does not answer");
                break;
            case { ExitStatus: 0 }:
                log.LogInformation("Shared index compared: {Report}", answer.Report);
                break;
            default:
                log.LogError("Index drift: {Report}", answer.Report);
                break;
        }
    }
}
