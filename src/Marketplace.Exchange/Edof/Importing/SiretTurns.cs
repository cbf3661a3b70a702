namespace Marketplace.Exchange.Edof.Importing;

/// <summary>
/// Lets files of one SIRET be applied one after the other in the order given, though files are read side by side:
/// each is its provider's whole catalogue, so the last must win on every run.
/// </summary>
internal sealed class SiretTurns(int files)
{
    private readonly TaskCompletionSource[] announced =
        [.. Enumerable.Range(0, files).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))];

    private readonly Dictionary<string, Task> last = [];

    /// <summary>
    /// Waits until every file before this one has said its SIRET, and those of the same SIRET are done.
    /// </summary>
    /// <param name="siret">Null when the file will not be applied.</param>
    /// <param name="done">Completes when this file is.</param>
    /// <returns>Whether an earlier file had the same SIRET.</returns>
    public async Task<bool> WaitAsync(int index, string? siret, Task done, CancellationToken cancel)
    {
        Task? before = null;
        if (index > 0)
            await announced[index - 1].Task.WaitAsync(cancel);
        if (siret is not null)
        {
            // Only one file at a time gets here: its predecessor has announced, its successor waits for it.
            before = last.GetValueOrDefault(siret);
            last[siret] = done;
        }
        announced[index].SetResult();
        if (before is null)
            return false;
        await before.WaitAsync(cancel);
        return true;
    }
}
