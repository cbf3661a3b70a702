namespace Marketplace.Web.Pages.Documents;

/// <summary>A document's text, the same for its HTML and its PDF.</summary>
/// <param name="Number">As people name it.</param>
/// <param name="Facts">Who and what, below the title.</param>
public sealed record Sheet(string Title, string Number, IReadOnlyList<SheetFact> Facts, IReadOnlyList<SheetSection> Sections);

/// <summary>A name and its value.</summary>
public sealed record SheetFact(string Label, string Value);

/// <summary>A part under a heading: texts, then facts, then a table; empty or null: none.</summary>
public sealed record SheetSection(string Heading, IReadOnlyList<string> Texts, IReadOnlyList<SheetFact>? Facts = null,
    SheetTable? Table = null);

/// <param name="Caption">Says what the table holds.</param>
/// <param name="Head">Names of the columns; the last one holds amounts.</param>
/// <param name="Rows">At least one.</param>
public sealed record SheetTable(string Caption, IReadOnlyList<string> Head, IReadOnlyList<IReadOnlyList<string>> Rows);
