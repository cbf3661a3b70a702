using System.Text;
using Marketplace.Catalogue.Offers;
using Marketplace.Exchange.Edof.Importing;
using Marketplace.Exchange.Edof.Reading;
using Marketplace.Exchange.Edof.Reporting;
using Xunit;

namespace Marketplace.Exchange.Tests.Edof;

/// <summary>The tests' catalogue, changes to it, and what the import says about them.</summary>
internal static class EdofFile
{
    /// <summary>A whole, good catalogue: lines without indentation, so that changes are easy to write.</summary>
    public static string Good { get; } = Load();

    public static string Unindent(string xml) =>
        string.Join('\n', xml.ReplaceLineEndings("\n").Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0));

    /// <summary>The catalogue with the first <paramref name="before"/> after <paramref name="behind"/> replaced.</summary>
    public static string With(string before, string after, string behind = "")
    {
        var from = Good.IndexOf(behind, StringComparison.Ordinal);
        var at = Good.IndexOf(before, Math.Max(0, from), StringComparison.Ordinal);
        if (from < 0 || at < 0)
            throw new InvalidOperationException($"The catalogue has no such text: {before}");
        return Good[..at] + after + Good[(at + before.Length)..];
    }

    public static SourceFile Source(byte[] bytes, string name = "a.xml") =>
        new(name, bytes.Length, onRead => new LimitedStream(new MemoryStream(bytes), new ReadingLimits(), null, onRead));

    public static SourceFile Source(string xml, string name = "a.xml") => Source(Encoding.Latin1.GetBytes(xml), name);

    public static FileReport Validate(string xml, ReadingLimits? limits = null) => Validate(Encoding.Latin1.GetBytes(xml), limits);

    public static FileReport Validate(byte[] bytes, ReadingLimits? limits = null) =>
        Validate(Source(bytes), limits);

    public static FileReport Validate(SourceFile source, ReadingLimits? limits = null, Action<int>? onRead = null) =>
        new EdofImport(TestReference.Data, TimeProvider.System, limits).Validate(source, onRead, TestContext.Current.CancellationToken);

    /// <summary>The accepted formations.</summary>
    public static List<AcceptedOffer> Read(byte[] bytes)
    {
        using var reader = new EdofReader(
            () => new MemoryStream(bytes), new FileJournal(1000), TestReference.Data, new ReadingLimits(), new DateOnly(2026, 11, 1));
        var offers = new List<AcceptedOffer>();
        while (reader.Next() is { } offer)
            offers.Add(offer);
        return offers;
    }

    public static IEnumerable<string> Codes(FileReport report) => report.Messages.Select(m => m.Code.Code);

    private static string Load()
    {
        using var resource = typeof(EdofFile).Assembly.GetManifestResourceStream("catalogue.xml")!;
        using var text = new StreamReader(resource, Encoding.Latin1);
        return Unindent(text.ReadToEnd());
    }
}
