using Marketplace.Exchange.Edof.Reporting;

namespace Marketplace.Exchange.Edof.Importing;

/// <summary>Items of a document as rows: in its order, each with its messages, refused with what it stands in.</summary>
internal static class StagedItems
{
    /// <param name="items">As they were read: children before their parents.</param>
    public static IEnumerable<StagedRow> Rows(FileReport report, IReadOnlyList<StagedItem> items)
    {
        var messages = Share(report, items);
        bool formation = false, action = false;
        foreach (var item in items.OrderBy(i => i.Line).ThenBy(i => i.Level))
        {
            formation = item.Level == ItemLevel.Formation ? item.Accepted && !report.RefusedWhole : formation;
            action = item.Level == ItemLevel.Action ? formation && item.Accepted : action;
            yield return new(item.Line, item.Level, item.Formation, item.Action, item.Session, [],
                item.Level switch
                {
                    ItemLevel.Formation => formation,
                    ItemLevel.Action => action,
                    _ => action && item.Accepted,
                }, messages.GetValueOrDefault(item) ?? []);
        }
    }

    /// <summary>Each message goes to the last item of its numbers that begins before it.</summary>
    private static Dictionary<StagedItem, List<ImportMessage>> Share(FileReport report, IReadOnlyList<StagedItem> items)
    {
        var byNumbers = items.ToLookup(i => (i.Formation, i.Action, i.Session));
        var shared = new Dictionary<StagedItem, List<ImportMessage>>(ReferenceEqualityComparer.Instance);
        foreach (var message in report.Messages)
        {
            var item = byNumbers[(message.Formation, message.Action, message.Session)].Where(i => i.Line <= (message.Line ?? 0))
                .MaxBy(i => i.Line);
            if (item is null)
                continue;
            if (!shared.TryGetValue(item, out var own))
                shared[item] = own = [];
            own.Add(message);
        }
        return shared;
    }
}
