using Marketplace.Exchange.Edof.Importing;
using Marketplace.Exchange.Edof.Reading;
using Marketplace.Exchange.Edof.Reporting;

namespace Marketplace.Exchange.Sheets.Reading;

/// <summary>Tells by its first bytes, not by its name, what a file is.</summary>
internal static class SheetOpening
{
    /// <exception cref="SheetFaultException">It is nothing that we read.</exception>
    public static ISheetRows Open(SourceFile source, Action<int>? onRead, ReadingLimits limits, SheetLimits sheets)
    {
        Span<byte> head = stackalloc byte[8];
        int length;
        using (var stream = source.Open(null))
            length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (length == 0)
            throw new SheetFaultException(new(ImportCodes.NotASheet, null, null, "Le fichier est vide."));
        if (head[..length].StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
            throw new SheetFaultException(new(ImportCodes.NotASheet, null, null,
                "L'ancien format .xls, et les classeurs protégés par un mot de passe, ne sont pas lus : enregistrez en .xlsx, sans mot de passe."));
        if (!head[..length].StartsWith("PK\x03\x04"u8))
            return new CsvRows(TextFormat.Find(() => source.Open(null)), source.Open(onRead), sheets);
        var workbook = TemporaryFile.Create();
        try
        {
            using (var packed = source.Open(onRead))
                packed.CopyTo(workbook);
            workbook.Position = 0;
            WorkbookGuard.Check(workbook, limits, sheets);
            return new ExcelRows(workbook, sheets);
        }
        catch
        {
            workbook.Dispose();
            throw;
        }
    }
}
