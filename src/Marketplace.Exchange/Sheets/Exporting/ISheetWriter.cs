namespace Marketplace.Exchange.Sheets.Exporting;

/// <summary>Rows on their way into a file.</summary>
internal interface ISheetWriter : IDisposable
{
    /// <summary>Adds a row; cells are written as they are.</summary>
    void Write(IReadOnlyList<string> cells);
}
