namespace Marketplace.Web.Addresses;

/// <summary>Training providers: what they invoice and what they are paid.</summary>
public static class BillingAddresses
{
    /// <summary>What e-mails lead to: the organisation's own page, or the choice between several.</summary>
    public const string Mine = "/of/paiements";
    public static readonly Route<Guid> Invoices = new("/of/{organisation:guid}/factures");
    public static readonly Route<Guid, Guid> Invoice = new(Invoices.Pattern + "/{id:guid}");
    public static readonly Route<Guid, Guid> InvoiceHtml = new(Invoice.Pattern + "/document");
    public static readonly Route<Guid, Guid> InvoicePdf = new(Invoice.Pattern + "/document.pdf");
    public static readonly Route<Guid, Guid> InvoiceXml = new(Invoice.Pattern + "/factur-x.xml");
    public static readonly Route<Guid, Guid> Credit = new(Invoice.Pattern + "/avoir");
    public static readonly Route<Guid> Payments = new("/of/{organisation:guid}/paiements");
    public static readonly Route<Guid, Guid> Advice = new(Payments.Pattern + "/{transfer:guid}");
}
