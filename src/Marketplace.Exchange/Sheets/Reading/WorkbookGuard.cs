using System.IO.Compression;
using Marketplace.Exchange.Edof.Reading;
using Marketplace.Exchange.Edof.Reporting;

namespace Marketplace.Exchange.Sheets.Reading;

/// <summary>
/// Looks a workbook through before a library takes it apart: number of parts, what they really unpack to, and how much of
/// that would be held in memory. Nothing is ever unpacked to disk, so names inside are only names.
/// </summary>
internal static class WorkbookGuard
{
    private const string SharedTexts = "sharedStrings.xml";

    /// <exception cref="SheetFaultException">It is no workbook, or none that we read.</exception>
    public static void Check(FileStream workbook, ReadingLimits limits, SheetLimits sheets)
    {
        try
        {
            using var archive = new ZipArchive(workbook, ZipArchiveMode.Read, leaveOpen: true);
            if (archive.Entries.Count > sheets.WorkbookParts)
                throw Too($"Le classeur a {Quote.Number(archive.Entries.Count)} parties ; permis : {Quote.Number(sheets.WorkbookParts)}.");
            if (!archive.Entries.Any(e => e.FullName.Equals("xl/workbook.xml", StringComparison.OrdinalIgnoreCase)))
                throw Not("Ce n'est pas un classeur Excel .xlsx.");
            var total = 0L;
            foreach (var part in archive.Entries)
            {
                var length = Measure(part, limits);
                total += length;
                if (total > limits.ArchiveBytes)
                    throw Too($"Décompressé, le classeur dépasse {Quote.Number(limits.ArchiveBytes)} octets.");
                if (part.Name.Equals(SharedTexts, StringComparison.OrdinalIgnoreCase) && length > sheets.SharedTextBytes)
                    throw Too($"La table des textes du classeur dépasse {Quote.Number(sheets.SharedTextBytes)} octets : donnez un CSV.");
            }
        }
        catch (LimitExceededException e)
        {
            throw new SheetFaultException(new(e.Code, null, null, e.Message));
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            throw Not("Le classeur Excel est abîmé.");
        }
        workbook.Position = 0;
    }

    private static long Measure(ZipArchiveEntry part, ReadingLimits limits)
    {
        var length = 0L;
        var buffer = new byte[64 << 10];
        using var stream = new LimitedStream(part.Open(), limits, (part.CompressedLength, part.Length), read => length += read);
        while (stream.Read(buffer) > 0)
        {
        }
        return length;
    }

    private static SheetFaultException Too(string text) => new(new(ImportCodes.ArchiveTooLarge, null, null, text));

    private static SheetFaultException Not(string text) => new(new(ImportCodes.NotASheet, null, null, text));
}
