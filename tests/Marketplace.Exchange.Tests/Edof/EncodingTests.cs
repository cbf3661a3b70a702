using System.Text;
using Marketplace.Exchange.Edof.Reading;
using Marketplace.Exchange.Edof.Reporting;
using Xunit;

namespace Marketplace.Exchange.Tests.Edof;

public sealed class EncodingTests
{
    private const string Title = "<intitule-formation>CAP Cuisine</intitule-formation>";

    [Theory]
    [InlineData("ISO-8859-1")]
    [InlineData("iso-8859-1")]
    [InlineData("windows-1252")]
    public void Read_BytesBetween80And9F_AreTypographicCharacters(string declared)
    {
        // “Œuf” – 5 €
        byte[] title = [0x93, 0x8C, (byte)'u', (byte)'f', 0x94, (byte)' ', 0x96, (byte)' ', (byte)'5', (byte)' ', 0x80, 0xE9];

        Assert.Equal("“Œuf” – 5 €é", TitleOf(Splice(declared, title)));
    }

    [Fact]
    public void Read_Utf8_AsDeclared() => Assert.Equal("Pâtisserie – 🍳", TitleOf(Splice("UTF-8", "Pâtisserie – 🍳"u8)));

    [Fact]
    public void Read_ByteOrderMark_CountsMoreThanTheDeclaration() =>
        Assert.Equal("Pâtisserie",
            TitleOf([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(EdofFile.With("CAP Cuisine", "Pâtisserie"))]));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_Utf16WithByteOrderMark(bool bigEndian)
    {
        var encoding = new UnicodeEncoding(bigEndian, byteOrderMark: true);
        var xml = EdofFile.With(Title, "<intitule-formation>Œuf</intitule-formation>")
            .Replace("ISO-8859-1", "UTF-16", StringComparison.Ordinal);

        Assert.Equal("Œuf", TitleOf([.. encoding.GetPreamble(), .. encoding.GetBytes(xml)]));
    }

    [Fact]
    public void Read_NoDeclaration_IsUtf8_OrWindows1252WhereThatFails()
    {
        Assert.Equal("Pâtisserie", TitleOf(Splice(null, "Pâtisserie"u8)));
        Assert.Equal("Pâtisserie", TitleOf(Splice(null, Encoding.Latin1.GetBytes("Pâtisserie"))));
    }

    [Theory]
    [InlineData(65_533)]
    [InlineData(65_534)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    public void Read_NoDeclaration_CharacterAcrossABlockOfTheProbe_IsStillUtf8(int at)
    {
        var start = EdofFile.Good[(EdofFile.Good.IndexOf('\n', StringComparison.Ordinal) + 1)..];
        var body = Encoding.UTF8.GetBytes(
            "<!--" + new string('x', at - 4) + "🍳-->" + start.Replace("CAP Cuisine", "Pâté", StringComparison.Ordinal));

        Assert.Equal("Pâté", TitleOf(body));
    }

    [Fact]
    public void Validate_BytesThatAreNotInTheDeclaredEncoding_RefuseTheFile()
    {
        var report = EdofFile.Validate(Splice("UTF-8", [0xE9, 0x20]));

        Assert.Equal((2, "M106"), (report.ExitStatus, Assert.Single(report.Messages).Code.Code));
    }

    [Theory]
    [InlineData("EBCDIC-FR")]
    [InlineData("utf-7")]
    [InlineData("x-unknown")]
    public void Validate_UnknownEncoding_RefusesTheFile(string declared)
    {
        var report = EdofFile.Validate(Splice(declared, "x"u8));

        Assert.Equal((2, "M106"), (report.ExitStatus, Assert.Single(report.Messages).Code.Code));
    }

    [Fact]
    public void Read_SeveralTextNodes_AreOneValue()
    {
        var xml = EdofFile.With(Title, "<intitule-formation>\n <![CDATA[Les <b>h]]>&#339;<![CDATA[uvres</b>]]> <!-- sic --><![CDATA[d'art]]>&amp;\t</intitule-formation>");

        Assert.Equal("Les <b>hœuvres</b> d'art&", TitleOf(Encoding.Latin1.GetBytes(xml)));
    }

    [Fact]
    public void Read_Value_IsTrimmedOfXmlBlanksOnly() =>
        Assert.Equal("\u00a0Cuisine\u00a0", TitleOf(Splice("UTF-8", " \t\u00a0Cuisine\u00a0\r\n"u8)));

    private static string TitleOf(byte[] bytes)
    {
        Assert.Equal(FileStatus.Accepted, EdofFile.Validate(bytes, new ReadingLimits()).Status);
        return EdofFile.Read(bytes)[0].Offer.Title;
    }

    /// <summary>The catalogue with these bytes as the first title.</summary>
    private static byte[] Splice(string? declared, ReadOnlySpan<byte> title)
    {
        var encoding = declared?.StartsWith("utf", StringComparison.OrdinalIgnoreCase) == true ? Encoding.UTF8 : Encoding.Latin1;
        var xml = declared is null ? EdofFile.Good[(EdofFile.Good.IndexOf('\n', StringComparison.Ordinal) + 1)..]
            : EdofFile.Good.Replace("ISO-8859-1", declared, StringComparison.Ordinal);
        // Without a declaration only ASCII is the same in both encodings.
        if (declared is null)
            xml = new string([.. xml.Select(c => c > '~' ? 'e' : c)]);
        var at = xml.IndexOf("CAP Cuisine", StringComparison.Ordinal);
        return [.. encoding.GetBytes(xml[..at]), .. title, .. encoding.GetBytes(xml[(at + "CAP Cuisine".Length)..])];
    }
}
