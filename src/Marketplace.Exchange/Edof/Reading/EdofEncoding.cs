using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Marketplace.Exchange.Edof.Reporting;
using Marketplace.Platform.Importing;

namespace Marketplace.Exchange.Edof.Reading;

/// <summary>
/// Finds out how a file's bytes are to be read: by BOM, else by its XML declaration, else UTF-8 (XML 1.0, 4.3.3),
/// and where the bytes are not UTF-8 either, Windows-1252. ISO-8859-1 is always read as Windows-1252, its superset:
/// providers' software writes typographic quotes and the euro sign as bytes 0x80 to 0x9F.
/// </summary>
internal static partial class EdofEncoding
{
    private const int DeclarationBytes = 256;

    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
    private static readonly Encoding Latin9 = CodePagesEncodingProvider.Instance.GetEncoding(28605)!;
    private static readonly Encoding StrictUtf8 = new UTF8Encoding(true, throwOnInvalidBytes: true);

    /// <param name="open">Opens the file from its start; called once, or twice when only its bytes can tell.</param>
    /// <exception cref="LimitExceededException">The declared encoding is none that we read.</exception>
    public static TextReader OpenText(Func<Stream> open)
    {
        var stream = open();
        try
        {
            var head = new byte[DeclarationBytes];
            var length = stream.ReadAtLeast(head, DeclarationBytes, throwOnEndOfStream: false);
            var encoding = Detect(head.AsSpan(0, length)) ?? DetectByContent(open);
            var bytes = new PrefixedStream(head.AsMemory(0, length), stream);
            return new StreamReader(bytes, encoding, detectEncodingFromByteOrderMarks: false, bufferSize: 32 * 1024);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Null when neither BOM nor declaration says anything.</summary>
    private static Encoding? Detect(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith(Encoding.UTF8.Preamble))
            return StrictUtf8;
        if (head.StartsWith(Encoding.Unicode.Preamble) || head.StartsWith("<\0?\0"u8))
            return new UnicodeEncoding(false, true, throwOnInvalidBytes: true);
        if (head.StartsWith(Encoding.BigEndianUnicode.Preamble) || head.StartsWith("\0<\0?"u8))
            return new UnicodeEncoding(true, true, throwOnInvalidBytes: true);

        var declared = Declaration().Match(Encoding.Latin1.GetString(head)).Groups["name"].Value;
        return declared.ToLowerInvariant() switch
        {
            "" => null,
            "iso-8859-1" or "iso8859-1" or "iso_8859-1" or "iso88591" or "latin1" or "latin-1" or "l1"
                or "windows-1252" or "cp1252" or "cp-1252" => Windows1252,
            "iso-8859-15" or "iso8859-15" or "latin9" or "latin-9" => Latin9,
            "utf-8" or "utf8" or "us-ascii" or "ascii" => StrictUtf8,
            _ => throw new LimitExceededException(
            ImportCodes.Encoding, $"L'encodage déclaré, « {Quote.Short(declared)} », n'est pas lu ici."),
        };
    }

    /// <summary>UTF-8 where all bytes are, else Windows-1252.</summary>
    internal static Encoding DetectByContent(Func<Stream> open)
    {
        using var stream = open();
        var buffer = new byte[64 * 1024];
        var kept = 0;
        while (true)
        {
            var read = stream.ReadAtLeast(buffer.AsSpan(kept), buffer.Length - kept, throwOnEndOfStream: false);
            var block = buffer.AsSpan(0, kept + read);
            if (read == 0)
                return Utf8.IsValid(block) ? StrictUtf8 : Windows1252;
            var complete = CompleteSequences(block);
            if (!Utf8.IsValid(block[..complete]))
                return Windows1252;
            block[complete..].CopyTo(buffer);
            kept = block.Length - complete;
        }
    }

    /// <summary>Length without a UTF-8 sequence cut at the end of the block.</summary>
    private static int CompleteSequences(ReadOnlySpan<byte> block)
    {
        for (var back = 1; back <= Math.Min(3, block.Length); back++)
        {
            var b = block[^back];
            if (b < 0x80)
                break;
            if (b >= 0xC0)
                return (b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2) > back ? block.Length - back : block.Length;
        }
        return block.Length;
    }

    [GeneratedRegex("""^\s*<\?xml\b[^>]*?\bencoding\s*=\s*["'](?<name>[^"'>]*)["']""")]
    private static partial Regex Declaration();

    /// <summary>The bytes already looked at, then the rest.</summary>
    private sealed class PrefixedStream(ReadOnlyMemory<byte> prefix, Stream rest) : ReadOnlyStream
    {
        private ReadOnlyMemory<byte> prefix = prefix;

        public override int Read(Span<byte> buffer)
        {
            if (prefix.IsEmpty)
                return rest.Read(buffer);
            var length = Math.Min(prefix.Length, buffer.Length);
            prefix.Span[..length].CopyTo(buffer);
            prefix = prefix[length..];
            return length;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                rest.Dispose();
            base.Dispose(disposing);
        }
    }
}
