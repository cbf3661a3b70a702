using Marketplace.Bookings.Dossiers;

namespace Marketplace.Bookings.Billing;

/// <summary>Who issues an invoice, or receives it.</summary>
/// <param name="Nda">Number of the declaration of activity; of a provider.</param>
public sealed record InvoiceParty(string Name, string Siret, string? Nda, string? Street, string? Postcode, string? City);

/// <summary>What is due for a dossier.</summary>
/// <param name="VatRate">Percent.</param>
/// <param name="TotalCents">With tax.</param>
/// <param name="PrepaidCents">Of it paid as a deposit.</param>
public sealed record InvoiceLine(
    Guid Booking, string Label, decimal VatRate, long NetCents, long VatCents, long TotalCents, long PrepaidCents)
{
    /// <summary>Prices are with tax: the tax is what the rounded rest leaves.</summary>
    public static InvoiceLine Of(Guid booking, string label, decimal vatRate, long totalCents, long prepaidCents)
    {
        var net = (long)decimal.Round(totalCents * 100 / (100 + vatRate), MidpointRounding.AwayFromZero);
        return new(booking, label, vatRate, net, totalCents - net, totalCents, prepaidCents);
    }
}

/// <summary>All that an invoice or a credit note says.</summary>
/// <param name="Corrects">Number and day of the invoice that a credit note takes back; null: it is an invoice.</param>
/// <param name="From">First day of the trainings.</param>
/// <param name="Until">Last day of the trainings.</param>
public sealed record InvoiceFacts(
    string Number, DateOnly Day, DateOnly DueOn, InvoiceParty Seller, InvoiceParty Buyer, IReadOnlyList<InvoiceLine> Lines,
    (string Number, DateOnly Day)? Corrects, DateOnly From, DateOnly Until)
{
    /// <summary>Why no tax is asked.</summary>
    public const string Exemption = "Exonération de TVA : article 261-4-4° a du code général des impôts";

    public long NetCents => Lines.Sum(line => line.NetCents);
    public long VatCents => Lines.Sum(line => line.VatCents);
    public long TotalCents => Lines.Sum(line => line.TotalCents);
    public long PrepaidCents => Lines.Sum(line => line.PrepaidCents);

    /// <summary>Sums by rate, the lowest first.</summary>
    public IReadOnlyList<(decimal Rate, long NetCents, long VatCents)> Rates =>
        [.. Lines.GroupBy(line => line.VatRate).OrderBy(group => group.Key)
            .Select(group => (group.Key, group.Sum(line => line.NetCents), group.Sum(line => line.VatCents)))];
}

/// <summary>An invoice as it is kept.</summary>
public sealed record RenderedInvoice(string Html, byte[] Pdf);

/// <summary>Makes pages of facts: the program's templates are not known here.</summary>
public interface IInvoiceRenderer
{
    /// <summary>Who is invoiced: who runs this service.</summary>
    InvoiceParty Buyer { get; }

    /// <param name="xml">Factur-X, to be embedded.</param>
    /// <exception cref="Platform.Processes.ProcessRefusedException">No PDF can be made on this machine now.</exception>
    Task<RenderedInvoice> RenderAsync(InvoiceFacts facts, byte[] xml, CancellationToken cancel);
}

/// <summary>What a provider wants to issue.</summary>
/// <param name="Bookings">Of one establishment; each a line.</param>
public sealed record InvoiceOrder(string Siret, string Number, DateOnly Day, IReadOnlyList<Guid> Bookings);

/// <summary>A dossier that can be invoiced.</summary>
/// <param name="Since">The end is known since.</param>
public sealed record BillableDossier(
    Guid Id, long Number, string Siret, string Title, string LearnerName, long PriceCents, long DueCents, long DepositCents,
    decimal VatRate, int? Rate, DateTime Since)
{
    public string NumberText => BookingNumber.Text(Number);
}

/// <summary>An invoice in a list.</summary>
/// <param name="State">Of its sums together: paid, rejected, in-payment, or what waits longest.</param>
/// <param name="CreditedBy">Number of the credit note that takes it back; null: none.</param>
public sealed record InvoiceSummary(
    Guid Id, string Siret, string Number, string Kind, DateOnly Day, DateOnly DueOn, long TotalCents, long PrepaidCents, int Lines,
    string? CreditedBy, string? Corrects, string State);
