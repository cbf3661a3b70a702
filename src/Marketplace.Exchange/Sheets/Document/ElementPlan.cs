using System.Text.RegularExpressions;
using Marketplace.Exchange.Edof.Reading;
using Marketplace.Exchange.Edof.Reporting;
using Marketplace.Exchange.Sheets.Columns;

namespace Marketplace.Exchange.Sheets.Document;

/// <summary>An element of EDOF's document with the columns that fill it, made from the columns' paths.</summary>
internal sealed partial class ElementPlan(string name)
{
    private readonly Dictionary<string, ElementPlan> bySegment = [];

    public string Name { get; } = name;
    /// <summary>Its <c>info</c> attribute; null without one.</summary>
    public string? Info { get; private init; }
    /// <summary>There even when all its cells are empty.</summary>
    public bool Required { get; private set; }
    /// <summary>The column of its text; -1 for none.</summary>
    public int Column { get; private set; } = -1;
    /// <summary>Its cell holds several: an element for each.</summary>
    public bool Many { get; private set; }
    /// <summary>Not an element but the extras of a cell, as they are.</summary>
    public bool IsRaw { get; private init; }
    public List<(string Name, int Column)> Attributes { get; } = [];
    public List<ElementPlan> Children { get; } = [];
    /// <summary>All columns in and below it.</summary>
    public List<int> Columns { get; } = [];
    /// <summary>The column that a message about the element as a whole points to.</summary>
    public int Mark { get; private set; } = -1;
    /// <summary>Of an item: how many of its children come before the items below it.</summary>
    public int ItemsAt { get; private set; }

    public static readonly ElementPlan Formation = Of("formation", ItemLevel.Formation, ElementShape.Formation, "action");
    public static readonly ElementPlan Action = Of("action", ItemLevel.Action, ElementShape.Action, "session");
    public static readonly ElementPlan Session = Of("session", ItemLevel.Session, ElementShape.Session, "");

    private static ElementPlan Of(string name, ItemLevel level, ElementShape shape, string items)
    {
        var plan = new ElementPlan(name) { Required = true };
        foreach (var column in SheetColumns.All.Where(c => c.Level == level))
            plan.Add(column, column.Path.Split('/'));
        // The table is in the order of people; the schema has its own.
        var sorted = plan.Children.OrderBy(c => shape.IndexOf(c.Name, 0)).ToList();
        plan.Children.Clear();
        plan.Children.AddRange(sorted);
        var at = items.Length == 0 ? -1 : shape.IndexOf(items, 0);
        plan.ItemsAt = at < 0 ? sorted.Count : sorted.Count(c => shape.IndexOf(c.Name, 0) < at);
        plan.Mark = plan.Attributes.First(a => a.Name == "numero").Column;
        return plan;
    }

    private void Add(SheetColumn column, ReadOnlySpan<string> path)
    {
        Columns.Add(column.Index);
        if (Mark < 0 || column.Need == SheetNeed.Conditional && SheetColumns.All[Mark].Need != SheetNeed.Conditional)
            Mark = column.Index;
        if (path.IsEmpty)
        {
            Column = column.Index;
            Many = column.Format == SheetFormat.Codes;
            Mark = column.Index;
            return;
        }
        if (path[0].StartsWith('@'))
        {
            Attributes.Add((path[0][1..], column.Index));
            return;
        }
        var segment = path[0].TrimEnd('!');
        if (!bySegment.TryGetValue(segment, out var child))
        {
            var parts = Segment().Match(segment);
            bySegment[segment] = child = new ElementPlan(parts.Groups["name"].Value)
            {
                Info = parts.Groups["info"] is { Success: true } info ? info.Value : null,
                IsRaw = segment == "*",
            };
            Children.Add(child);
        }
        child.Required |= path[0].EndsWith('!');
        child.Add(column, path[1..]);
    }

    [GeneratedRegex(@"^(?<name>[\w*?-]+)(\[(?<info>[\w-]+)\])?(:\d)?\z")]
    private static partial Regex Segment();
}
