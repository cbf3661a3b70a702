using Marketplace.Exchange.Edof.Importing;
using Marketplace.Exchange.Edof.Reading;
using Marketplace.Exchange.Sheets.Columns;
using Marketplace.Exchange.Sheets.Reading;

namespace Marketplace.Exchange.Sheets.Importing;

/// <summary>A sheet that was read before, whose rows are kept elsewhere with the lines they had in their file.</summary>
/// <param name="Format">As it was found (<see cref="Edof.Reporting.FileReport.Format"/>).</param>
/// <param name="IsExcel">Whether it came as a workbook.</param>
/// <param name="Headings">As the file wrote them.</param>
/// <param name="Rows">In the order of the file; gone through each time it is read.</param>
public sealed record KeptSheet(
    string Format, bool IsExcel, IReadOnlyList<string> Headings, Func<IEnumerable<(int Line, IReadOnlyList<string> Cells)>> Rows);

/// <summary>Imports a kept sheet by the rules of a file's.</summary>
internal sealed class KeptSheetImport(SheetImport import, KeptSheet rows, ReadingLimits limits) : FileImport(limits)
{
    internal override FileReadings Open(SourceFile source, Action<int>? onRead) => import.Open(source, rows, onRead);
}

/// <summary>The rows of a kept sheet, headings first.</summary>
internal sealed class KeptSheetRows(KeptSheet sheet) : ISheetRows
{
    private readonly IEnumerator<(int Line, IReadOnlyList<string> Cells)> rows = sheet.Rows().GetEnumerator();
    private IReadOnlyList<string> cells = [];

    /// <inheritdoc />
    public string Format => sheet.Format;

    /// <inheritdoc />
    public bool IsExcel => sheet.IsExcel;

    /// <inheritdoc />
    public int Line { get; private set; }

    /// <inheritdoc />
    public int Count => cells.Count;

    /// <inheritdoc />
    public IEnumerable<SheetFault> Notes => [];

    /// <inheritdoc />
    public bool Read()
    {
        if (Line == 0)
        {
            (Line, cells) = (1, sheet.Headings);
            return true;
        }
        if (!rows.MoveNext())
            return false;
        (Line, cells) = rows.Current;
        return true;
    }

    /// <inheritdoc />
    public string Cell(int place, SheetColumn? column) => cells[place];

    /// <inheritdoc />
    public void Dispose() => rows.Dispose();
}
