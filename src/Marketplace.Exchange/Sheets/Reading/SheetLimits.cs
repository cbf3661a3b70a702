namespace Marketplace.Exchange.Sheets.Reading;

/// <summary>
/// What a sheet may cost us, beside the limits that all files have (<c>ReadingLimits</c>); each can be changed in the settings under
/// <c>Import:Sheets</c>.
/// </summary>
public sealed record SheetLimits
{
    /// <summary>Rows with something in them.</summary>
    public int Rows { get; init; } = 500_000;

    /// <summary>Columns, of which the catalogue has less than half.</summary>
    public int Columns { get; init; } = 400;

    /// <summary>Characters of one cell. Excel itself takes 32,767.</summary>
    public int CellCharacters { get; init; } = 100_000;

    /// <summary>Bytes of one row: an unclosed quote would make one row of all that follows.</summary>
    public int RowBytes { get; init; } = 4 << 20;

    /// <summary>Parts of one workbook.</summary>
    public int WorkbookParts { get; init; } = 1_000;

    /// <summary>Unpacked bytes of a workbook's table of texts, which is held in memory.</summary>
    public long SharedTextBytes { get; init; } = 128L << 20;
}
