using CsvHelper;

namespace Marketplace.Exchange.Sheets.Exporting;

/// <summary>A CSV as spreadsheets in France open it: UTF-8 with BOM, semicolons.</summary>
internal sealed class CsvSheet(Stream stream) : ISheetWriter
{
    private readonly CsvWriter csv = CsvWriter.Create(
        stream, new CsvWriterOptions { Separator = ';', WriteByteOrderMark = true }, leaveOpen: true);

    public void Write(IReadOnlyList<string> cells)
    {
        foreach (var cell in cells)
            csv.WriteField(cell);
        csv.EndRecord();
    }

    public void Dispose() => csv.Dispose();
}
