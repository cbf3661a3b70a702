using Marketplace.Catalogue.Reference;
using Marketplace.Exchange.Edof.Importing;
using Marketplace.Exchange.Edof.Reading;
using Marketplace.Exchange.Sheets.Importing;
using Marketplace.Exchange.Sheets.Reading;

namespace Marketplace.Exchange.Formats;

/// <summary>The imports of all formats, for files whose name says nothing.</summary>
/// <param name="today">Tells the day in Paris.</param>
public sealed class CatalogueFormats(ReferenceData reference, TimeProvider today, ReadingLimits limits, SheetLimits sheets)
{
    private const int HeadBytes = 512;

    /// <summary>CSV and Excel.</summary>
    public SheetImport Sheets { get; } = new(reference, today, limits, sheets);

    /// <summary>EDOF's XML.</summary>
    public EdofImport Edof { get; } = new(reference, today, limits);

    /// <summary>The import that reads a file, whatever it is called.</summary>
    public FileImport Of(SourceFile source) => IsXml(source) ? Edof : Sheets;

    /// <summary>Whether a file is XML: after marks of order and blanks, in an encoding of one byte or two, it begins with a tag.</summary>
    public static bool IsXml(SourceFile source)
    {
        Span<byte> head = stackalloc byte[HeadBytes];
        using var stream = source.Open(null);
        var length = stream.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false);
        foreach (var read in head[..length])
        {
            if (read == (byte)'<')
                return true;
            if (read is not (0 or 0xEF or 0xBB or 0xBF or 0xFE or 0xFF or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
                return false;
        }
        return false;
    }
}
