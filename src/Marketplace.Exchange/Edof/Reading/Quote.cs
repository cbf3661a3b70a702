using System.Globalization;

namespace Marketplace.Exchange.Edof.Reading;

/// <summary>Cites a file's own words and numbers in a message: short, on one line.</summary>
internal static class Quote
{
    private const int Length = 40;

    /// <summary>Without control characters, which could forge lines of a console or a log.</summary>
    public static string Line(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();

    /// <summary>A whole number as French texts write it: thousands apart.</summary>
    public static string Number(long number) => number.ToString("N0", French);

    private static readonly NumberFormatInfo French = new() { NumberGroupSeparator = "\u202F" };

    public static string Short(string text)
    {
        var line = Line(text.Length > Length * 4 ? text[..(Length * 4)] : text);
        if (line.Length <= Length)
            return line;
        var end = char.IsHighSurrogate(line[Length - 1]) ? Length - 1 : Length;
        return line[..end] + "…";
    }
}
