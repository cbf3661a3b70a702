using Marketplace.People.SavedSearches;
using Marketplace.Platform.Time;

namespace Marketplace.Web.Alerts;

/// <summary>
/// The daily run of the alerts, from the morning on. May be called at any time, as often as wanted: what is done is not done again.
/// </summary>
public sealed partial class AlertDay(
    AlertRuns runs, AlertMatching matching, AlertDigests digests, AlertLetter letter, TimeProvider clock, ILogger<AlertDay> log)
{
    /// <summary>Hour in Paris before which no digest leaves.</summary>
    private const int FirstHour = 6;

    private const int DigestsAtOnce = 200;

    /// <returns>Whether a run was finished.</returns>
    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        if (ParisTime.At(clock.GetUtcNow()).Hour < FirstHour)
            return false;
        await using var taken = await runs.TryTakeAsync(cancel);
        if (taken is null || await runs.BeginAsync(clock.Today(), cancel) is not { } run)
            return false;
        await matching.RunAsync(run, cancel);
        var written = await WriteAsync(run, cancel);
        await runs.FinishAsync(run, clock.Today(), cancel);
        if (written > 0)
            Written(written);
        return true;
    }

    private async Task<int> WriteAsync(long run, CancellationToken cancel)
    {
        var (after, written) = (Guid.Empty, 0);
        while (await digests.NextAsync(run, after, DigestsAtOnce, cancel) is { Count: > 0 } people)
        {
            try
            {
                await digests.WriteAsync(run, people, letter.Of, cancel);
                written += people.Count;
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested && failure is not Npgsql.NpgsqlException { IsTransient: true })
            {
                // One of them is at fault: each alone, so that only that one goes without.
                foreach (var person in people)
                    written += await WriteAloneAsync(run, person, cancel) ? 1 : 0;
            }
            after = people[^1].Account;
        }
        return written;
    }

    private async Task<bool> WriteAloneAsync(long run, Digest digest, CancellationToken cancel)
    {
        try
        {
            await digests.WriteAsync(run, [digest], letter.Of, cancel);
            return true;
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested && failure is not Npgsql.NpgsqlException { IsTransient: true })
        {
            await digests.SetAsideAsync(run, digest.Account, failure.GetType().Name, cancel);
            NotWritten(digest.Account, failure.GetType().Name);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Information, "Alerts: {Count} digests are queued")]
    private partial void Written(int count);

    [LoggerMessage(LogLevel.Error, "The digest of account {Account} could not be written: {Error}")]
    private partial void NotWritten(Guid account, string error);
}
