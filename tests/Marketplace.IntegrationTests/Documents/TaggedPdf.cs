using PdfSharp.Pdf;
using Xunit;

namespace Marketplace.IntegrationTests.Documents;

/// <summary>What a PDF needs so that a screen reader can read it.</summary>
public static class TaggedPdf
{
    /// <summary>Structure, language and title, as PDF/UA asks (ISO 14289-1, 7.1 and 7.2).</summary>
    public static void AssertTagged(PdfDocument document)
    {
        var catalog = document.Internals.Catalog.Elements;
        Assert.True(catalog.GetDictionary("/MarkInfo")!.Elements.GetBoolean("/Marked"));
        Assert.NotNull(catalog.GetDictionary("/StructTreeRoot"));
        Assert.StartsWith("fr", catalog.GetString("/Lang"), StringComparison.Ordinal);
        Assert.True(catalog.GetDictionary("/ViewerPreferences")!.Elements.GetBoolean("/DisplayDocTitle"));
    }
}
