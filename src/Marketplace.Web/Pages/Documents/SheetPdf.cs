using Marketplace.Web.Statements;
using PdfSharp.Pdf;
using PdfSharp.UniversalAccessibility;

namespace Marketplace.Web.Pages.Documents;

/// <summary>A document as a tagged PDF, readable by screen readers.</summary>
internal static class SheetPdf
{
    /// <summary>Null: the fonts are not installed (<see cref="StatementFonts"/>).</summary>
    /// <param name="facturX">Data of an invoice, to be embedded; null: it is none.</param>
    public static Task<byte[]?> WriteAsync(Sheet sheet, string service, CancellationToken cancel, byte[]? facturX = null) =>
        PdfTurn.WriteAsync(() => Write(sheet, service, facturX), cancel);

    private static byte[] Write(Sheet sheet, string service, byte[]? facturX)
    {
        using var document = new PdfDocument();
        using (var pages = new TaggedPages(document, $"{sheet.Title} {sheet.Number}", $"{service} – {sheet.Number}"))
        {
            pages.Write(PdfBlockLevelElementTag.Heading1, sheet.Title, TaggedPages.Title, before: 0);
            Write(pages, sheet.Facts);
            foreach (var section in sheet.Sections)
            {
                pages.Write(PdfBlockLevelElementTag.Heading2, section.Heading, TaggedPages.Heading, before: 16);
                foreach (var text in section.Texts.SelectMany(text => text.ReplaceLineEndings("\n").Split('\n')))
                    pages.Write(PdfBlockLevelElementTag.Paragraph, text, TaggedPages.Text);
                Write(pages, section.Facts ?? []);
                if (section.Table is { } table)
                    pages.Table([0.75, 0.25], table.Head,
                        [.. table.Rows.Select(row => (IReadOnlyList<TableCell>)[TableCell.Of(row[0]), TableCell.Amount(row[1])])]);
            }
        }
        if (facturX is not null)
            FacturXPdf.Embed(document, facturX);
        using var file = new MemoryStream();
        document.Save(file, closeStream: false);
        return file.ToArray();
    }

    private static void Write(TaggedPages pages, IReadOnlyList<SheetFact> facts)
    {
        foreach (var fact in facts)
            pages.Write(PdfBlockLevelElementTag.Paragraph, $"{fact.Label} : {fact.Value}", TaggedPages.Text);
    }
}
