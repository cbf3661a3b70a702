using Marketplace.Exchange.Edof.Reporting;
using Marketplace.Exchange.Sheets.Columns;
using Marketplace.Exchange.Sheets.Reading;

namespace Marketplace.Exchange.Sheets.Importing;

/// <summary>The rows of a sheet with what was found in each.</summary>
internal static class StagedRows
{
    private static readonly int Formation = SheetColumns.Named("formation-numero").Index,
        Action = SheetColumns.Named("action-numero").Index,
        Session = SheetColumns.Named("session-numero").Index;

    private static readonly ItemLevel[] FromBelow = [ItemLevel.Session, ItemLevel.Action];

    public static IEnumerable<StagedRow> Of(StagedSheet sheet, FileReport report, IReadOnlyList<StagedItem> items)
    {
        var refused = Refused(sheet, items);
        var messages = report.Messages.ToLookup(m => m.Line ?? 0);
        for (var row = 1; row <= sheet.Rows; row++)
        {
            var line = sheet.LineOf(row)!.Value;
            var values = sheet.Row(row).Values;
            yield return new(line, LevelOf(values), values[Formation], values[Action], values[Session], sheet.Raw(row),
                !report.RefusedWhole && !refused.Contains(row), [.. messages[line]]);
        }
    }

    private static ItemLevel LevelOf(string?[] values) => FromBelow.FirstOrDefault(
        level => SheetColumns.All.Any(c => c.Level == level && values[c.Index] is not null), ItemLevel.Formation);

    /// <summary>Rows that were refused, or whose action or formation was.</summary>
    private static HashSet<int> Refused(StagedSheet sheet, IReadOnlyList<StagedItem> items)
    {
        var lines = items.Where(i => !i.Accepted).Select(i => (i.Level, i.Line)).ToHashSet();
        var refused = new HashSet<int>();
        foreach (var formation in sheet.Formations)
        {
            var whole = Has(ItemLevel.Formation, formation.First);
            if (whole)
                refused.Add(formation.First);
            foreach (var action in formation.Actions)
            {
                var all = whole || Has(ItemLevel.Action, action.First);
                if (all)
                    refused.Add(action.First);
                refused.UnionWith(action.Sessions.Where(s => all || Has(ItemLevel.Session, s)));
            }
        }
        return refused;

        bool Has(ItemLevel level, int row) => lines.Contains((level, sheet.LineOf(row)!.Value));
    }
}
