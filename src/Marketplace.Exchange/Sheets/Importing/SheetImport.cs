using Marketplace.Catalogue.Reference;
using Marketplace.Exchange.Edof.Importing;
using Marketplace.Exchange.Edof.Reading;
using Marketplace.Exchange.Edof.Reporting;
using Marketplace.Exchange.Sheets.Document;
using Marketplace.Exchange.Sheets.Exporting;
using Marketplace.Exchange.Sheets.Reading;
using Marketplace.Platform.Time;

namespace Marketplace.Exchange.Sheets.Importing;

/// <summary>Imports catalogues from CSV and Excel, by the rules of EDOF's files and with their report.</summary>
public sealed class SheetImport(ReferenceData reference, TimeProvider clock, ReadingLimits? limits = null, SheetLimits? sheets = null)
    : FileImport(limits ?? new ReadingLimits())
{
    /// <summary>Names of files that may hold a sheet; what they are their bytes say.</summary>
    public static readonly FileKind Kind = new(".csv, .txt, .tsv ou .xlsx", [".csv", ".txt", ".tsv", ".xlsx"], IsArchive: true);

    private readonly SheetLimits sheets = sheets ?? new SheetLimits();

    internal override FileReadings Open(SourceFile source, Action<int>? onRead) => new SheetReadings(
        this, source, onRead, () => StagedSheet.Read(() => SheetOpening.Open(source, onRead, Limits, this.sheets), this.sheets));

    /// <summary>The same import of a sheet whose rows are kept elsewhere: what was read of a file, and mended since.</summary>
    public FileImport Of(KeptSheet rows) => new KeptSheetImport(this, rows, Limits);

    internal FileReadings Open(SourceFile source, KeptSheet rows, Action<int>? onRead) =>
        new SheetReadings(this, source, onRead, () => StagedSheet.Read(() => new KeptSheetRows(rows), sheets));

    internal SheetCatalogueReader Reader(StagedSheet sheet, FileJournal journal, Action? onFormation) =>
        new(sheet, journal, reference, Limits, clock.Today(), onFormation);
}

/// <summary>A sheet while it is imported: its file is read once, its rows as often as needed.</summary>
internal sealed class SheetReadings(SheetImport import, SourceFile source, Action<int>? onRead, Func<StagedSheet> read) : FileReadings
{
    private StagedSheet? sheet;

    public StagedSheet Sheet => sheet ??= read();

    /// <inheritdoc />
    public override string? Format => Sheet.Format;

    /// <inheritdoc />
    public override MessageWording? Wording => (found, text) => SheetWording.Of(Sheet, found, text);

    /// <inheritdoc />
    public override IReadOnlyList<string> Headings => Sheet.Header?.Names ?? [];

    /// <inheritdoc />
    public override int LineOf(int line) => Sheet.LineOf(SheetMark.Read(line).Row) ?? line;

    /// <inheritdoc />
    public override IEnumerable<StagedRow> Rows(FileReport report, IReadOnlyList<StagedItem> items) => StagedRows.Of(Sheet, report, items);

    /// <inheritdoc />
    public override bool WriteAnnotated(Stream stream, FileReport report, IReadOnlyList<StagedItem> items) =>
        AnnotatedSheet.Write(stream, Sheet, report, Rows(report, items));

    /// <inheritdoc />
    public override ICatalogueReader Start(FileJournal journal)
    {
        // Its bytes were told as they were read; the rest of what a caller expects, twice the file, goes by formations.
        var step = (int)Math.Min(int.MaxValue, source.Bytes / 2 / Math.Max(1, Sheet.Formations.Count));
        return import.Reader(Sheet, journal, onRead is null ? null : () => onRead(step));
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        sheet?.Dispose();
        base.Dispose();
    }
}
