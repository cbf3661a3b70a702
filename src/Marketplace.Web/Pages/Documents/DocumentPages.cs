using Marketplace.Bookings.Documents;
using Marketplace.Bookings.Dossiers;
using Marketplace.People.Access;
using Marketplace.Web.Access;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.ProviderBookings;

namespace Marketplace.Web.Pages.Documents;

/// <summary>Documents of a dossier: the list, and each as it was made.</summary>
public static class DocumentPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var mine = routes.MapGroup("").RequireRight(Rights.BookingsMineView);
        mine.MapGet(DocumentAddresses.Mine.Pattern, MineAsync);
        mine.MapGet(DocumentAddresses.MineHtml.Pattern, MineHtmlAsync);
        mine.MapGet(DocumentAddresses.MinePdf.Pattern, MinePdfAsync);

        var provider = routes.MapGroup("").RequireRight(Rights.BookingsProviderView);
        provider.MapGet(DocumentAddresses.Provider.Pattern, ProviderAsync);
        provider.MapGet(DocumentAddresses.ProviderHtml.Pattern, ProviderHtmlAsync);
        provider.MapGet(DocumentAddresses.ProviderPdf.Pattern, ProviderPdfAsync);
    }

    private static Task<IResult> MineAsync([AsParameters] PageContext context, Guid id, DossierReader dossiers, DocumentShelf shelf) =>
        ListAsync(context, DossierKey.OfLearner(id, context.Person.AccountId), dossiers, shelf, DocumentReaders.Learner,
            document => (DocumentAddresses.MineHtml.Of(id, document), DocumentAddresses.MinePdf.Of(id, document)));

    private static Task<IResult> MineHtmlAsync(
        [AsParameters] PageContext context, Guid id, Guid document, DossierReader dossiers, DocumentShelf shelf) =>
        HtmlAsync(context, DossierKey.OfLearner(id, context.Person.AccountId), document, dossiers, shelf, DocumentReaders.Learner);

    private static Task<IResult> MinePdfAsync(
        [AsParameters] PageContext context, Guid id, Guid document, DossierReader dossiers, DocumentShelf shelf) =>
        PdfAsync(context, DossierKey.OfLearner(id, context.Person.AccountId), document, dossiers, shelf, DocumentReaders.Learner);

    private static async Task<IResult> ProviderAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, ProviderDossiers theirs, DossierReader dossiers,
            DocumentShelf shelf) =>
        await theirs.FindAsync(context, organisation, id) is { } found
            ? await ListAsync(context, found.Key, dossiers, shelf, DocumentReaders.Provider, document =>
                (DocumentAddresses.ProviderHtml.Of(organisation, id, document),
                    DocumentAddresses.ProviderPdf.Of(organisation, id, document)))
            : Results.NotFound();

    private static async Task<IResult> ProviderHtmlAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, Guid document, ProviderDossiers theirs, DossierReader dossiers,
        DocumentShelf shelf) =>
        await theirs.FindAsync(context, organisation, id) is { } found
            ? await HtmlAsync(context, found.Key, document, dossiers, shelf, DocumentReaders.Provider) : Results.NotFound();

    private static async Task<IResult> ProviderPdfAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, Guid document, ProviderDossiers theirs, DossierReader dossiers,
        DocumentShelf shelf) =>
        await theirs.FindAsync(context, organisation, id) is { } found
            ? await PdfAsync(context, found.Key, document, dossiers, shelf, DocumentReaders.Provider) : Results.NotFound();

    private static async Task<IResult> ListAsync(
        PageContext context, DossierKey key, DossierReader dossiers, DocumentShelf shelf, DocumentReaders reader,
        Func<Guid, (string Html, string Pdf)> addresses)
    {
        if (await dossiers.FindAsync(key, context.Cancel) is not { } dossier)
            return Results.NotFound();
        var documents = await shelf.ListAsync(key.Id, reader, context.Cancel);
        return context.Private("documents/list", new DocumentsModel(BookingNumber.Text(dossier.Row.Number), dossier.Row.Title,
            [.. documents.Select(document => DocumentItem.Of(document, addresses(document.Id)))]), "Documents du dossier");
    }

    private static async Task<IResult> HtmlAsync(
        PageContext context, DossierKey key, Guid document, DossierReader dossiers, DocumentShelf shelf, DocumentReaders reader) =>
        await dossiers.FindAsync(key, context.Cancel) is not null
            && await shelf.HtmlAsync(key.Id, document, reader, context.Cancel) is { } html
            ? Results.Text(html, "text/html; charset=utf-8") : Results.NotFound();

    private static async Task<IResult> PdfAsync(
        PageContext context, DossierKey key, Guid document, DossierReader dossiers, DocumentShelf shelf, DocumentReaders reader) =>
        await dossiers.FindAsync(key, context.Cancel) is not null
            && await shelf.PdfAsync(key.Id, document, reader, context.Cancel) is { } pdf
            ? Results.File(pdf, "application/pdf", $"document-{document}.pdf") : Results.NotFound();
}

/// <summary>Model of <c>pages/documents/list</c>.</summary>
/// <param name="Number">Of the dossier.</param>
public sealed record DocumentsModel(string Number, string Title, IReadOnlyList<DocumentItem> Documents);

/// <param name="Sha256">Of the PDF, in hexadecimal.</param>
public sealed record DocumentItem(string Label, string Number, DateTime MadeAt, string Sha256, string HtmlHref, string PdfHref)
{
    internal static DocumentItem Of(DocumentSummary document, (string Html, string Pdf) addresses) => new(
        DocumentKinds.ByName[document.Kind].Label, document.Number, document.MadeAt, Convert.ToHexStringLower(document.Sha256),
            addresses.Html,
        addresses.Pdf);
}
