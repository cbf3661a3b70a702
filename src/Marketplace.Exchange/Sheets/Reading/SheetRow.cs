using Marketplace.Exchange.Edof.Reporting;

namespace Marketplace.Exchange.Sheets.Reading;

/// <summary>A row with its cells understood.</summary>
/// <param name="Ordinal">From 1, rows with something in them alone.</param>
/// <param name="Values">By the index of their column, in EDOF's writing; null for an empty cell.</param>
/// <param name="Findings">What was wrong with the writing itself.</param>
internal sealed record SheetRow(int Ordinal, string?[] Values, IReadOnlyList<CellFinding> Findings);

/// <summary>What a cell has wrong, or what was mended in it.</summary>
internal sealed record CellFinding(int Row, int Column, ImportCode Code, string Text);

/// <summary>What is wrong with the file as a whole.</summary>
/// <param name="Line">Physical line; null where there is none.</param>
/// <param name="Column">The header as it is written, or its place.</param>
internal sealed record SheetFault(ImportCode Code, int? Line, string? Column, string Text);

/// <summary>The rows of a formation: its own first one, those of its actions, and what contradicts the first.</summary>
internal sealed class FormationRows(int first)
{
    public int First { get; } = first;
    public List<ActionRows> Actions { get; } = [];
    public List<CellFinding> Findings { get; } = [];
}

/// <summary>The rows of an action: those of its sessions, and what contradicts the first.</summary>
internal sealed class ActionRows(int first)
{
    public int First { get; } = first;
    public List<int> Sessions { get; } = [];
    public List<CellFinding> Findings { get; } = [];
}
