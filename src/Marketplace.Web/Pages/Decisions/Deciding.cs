using Marketplace.Catalogue.Seats;
using Marketplace.Platform.Data.Editing;
using Marketplace.Platform.Processes;

namespace Marketplace.Web.Pages.Decisions;

/// <summary>Takes a decision of a form, and says what came of it: taken, on something that had changed, or not possible.</summary>
internal static class Deciding
{
    /// <param name="done">Where it leads.</param>
    /// <param name="stale">The page that says what changed.</param>
    /// <param name="refused">The page with the sentence why it is not possible.</param>
    public static async Task<IResult> TakeAsync(
        Func<Task> decide, string done, Func<Task<IResult>> stale, Func<string, Task<IResult>> refused)
    {
        try
        {
            await decide();
            return Results.Redirect(done);
        }
        catch (StaleChangeException)
        {
            return await stale();
        }
        catch (Exception refusal) when (refusal is ProcessRefusedException or SeatRefusedException)
        {
            return await refused(refusal.Message);
        }
    }
}
