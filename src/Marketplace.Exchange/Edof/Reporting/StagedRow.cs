namespace Marketplace.Exchange.Edof.Reporting;

/// <summary>A row of a sheet, or an item of an EDOF file, as it was read, valid or not.</summary>
/// <param name="Line">Physical line in the file, from 1.</param>
/// <param name="Level">What the row holds at its lowest: of a sheet a session most times.</param>
/// <param name="Formation">The file's own numero, as far as it can be read; likewise the next two.</param>
/// <param name="Cells">The raw text of a sheet's cells, in the order of its headings; empty for an item of an EDOF file.</param>
/// <param name="Accepted">Neither it nor what it belongs to was refused.</param>
/// <param name="Messages">What was found in it, with columns.</param>
public sealed record StagedRow(int Line, ItemLevel Level, string? Formation, string? Action, string? Session, IReadOnlyList<string> Cells,
    bool Accepted, IReadOnlyList<ImportMessage> Messages);
