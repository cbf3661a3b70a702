using Dapper;
using Marketplace.Bookings.Dossiers;
using Npgsql;

namespace Marketplace.Bookings.Billing;

/// <summary>Reads what an invoice says.</summary>
public sealed class InvoiceFactsQuery
{
    /// <summary>What is due for a dossier whose end is known.</summary>
    internal static InvoiceLine LineOf(BookingRow row) => InvoiceLine.Of(
        row.Id, $"{row.Title}, dossier {BookingNumber.Text(row.Number)}{Extent(row)}", row.VatRate, row.ProviderDue!.Value,
        DossierPayables.Prepaid(row));

    /// <summary>Lines of an invoice, as they were issued.</summary>
    internal async Task<IReadOnlyList<InvoiceLine>> LinesAsync(NpgsqlConnection connection, Guid invoice, CancellationToken cancel) =>
        [.. await connection.QueryAsync<InvoiceLine>(new CommandDefinition("""
            SELECT booking_id AS Booking, label, vat_rate AS VatRate, net AS NetCents, vat AS VatCents, total AS TotalCents, prepaid AS PrepaidCents
            FROM invoice_line WHERE invoice_id = @invoice ORDER BY line
            """, new { invoice }, cancellationToken: cancel))];

    internal async Task<InvoiceFacts> OfAsync(
        NpgsqlConnection connection, InvoiceOrder order, DateOnly dueOn, IReadOnlyList<InvoiceLine> lines, IReadOnlyList<BookingRow> rows,
        (string Number, DateOnly Day)? corrects, InvoiceParty buyer, CancellationToken cancel)
    {
        var provider = await connection.QuerySingleOrDefaultAsync<Provider>(new CommandDefinition(
            "SELECT name, nda, address, postcode, city FROM provider WHERE siret = @Siret", new { order.Siret },
            cancellationToken: cancel));
        var seller = new InvoiceParty(
            provider?.Name ?? rows[0].ProviderName, order.Siret, provider?.Nda, provider?.Address, provider?.Postcode, provider?.City);
        return new InvoiceFacts(order.Number, order.Day, dueOn, seller, buyer, lines, corrects,
            rows.Min(row => row.EntryOn ?? row.Starts!.Value), rows.Max(row => row.ExitOn ?? row.EntryOn ?? row.Starts!.Value));
    }

    private static string Extent(BookingRow row) => row switch
    {
        { ExitRate: { } rate } => $", réalisée à {rate} %",
        _ => ", annulée après le délai",
    };

    private sealed record Provider
    {
        public string? Name { get; init; }
        public string? Nda { get; init; }
        public string? Address { get; init; }
        public string? Postcode { get; init; }
        public string? City { get; init; }
    }
}
