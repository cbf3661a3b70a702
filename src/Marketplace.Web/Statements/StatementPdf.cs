using Marketplace.Money.Entitlements;
using Marketplace.Web.Templating;
using PdfSharp.Pdf;
using PdfSharp.UniversalAccessibility;

namespace Marketplace.Web.Statements;

/// <summary>A statement as a tagged PDF, readable by screen readers.</summary>
public static class StatementPdf
{
    /// <summary>Null: the fonts are not installed (<see cref="StatementFonts"/>).</summary>
    public static Task<byte[]?> WriteAsync(Statement statement, string service, CancellationToken cancel) =>
        PdfTurn.WriteAsync(() => Write(statement, service), cancel);

    private static byte[] Write(Statement statement, string service)
    {
        var day = FrenchFormat.Date(statement.Day);
        using var document = new PdfDocument();
        using (var pages = new TaggedPages(document, $"Relevé de mes droits au {day}", $"{service} – relevé du {day}"))
        {
            pages.Write(PdfBlockLevelElementTag.Heading1, "Relevé de mes droits à la formation", TaggedPages.Title, before: 0);
            if (statement.Name.Length > 0)
                pages.Write(PdfBlockLevelElementTag.Paragraph, statement.Name, TaggedPages.Strong, before: 8);
            pages.Write(PdfBlockLevelElementTag.Paragraph, $"Droits utilisables au {day} : {FrenchFormat.Price(statement.UsableCents)}",
                TaggedPages.Strong);
            pages.Write(PdfBlockLevelElementTag.Heading2, "De quoi ces droits sont faits", TaggedPages.Heading, before: 16);
            if (statement.Parts.Count > 0)
                pages.Table([0.4, 0.18, 0.18, 0.24], ["Droits", "Disponible", "Engagé", "Utilisable jusqu’au"],
                    [.. statement.Parts.Select(Cells)]);
            else
                pages.Write(PdfBlockLevelElementTag.Paragraph, "Aucun droit n’est inscrit.", TaggedPages.Text);
            pages.Write(PdfBlockLevelElementTag.Heading2, "Historique, du plus récent au plus ancien", TaggedPages.Heading, before: 16);
            if (statement.Lines.Count > 0)
                pages.Table([0.21, 0.46, 0.16, 0.17], ["Date", "Mouvement", "Montant", "Disponible après"],
                    [.. statement.Lines.Select(Cells)]);
            else
                pages.Write(PdfBlockLevelElementTag.Paragraph, "Aucun mouvement.", TaggedPages.Text);
            if (statement.Cut)
                pages.Write(PdfBlockLevelElementTag.Paragraph,
                    $"Les {FrenchFormat.Number(statement.Lines.Count)} derniers mouvements sont montrés.", TaggedPages.Small, before: 8);
        }
        using var file = new MemoryStream();
        document.Save(file, closeStream: false);
        return file.ToArray();
    }

    private static IReadOnlyList<TableCell> Cells(StatementPart part) =>
    [
        TableCell.Of(part.Label), TableCell.Amount(AmountText.Of(part.Available, part.InHours)),
            TableCell.Amount(AmountText.Of(part.Reserved, part.InHours)),
        TableCell.Of(part.UsableUntil is { } until ? FrenchFormat.Date(until) : "sans limite"),
    ];

    private static IReadOnlyList<TableCell> Cells(StatementLine line) =>
    [
        TableCell.Of(FrenchFormat.Date(line.Day)),
        new(false, [(line.Title, TaggedPages.Strong), (line.Part, TaggedPages.Text), (line.Text, TaggedPages.Small),
        (line.Reference, TaggedPages.Small)]),
        TableCell.Amount(line.Counts ? AmountText.Signed(line.Amount, line.InHours) : AmountText.Of(line.Amount, line.InHours)),
        TableCell.Amount(FrenchFormat.Price(line.BalanceCents)),
    ];
}
