namespace Marketplace.Exchange.Sheets.Reading;

/// <summary>The cells of a file, row by row, whatever holds them. The first row is the header.</summary>
internal interface ISheetRows : IDisposable
{
    /// <summary>How the file was understood, in French.</summary>
    string Format { get; }

    /// <summary>Whether they come from a workbook, and go back into one.</summary>
    bool IsExcel => false;

    /// <summary>Physical line (or row of the worksheet) of the current row, from 1.</summary>
    int Line { get; }

    /// <summary>Cells of the current row.</summary>
    int Count { get; }

    /// <summary>What people should know of the file beside its rows.</summary>
    IEnumerable<SheetFault> Notes { get; }

    /// <summary>Moves to the next row.</summary>
    /// <exception cref="SheetFaultException">The file cannot be read any further.</exception>
    bool Read();

    /// <summary>A cell's text; empty for none.</summary>
    /// <param name="column">What the cell means, for numbers that could mean several things.</param>
    string Cell(int place, Columns.SheetColumn? column);
}

/// <summary>A fault that ends the reading of a file.</summary>
internal sealed class SheetFaultException(SheetFault fault) : Exception(fault.Text)
{
    public SheetFault Fault { get; } = fault;
}
