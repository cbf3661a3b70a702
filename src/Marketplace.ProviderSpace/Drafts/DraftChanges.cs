using Marketplace.Exchange.Sheets.Columns;

namespace Marketplace.ProviderSpace.Drafts;

/// <summary>A field that two versions of an offer have otherwise.</summary>
/// <param name="Label">What and of which item, in French.</param>
/// <param name="Before">Null: it was empty, or the item was not there.</param>
/// <param name="Now">Null: it is empty, or the item is gone.</param>
public sealed record DraftChange(string Label, string? Before, string? Now);

/// <summary>Two versions of an offer, field by field; actions and sessions are the same by their numbers.</summary>
public static class DraftChanges
{
    private static readonly HashSet<string> Own =
        ["formation-datemaj", "action-datemaj", "session-datemaj", "formation-datecrea", "action-datecrea", "session-datecrea"];

    /// <param name="before">Null: there was nothing.</param>
    /// <param name="now">Null: there is nothing any more.</param>
    public static IReadOnlyList<DraftChange> Between(DraftContent? before, DraftContent? now)
    {
        var changes = new List<DraftChange>();
        Compare("", before?.Fields, now?.Fields, changes);
        var (were, are) = (Actions(before), Actions(now));
        foreach (var number in were.Keys.Union(are.Keys))
        {
            var (was, its) = (were.GetValueOrDefault(number), are.GetValueOrDefault(number));
            var name = $"Action {number} : ";
            if (was is null || its is null)
                changes.Add(new($"Action {number}", was is null ? null : "présente", its is null ? null : "présente"));
            else
                Compare(name, was.Fields, its.Fields, changes);
            var (sessions, nowSessions) = (Sessions(was), Sessions(its));
            foreach (var session in was is null || its is null ? [] : sessions.Keys.Union(nowSessions.Keys))
            {
                var (had, has) = (sessions.GetValueOrDefault(session), nowSessions.GetValueOrDefault(session));
                if (had is null || has is null)
                    changes.Add(new($"{name}session {session}", had is null ? null : "présente", has is null ? null : "présente"));
                else
                    Compare($"{name}session {session}, ", had.Fields, has.Fields, changes);
            }
        }
        return changes;
    }

    private static Dictionary<string, DraftAction> Actions(DraftContent? content) =>
        (content?.Actions ?? []).DistinctBy(a => a.Number).ToDictionary(a => a.Number);

    private static Dictionary<string, DraftSession> Sessions(DraftAction? action) =>
        (action?.Sessions ?? []).DistinctBy(s => s.Number).ToDictionary(s => s.Number);

    private static void Compare(
        string of, Dictionary<string, string>? before, Dictionary<string, string>? now, List<DraftChange> changes)
    {
        foreach (var column in SheetColumns.All)
        {
            if (Own.Contains(column.Name))
                continue;
            var (was, its) = (before?.GetValueOrDefault(column.Name), now?.GetValueOrDefault(column.Name));
            if (was != its)
                changes.Add(new(of + column.Label, was, its));
        }
    }
}
