namespace Marketplace.Statistics.Editions;

/// <summary>What a cell is known by.</summary>
/// <param name="Basis">validation or entry.</param>
/// <param name="Node">Empty: all of the axis.</param>
/// <param name="Column">Empty: all of the row.</param>
/// <param name="Period">2026-01, 2026-Q1 or 2026.</param>
public readonly record struct CellKey(string Basis, string Axis, string Node, string Column, string Period);

/// <summary>The figures of a cell, all shown or all withheld.</summary>
public sealed record Figures(long Bookings, long Learners, long Amount, long LearnerAmount, long Hours)
{
    public static readonly Figures Zero = new(0, 0, 0, 0, 0);
}

/// <param name="Figures">Null: withheld.</param>
/// <param name="Parent">Node above, for the audit; null: the whole.</param>
public sealed record Cell(CellKey Key, Figures? Figures, string? Parent = null);
