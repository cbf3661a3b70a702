using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Decisions;

/// <summary>
/// The page of a decision that was not taken, because what it was about changed after it was shown (409): what changed, and where to read
/// it anew.
/// </summary>
public static class StaleDecision
{
    /// <param name="now">The facts of this moment, worded as they were shown.</param>
    /// <param name="back">Where the decision can be taken anew.</param>
    /// <param name="trail">Pages above.</param>
    /// <param name="written">What the sender had written, so that it is not lost.</param>
    public static IResult Page(
        PageContext context, Shown seen, IReadOnlyList<FactRow> now, Crumb back, IReadOnlyList<Crumb> trail, string written = "") =>
        context.Private("errors/stale", new StaleModel(seen.ChangesTo(now), back, written), "Décision non enregistrée", trail,
            StatusCodes.Status409Conflict);
}

/// <summary>Model of <c>pages/errors/stale</c>.</summary>
/// <param name="Changes">Empty: the same values, written anew meanwhile.</param>
public sealed record StaleModel(IReadOnlyList<ChangeRow> Changes, Crumb Back, string Written);
