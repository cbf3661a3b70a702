using Marketplace.Bookings.Billing;
using Marketplace.Bookings.Documents;
using Marketplace.Web.Bookings;
using Marketplace.Web.Pages.ProviderBilling;

namespace Marketplace.Web.Pages.Documents;

/// <summary>Documents of dossiers: made by jobs, shown by pages. Needs the templates, which the mailing brings.</summary>
public static class DocumentsSetup
{
    public static IServiceCollection AddDossierDocuments(this IServiceCollection services) =>
        services.AddDocuments().AddSingleton<IDocumentRenderer, DocumentRenderer>().AddSingleton<DueWork>()
            .AddSingleton<IInvoiceRenderer, InvoiceRenderer>();
}
