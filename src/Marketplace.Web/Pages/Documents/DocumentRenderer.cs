using Marketplace.Bookings.Documents;
using Marketplace.Money.Regulation;
using Marketplace.Web.Site;
using Marketplace.Web.Statements;
using Marketplace.Web.Templating;
using Microsoft.Extensions.Options;

namespace Marketplace.Web.Pages.Documents;

/// <summary>Documents of dossiers as HTML and as PDF.</summary>
public sealed class DocumentRenderer(Templates templates, IOptions<OperatorSettings> settings, RuleBook book) : IDocumentRenderer
{
    private const string Template = "documents/sheet";
    private const string NoFonts = "the fonts DejaVu Sans are missing: apt-get install fonts-dejavu-core";

    public string? Obstacle => StatementFonts.TryPrepare() ? null : NoFonts;

    public async Task<RenderedDocument> RenderAsync(DocumentFacts facts, CancellationToken cancel)
    {
        var sheet = SheetOf(facts);
        var html = templates.Current.Render(Template, new SheetModel(sheet, settings.Value));
        var pdf = await SheetPdf.WriteAsync(sheet, settings.Value.ServiceTitle, cancel) ?? throw new InvalidOperationException(NoFonts);
        return new RenderedDocument(sheet.Title, html, pdf);
    }

    private Sheet SheetOf(DocumentFacts facts) => facts.Kind.Name switch
    {
        "quote" => AgreementSheets.Quote(facts),
        "contract" => AgreementSheets.Contract(facts, book),
        "provider-contract" => AgreementSheets.ProviderContract(facts, book),
        "receipt" => LaterSheets.Receipt(facts),
        "refund-receipt" => LaterSheets.RefundReceipt(facts),
        "attendance" => LaterSheets.Attendance(facts),
        "recap" => LaterSheets.Recap(facts),
        var other => throw new InvalidOperationException($"Nobody writes a {other}."),
    };
}

/// <summary>Model of <c>documents/sheet</c>.</summary>
public sealed record SheetModel(Sheet Sheet, OperatorSettings Operator);
