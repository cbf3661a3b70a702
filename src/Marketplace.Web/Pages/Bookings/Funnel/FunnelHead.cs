using Marketplace.Bookings.Requests;

namespace Marketplace.Web.Pages.Bookings.Funnel;

/// <summary>What stands above every step; model of <c>partials/funnel-head</c>.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Next">Name of the step that follows; null: this is the last one.</param>
/// <param name="Here">What stands against sending and is mended on this step.</param>
/// <param name="Before">The same, on steps before this one.</param>
public sealed record FunnelHead(
    string Training, string Provider, int Number, int Total, string Name, string? Next, IReadOnlyList<string> Here,
    IReadOnlyList<FunnelObstacle> Before, string DiscardHref)
{
    public static FunnelHead Of(OpenDraft draft, string step)
    {
        var index = Index(step);
        return new(draft.Row.Title, draft.Row.ProviderName, index + 1, FunnelSteps.All.Count, FunnelWords.Names[step],
            index + 1 < FunnelSteps.All.Count ? FunnelWords.Names[FunnelSteps.All[index + 1]] : null,
            [.. draft.Obstacles.Where(o => o.Step == step && !draft.IsNew(step)).Select(o => o.Text)],
            [.. draft.Obstacles.Where(o => Index(o.Step) < index).Select(o => FunnelObstacle.Of(o, draft.Row.Id))],
            BookingAddresses.Discard.Of(draft.Row.Id));
    }

    /// <summary>Identity comes before all steps.</summary>
    private static int Index(string step) =>
        FunnelSteps.All.TakeWhile(s => s != step).Count() is var n && n < FunnelSteps.All.Count ? n : -1;
}

/// <summary>Something to be mended, and where.</summary>
public sealed record FunnelObstacle(string Text, string Href, string Label)
{
    public static FunnelObstacle Of(SendObstacle obstacle, Guid id) =>
        new(obstacle.Text, FunnelWords.Href(obstacle.Step, id), FunnelWords.Back(obstacle.Step));
}
