using System.Text;
using System.Text.Unicode;
using Marketplace.Exchange.Edof.Reading;

namespace Marketplace.Exchange.Sheets.Reading;

/// <summary>How the bytes of a CSV are to be read, found by looking at all of them.</summary>
/// <param name="Name">For the report.</param>
/// <param name="Separator">The header's; null where the file declares it (<c>sep=</c>).</param>
internal sealed record TextFormat(Encoding Encoding, string Name, char? Separator)
{
    private const int HeadBytes = 128 << 10;

    /// <exception cref="SheetFaultException">It is no text.</exception>
    public static TextFormat Find(Func<Stream> open)
    {
        var head = new byte[HeadBytes];
        int length;
        using (var stream = open())
            length = stream.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false);
        var (encoding, name) = EncodingOf(head.AsSpan(0, length), open);
        var text = encoding.GetString(head, 0, length).TrimStart('\uFEFF');
        if (text.AsSpan(0, Math.Min(text.Length, 4_000)).Contains('\0'))
            throw new SheetFaultException(new(Edof.Reporting.ImportCodes.NotASheet, null, null, "Le fichier n'est pas du texte."));
        if (text.AsSpan().TrimStart().StartsWith("<?xml", StringComparison.OrdinalIgnoreCase))
            throw new SheetFaultException(new(Edof.Reporting.ImportCodes.NotASheet, 1, null,
                "Le fichier est du XML : un catalogue EDOF s'importe par « import edof »."));
        return new(encoding, name, text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) ? null : SeparatorOf(text));
    }

    private static (Encoding, string) EncodingOf(ReadOnlySpan<byte> head, Func<Stream> open)
    {
        if (head.StartsWith(Encoding.UTF8.Preamble))
            return (Encoding.UTF8, "UTF-8 avec BOM");
        if (head.StartsWith(Encoding.Unicode.Preamble))
            return (Encoding.Unicode, "UTF-16 LE");
        if (head.StartsWith(Encoding.BigEndianUnicode.Preamble))
            return (Encoding.BigEndianUnicode, "UTF-16 BE");
        // Without a mark: a header of Latin letters has a zero in every other byte.
        if (head.Length >= 4 && head[1] == 0 && head[3] == 0)
            return (Encoding.Unicode, "UTF-16 LE");
        if (head.Length >= 4 && head[0] == 0 && head[2] == 0)
            return (Encoding.BigEndianUnicode, "UTF-16 BE");
        var found = EdofEncoding.DetectByContent(open);
        return (found, found is UTF8Encoding ? "UTF-8" : "Windows-1252");
    }

    /// <summary>The one under which most headings of the first line are known columns; else the most frequent.</summary>
    private static char SeparatorOf(string text)
    {
        var end = text.AsSpan().TrimStart("\r\n").IndexOfAny('\r', '\n');
        var line = text.TrimStart('\r', '\n');
        line = end < 0 ? line : line[..end];
        return ";,\t".MaxBy(s => (SheetHeader.Known(line.Split(s).Select(h => h.Trim().Trim('"'))), line.Count(c => c == s)));
    }
}
