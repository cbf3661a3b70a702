using PdfSharp.Drawing;
using PdfSharp.Pdf;
using PdfSharp.UniversalAccessibility;

namespace Marketplace.Web.Statements;

/// <summary>
/// Pages that are written from top to bottom, with the structure that screen readers need: headings, paragraphs, tables.
/// What repeats on each page is marked as decoration.
/// </summary>
internal sealed class TaggedPages : IDisposable
{
    private const double Margin = 48;
    private const double Bottom = 60;

    private readonly PdfDocument _document;
    private readonly StructureBuilder _structure;
    private readonly string _foot;
    private XGraphics? _page;
    private double _y;

    /// <param name="foot">At the bottom of each page, before its number.</param>
    public TaggedPages(PdfDocument document, string title, string foot)
    {
        (_document, _foot) = (document, foot);
        // PDFsharp writes a no-break space there as the euro sign, whose code in PDF's own encoding is the same.
        document.Info.Title = title.Replace('\u00A0', ' ').Replace('\u202F', ' ');
        document.ViewerPreferences.DisplayDocTitle = true;
        var accessibility = UAManager.ForDocument(document);
        accessibility.SetDocumentLanguage("fr-FR");
        _structure = accessibility.StructureBuilder;
        NewPage();
    }

    public static XFont Text { get; } = new(StatementFonts.Family, 9);
    public static XFont Strong { get; } = new(StatementFonts.Family, 9, XFontStyleEx.Bold);
    public static XFont Small { get; } = new(StatementFonts.Family, 7.5);
    public static XFont Title { get; } = new(StatementFonts.Family, 18, XFontStyleEx.Bold);
    public static XFont Heading { get; } = new(StatementFonts.Family, 12, XFontStyleEx.Bold);

    private XGraphics Page => _page ?? throw new InvalidOperationException("There is no page yet.");

    private static double Width => XUnitPt.FromMillimeter(210) - (2 * Margin);

    /// <summary>A heading or paragraph over the whole width.</summary>
    public void Write(PdfBlockLevelElementTag tag, string text, XFont font, double before = 4)
    {
        var lines = Wrap(text, font, Width);
        Need(before + (lines.Count * Height(font)));
        _y += before;
        _structure.BeginElement(tag);
        foreach (var line in lines)
            Line(line, font, Margin, Width, XStringFormats.TopLeft);
        _structure.End();
    }

    /// <summary>A table: a head that names the columns, then rows that are not broken across pages.</summary>
    /// <param name="widths">Shares of the width.</param>
    /// <param name="rows">At least one; a name stands over its column as the first row's cell does.</param>
    public void Table(IReadOnlyList<double> widths, IReadOnlyList<string> head, IReadOnlyList<IReadOnlyList<TableCell>> rows)
    {
        _structure.BeginElement(PdfBlockLevelElementTag.Table);
        Row(widths, [.. head.Select((text, i) => new TableCell(rows[0][i].AtRight, [(text, Strong)]))],
            PdfBlockLevelElementTag.TableHeaderCell);
        foreach (var row in rows)
            Row(widths, row, PdfBlockLevelElementTag.TableDataCell);
        _structure.End();
    }

    public void Dispose() => _page?.Dispose();

    private void Row(IReadOnlyList<double> widths, IReadOnlyList<TableCell> cells, PdfBlockLevelElementTag tag)
    {
        const double padding = 4, between = 10;
        var wrapped = cells.Select(
            (cell, i) => cell.Texts.SelectMany(
            text => Wrap(text.Text, text.Font, (widths[i] * Width) - between).Select(line => (line, text.Font))).ToList()).ToList();
        var height = wrapped.Max(lines => lines.Sum(line => Height(line.Font)));
        Need(height + (2 * padding));
        _structure.BeginArtifact();
        Page.DrawLine(XPens.LightGray, Margin, _y, Margin + Width, _y);
        _structure.End();
        var top = _y + padding;
        var left = Margin;
        _structure.BeginElement(PdfBlockLevelElementTag.TableRow);
        for (var i = 0; i < cells.Count; i++)
        {
            _y = top;
            var width = (widths[i] * Width) - between;
            _structure.BeginElement(tag);
            foreach (var (line, font) in wrapped[i])
                Line(line, font, left, width, cells[i].AtRight ? XStringFormats.TopRight : XStringFormats.TopLeft);
            _structure.End();
            left += widths[i] * Width;
        }
        _structure.End();
        _y = top + height + padding;
    }

    private void Line(string text, XFont font, double left, double width, XStringFormat format)
    {
        Page.DrawString(text, font, XBrushes.Black, new XRect(left, _y, width, Height(font)), format);
        _y += Height(font);
    }

    private void Need(double height)
    {
        if (_y + height > XUnitPt.FromMillimeter(297) - Bottom)
            NewPage();
    }

    private void NewPage()
    {
        _page?.Dispose();
        var page = _document.AddPage();
        page.Size = PdfSharp.PageSize.A4;
        _page = XGraphics.FromPdfPage(page);
        _y = Margin;
        _structure.BeginArtifact();
        Page.DrawString($"{_foot} – page {_document.PageCount}", Small, XBrushes.Black,
            new XRect(Margin, XUnitPt.FromMillimeter(297) - Margin, Width, Height(Small)), XStringFormats.TopRight);
        _structure.End();
    }

    private static double Height(XFont font) => font.GetHeight() * 1.15;

    /// <summary>Breaks at blanks, never at no-break spaces; a word longer than the column is cut.</summary>
    private List<string> Wrap(string text, XFont font, double width)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in text.Split(' '))
        {
            var longer = line.Length == 0 ? word : line + " " + word;
            if (Page.MeasureString(longer, font).Width <= width)
            {
                line = longer;
                continue;
            }
            if (line.Length > 0)
                lines.Add(line);
            line = word;
            while (line.Length > 1 && Page.MeasureString(line, font).Width > width)
            {
                var fits = line.Length - 1;
                while (fits > 1 && Page.MeasureString(line[..fits], font).Width > width)
                    fits--;
                lines.Add(line[..fits]);
                line = line[fits..];
            }
        }
        lines.Add(line);
        return lines;
    }
}

/// <summary>A cell: texts below each other.</summary>
/// <param name="AtRight">For amounts.</param>
internal sealed record TableCell(bool AtRight, IReadOnlyList<(string Text, XFont Font)> Texts)
{
    public static TableCell Of(string text) => new(false, [(text, TaggedPages.Text)]);

    public static TableCell Amount(string text) => new(true, [(text, TaggedPages.Text)]);
}
