using Marketplace.Bookings.Billing;

namespace Marketplace.IntegrationTests.Bookings;

/// <summary>Invoices without templates and fonts: the world of these tests has no site.</summary>
internal sealed class PlainInvoices : IInvoiceRenderer
{
    public InvoiceParty Buyer { get; } = new("Caisse des Dépôts", "18002002600019", null, null, "75007", "Paris");

    public Task<RenderedInvoice> RenderAsync(InvoiceFacts facts, byte[] xml, CancellationToken cancel) =>
        Task.FromResult(new RenderedInvoice($"<p>{facts.Number}</p>", xml));
}
