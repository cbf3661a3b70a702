using System.Security.Cryptography;
using System.Text;
using Dapper;
using Marketplace.Bookings.Dossiers;
using Marketplace.Money.Calendar;
using Marketplace.Money.Regulation;
using Marketplace.Money.Regulation.Keys;
using Marketplace.Payments.Payables;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Platform.Data;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Time;
using Npgsql;

namespace Marketplace.Bookings.Billing;

/// <summary>
/// Transition 16: a provider invoices what is due, one dossier or many at once, under its own number; what was wrong it takes back by a
/// credit note and invoices anew.
/// </summary>
public sealed class Invoices(
    NpgsqlDataSource database, DossierDesk desk, InvoiceFactsQuery facts, IInvoiceRenderer renderer, RuleBook book, TimeProvider clock)
{
    /// <summary>Dossiers on one invoice.</summary>
    public const int MostLines = 200;

    private const string NumberConstraint = "invoice_number";

    /// <summary>Issues one invoice over dossiers that wait for it.</summary>
    /// <param name="sirets">Establishments that who asks may see.</param>
    /// <returns>Its id.</returns>
    /// <exception cref="UnknownDossierException">A dossier is not theirs.</exception>
    /// <exception cref="ProcessRefusedException">The number is taken, the day cannot be, or a dossier is not to be invoiced.</exception>
    public Task<Guid> IssueAsync(InvoiceOrder order, IReadOnlyCollection<string> sirets, Actor actor, CancellationToken cancel)
    {
        if (order.Bookings.Count is 0 or > MostLines || !InvoiceNumber.IsSound(order.Number))
            throw new ArgumentException("An invoice has a number and one dossier or more.", nameof(order));
        return WrittenAsync(async connection =>
        {
            var rows = new List<BookingRow>();
            // One order of locks: two invoices over the same dossiers wait for each other.
            foreach (var id in order.Bookings.Distinct().Order())
                rows.Add(await desk.EditAsync(
                    connection, DossierKey.OfProvider(id, [.. sirets.Where(s => s == order.Siret)]),
                    dossier => BillAsync(dossier, actor, cancel), cancel));
            if (rows.Max(SinceOf) is var since && (order.Day < since || order.Day > clock.Today()))
                throw new ProcessRefusedException($"La date de la facture va du {since:dd/MM/yyyy}, où la somme est due, à aujourd’hui.");
            var lines = order.Bookings.Distinct().Select(id => InvoiceFactsQuery.LineOf(rows.Single(row => row.Id == id))).ToList();
            var invoice = await facts.OfAsync(connection, order, DueOn(order.Day), lines, rows, null, renderer.Buyer, cancel);
            var written = await WriteAsync(connection, invoice, null, actor, cancel);
            foreach (var (line, row) in lines.Select(line => (line, rows.Single(row => row.Id == line.Booking))))
                await OweAsync(connection, written, invoice, line, row, cancel);
            return written;
        }, cancel);
    }

    /// <summary>Takes an invoice back whole, while none of it is on its way: its dossiers can be invoiced anew.</summary>
    /// <inheritdoc cref="IssueAsync"/>
    public Task<Guid> CreditAsync(
        Guid invoice, string number, DateOnly day, IReadOnlyCollection<string> sirets, Actor actor, CancellationToken cancel)
    {
        if (!InvoiceNumber.IsSound(number))
            throw new ArgumentException("A credit note has a number.", nameof(number));
        return WrittenAsync(async connection =>
        {
            var (siret, before, since) = await connection.QuerySingleOrDefaultAsync<(string?, string, DateOnly)>(new CommandDefinition("""
                SELECT siret, number, day FROM invoice WHERE id = @invoice AND kind = 'invoice' AND siret = ANY (@sirets)
                """, new { invoice, sirets = sirets.ToArray() }, cancellationToken: cancel));
            if (siret is null)
                throw new UnknownDossierException();
            if (day < since || day > clock.Today())
                throw new ProcessRefusedException($"La date de l’avoir va du {since:dd/MM/yyyy}, date de la facture, à aujourd’hui.");
            var lines = await facts.LinesAsync(connection, invoice, cancel);
            var rows = new List<BookingRow>();
            foreach (var id in lines.Select(line => line.Booking).Order())
                rows.Add(await desk.EditAsync(connection, DossierKey.OfService(id), async dossier =>
                {
                    await DossierBilling.MoveAsync(dossier, BillingProcess.Credit, actor, cancel);
                    return dossier.Row;
                }, cancel));
            await Payables.CancelAsync(connection, invoice, cancel);
            var order = new InvoiceOrder(siret, number, day, [.. lines.Select(line => line.Booking)]);
            return await WriteAsync(connection,
                await facts.OfAsync(connection, order, day, lines, rows, (before, since), renderer.Buyer, cancel), invoice, actor, cancel);
        }, cancel);
    }

    private static async Task<BookingRow> BillAsync(OpenDossier dossier, Actor actor, CancellationToken cancel)
    {
        await DossierBilling.MoveAsync(dossier, BillingProcess.Invoice, actor, cancel);
        return dossier.Row;
    }

    private static DateOnly SinceOf(BookingRow row) => ParisTime.DateOf(row.ValidatedAt ?? row.ChangedAt);

    private DateOnly DueOn(DateOnly day) =>
        WorkingDays.Of(HolidayZone.Metropole).End(day, book.On(day).Get(PaymentRules.Invoice));

    /// <summary>What is left to pay for a dossier; nothing is, where the deposit was all.</summary>
    private async Task OweAsync(
        NpgsqlConnection connection, Guid invoice, InvoiceFacts written, InvoiceLine line, BookingRow row, CancellationToken cancel)
    {
        if (line.TotalCents > line.PrepaidCents)
            await Payables.AddAsync(connection, new NewPayable(
                $"invoice/{invoice:N}/{row.Id:N}", row.Siret, PayableKinds.Invoice, row.Id, written.Number,
                line.TotalCents - line.PrepaidCents,
                written.DueOn, invoice), clock.GetUtcNow(), cancel);
        else
            await DossierBilling.MoveManyAsync(connection, BillingProcess.Billed, BillingProcess.Pay, [row.Id], cancel);
        if (row.ControlState == ControlStates.InControl)
            await Payables.SuspendAsync(connection, row.Id, cancel);
    }

    private async Task<Guid> WriteAsync(
        NpgsqlConnection connection, InvoiceFacts invoice, Guid? corrects, Actor actor, CancellationToken cancel)
    {
        var (id, xml) = (Guid.CreateVersion7(clock.GetUtcNow()), FacturX.Write(invoice));
        var rendered = await renderer.RenderAsync(invoice, xml, cancel);
        await connection.ExecuteAsync(new CommandDefinition("""
            INSERT INTO invoice (id, siret, number, kind, corrects, day, due_on, net, vat, total, prepaid, issued_at, issued_by, html, xml, pdf, sha256)
            VALUES (@id, @siret, @Number, @kind, @corrects, @Day, @DueOn, @NetCents, @VatCents, @TotalCents, @PrepaidCents, @now, @AccountId, @Html, @xml, @Pdf, @sha256)
            """, new
        {
            id, siret = invoice.Seller.Siret, invoice.Number, kind = corrects is null ? "invoice" : "credit-note", corrects, invoice.Day,
            invoice.DueOn, invoice.NetCents, invoice.VatCents, invoice.TotalCents, invoice.PrepaidCents, now = clock.GetUtcNow(),
            actor.AccountId, rendered.Html, xml = Encoding.UTF8.GetString(xml), rendered.Pdf, sha256 = SHA256.HashData(rendered.Pdf),
        }, cancellationToken: cancel));
        await connection.ExecuteAsync(new CommandDefinition("""
            INSERT INTO invoice_line (invoice_id, line, booking_id, label, vat_rate, net, vat, total, prepaid)
            VALUES (@id, @number, @Booking, @Label, @VatRate, @NetCents, @VatCents, @TotalCents, @PrepaidCents)
            """, invoice.Lines.Select((line, i) => new
        {
            id, number = i + 1, line.Booking, line.Label, line.VatRate, line.NetCents, line.VatCents, line.TotalCents, line.PrepaidCents,
        }), cancellationToken: cancel));
        await AccessLog.WriteAsync(
            connection, actor, new AccessEntry(Rights.InvoicesIssue, AccessOperation.Change, Object: $"invoice:{id}"), cancel);
        return id;
    }

    private async Task<Guid> WrittenAsync(Func<NpgsqlConnection, Task<Guid>> write, CancellationToken cancel)
    {
        try
        {
            return await database.InTransactionAsync(write, cancel);
        }
        catch (PostgresException taken) when (taken.ConstraintName == NumberConstraint)
        {
            throw new ProcessRefusedException("Ce numéro est déjà celui d’une facture ou d’un avoir de cet établissement.");
        }
    }
}
