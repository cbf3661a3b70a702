using Dapper;
using Npgsql;

namespace Marketplace.Bookings.Billing;

/// <summary>What a provider can invoice, and what it has issued. Whoever calls has written the look-up into the access log.</summary>
public sealed class InvoiceShelf(NpgsqlDataSource database)
{
    /// <summary>Of a page.</summary>
    public const int PageSize = 50;

    /// <summary>Dossiers that wait for an invoice, those longest due first.</summary>
    public async Task<IReadOnlyList<BillableDossier>> BillableAsync(
        IReadOnlyCollection<string> sirets, string? siret, CancellationToken cancel) => await ListAsync<BillableDossier>("""
        SELECT b.id, b.number, b.siret, b.title, trim(coalesce(a.given_names, '') || ' ' || coalesce(a.family_name, '')) AS LearnerName,
            b.price AS PriceCents, b.provider_due AS DueCents, least(b.deposit, b.provider_due) AS DepositCents, b.vat_rate AS VatRate,
            b.exit_rate AS Rate, coalesce(b.validated_at, b.changed_at) AS Since
        FROM booking b JOIN account a ON a.id = b.account_id
        WHERE b.billing_state = 'to-bill' AND b.siret = ANY (@sirets) AND (@siret::text IS NULL OR b.siret = @siret)
        ORDER BY b.validated_at NULLS FIRST, b.id LIMIT @most
        """, new { sirets = sirets.ToArray(), siret, most = Invoices.MostLines }, cancel);

    /// <summary>Invoices and credit notes, latest first.</summary>
    /// <param name="page">From 1.</param>
    public async Task<IReadOnlyList<InvoiceSummary>> ListAsync(IReadOnlyCollection<string> sirets, int page, CancellationToken cancel) =>
        await ListAsync<InvoiceSummary>(
            $"{Select} WHERE i.siret = ANY (@sirets) ORDER BY i.issued_at DESC, i.id DESC LIMIT @most OFFSET @skip",
            new { sirets = sirets.ToArray(), most = PageSize + 1, skip = (Math.Max(page, 1) - 1) * PageSize }, cancel);

    /// <summary>One of them; null: there is none that the scope sees.</summary>
    public async Task<InvoiceSummary?> FindAsync(Guid invoice, IReadOnlyCollection<string> sirets, CancellationToken cancel) =>
        (await ListAsync<InvoiceSummary>(
            $"{Select} WHERE i.id = @invoice AND i.siret = ANY (@sirets)", new { invoice, sirets = sirets.ToArray() }, cancel))
            .FirstOrDefault();

    /// <summary>As it was issued; null: there is none that the scope sees.</summary>
    public Task<string?> HtmlAsync(Guid invoice, IReadOnlyCollection<string> sirets, CancellationToken cancel) =>
        OneAsync<string>("html", invoice, sirets, cancel);

    /// <inheritdoc cref="HtmlAsync"/>
    public Task<string?> XmlAsync(Guid invoice, IReadOnlyCollection<string> sirets, CancellationToken cancel) =>
        OneAsync<string>("xml", invoice, sirets, cancel);

    /// <inheritdoc cref="HtmlAsync"/>
    public Task<byte[]?> PdfAsync(Guid invoice, IReadOnlyCollection<string> sirets, CancellationToken cancel) =>
        OneAsync<byte[]>("pdf", invoice, sirets, cancel);

    /// <summary>The number that would follow the last one of an establishment.</summary>
    public async Task<string> NextNumberAsync(string siret, int year, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return InvoiceNumber.Next(await connection.ExecuteScalarAsync<string?>(new CommandDefinition(
            "SELECT number FROM invoice WHERE siret = @siret ORDER BY issued_at DESC, id DESC LIMIT 1", new { siret },
            cancellationToken: cancel)), year);
    }

    /// <summary>Lines of an invoice with their dossiers' numbers.</summary>
    public async Task<IReadOnlyList<(Guid Booking, string Label, long Cents)>> LinesAsync(Guid invoice, CancellationToken cancel) =>
        await ListAsync<(Guid, string, long)>(
            "SELECT booking_id, label, total FROM invoice_line WHERE invoice_id = @invoice ORDER BY line", new { invoice }, cancel);

    private const string Select = """
        SELECT i.id, i.siret, i.number, i.kind, i.day, i.due_on AS DueOn, i.total AS TotalCents, i.prepaid AS PrepaidCents,
            (SELECT count(*)::int FROM invoice_line l WHERE l.invoice_id = i.id) AS Lines, c.number AS CreditedBy, o.number AS Corrects,
            coalesce((SELECT CASE WHEN bool_or(p.state = 'rejected') THEN 'rejected' WHEN bool_or(p.state = 'suspended') THEN 'suspended'
                WHEN bool_and(p.state = 'paid') THEN 'paid' WHEN bool_and(p.state = 'cancelled') THEN 'cancelled'
                WHEN bool_or(p.state = 'sent') THEN 'sent' ELSE 'waiting' END FROM payable p WHERE p.invoice = i.id), 'paid') AS State
        FROM invoice i LEFT JOIN invoice c ON c.corrects = i.id LEFT JOIN invoice o ON o.id = i.corrects
        """;

    private async Task<T?> OneAsync<T>(string column, Guid invoice, IReadOnlyCollection<string> sirets, CancellationToken cancel)
        where T : class
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await connection.ExecuteScalarAsync<T?>(new CommandDefinition(
            $"SELECT {column} FROM invoice WHERE id = @invoice AND siret = ANY (@sirets)", new { invoice, sirets = sirets.ToArray() },
            cancellationToken: cancel));
    }

    private async Task<IReadOnlyList<T>> ListAsync<T>(string sql, object values, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<T>(new CommandDefinition(sql, values, cancellationToken: cancel))];
    }
}
