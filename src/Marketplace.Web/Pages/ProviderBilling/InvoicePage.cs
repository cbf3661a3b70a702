using Marketplace.Bookings.Billing;
using Marketplace.Bookings.Dossiers;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.People.Organisations;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Time;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.ProviderBookings;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.ProviderBilling;

/// <summary><c>/of/{organisation}/factures/{id}</c>: an invoice as it was issued, and the credit note that takes it back.</summary>
public static class InvoicePage
{
    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["facture"] = "La facture est établie : elle sera payée dans les 30 jours.",
        ["avoir"] = "L’avoir est établi : les dossiers de la facture sont de nouveau à facturer.",
    };

    public static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, OrganisationStore store, InvoiceShelf shelf, AccessLog log,
        TimeProvider clock) =>
        await FindAsync(context, organisation, id, store, shelf, log) is (var scope, var invoice)
            ? await PageAsync(context, scope, invoice, shelf, await FormAsync(shelf, invoice, clock, context.Cancel)) : Results.NotFound();

    public static async Task<IResult> CreditAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, OrganisationStore store, InvoiceShelf shelf, Invoices invoices,
        AccessLog log, TimeProvider clock)
    {
        if (await FindAsync(context, organisation, id, store, shelf, log) is not (var scope, var invoice))
            return Results.NotFound();
        var form = await context.ReadAsync(await FormAsync(shelf, invoice, clock, context.Cancel));
        if (form.IsValid)
            try
            {
                var credit = await invoices.CreditAsync(id, form.Number.Value, form.Day.Value, scope.Sirets, context.Actor, context.Cancel);
                return Results.Redirect(BillingAddresses.Invoice.Of(organisation, credit) + "?fait=avoir");
            }
            catch (ProcessRefusedException refused)
            {
                form.Refuse(refused);
            }
            catch (UnknownDossierException)
            {
                return Results.NotFound();
            }
        return await PageAsync(context, scope, invoice, shelf, form);
    }

    public static async Task<IResult> HtmlAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, OrganisationStore store, InvoiceShelf shelf, AccessLog log) =>
        await FindAsync(context, organisation, id, store, shelf, log) is (var scope, _)
            && await shelf.HtmlAsync(id, scope.Sirets, context.Cancel) is { } html
                ? Results.Text(html, "text/html; charset=utf-8") : Results.NotFound();

    public static async Task<IResult> PdfAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, OrganisationStore store, InvoiceShelf shelf, AccessLog log) =>
        await FindAsync(context, organisation, id, store, shelf, log) is (var scope, _)
            && await shelf.PdfAsync(id, scope.Sirets, context.Cancel) is { } pdf
            ? Results.File(pdf, "application/pdf", $"facture-{id}.pdf") : Results.NotFound();

    public static async Task<IResult> XmlAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, OrganisationStore store, InvoiceShelf shelf, AccessLog log) =>
        await FindAsync(context, organisation, id, store, shelf, log) is (var scope, _)
            && await shelf.XmlAsync(id, scope.Sirets, context.Cancel) is { } xml
            ? Results.File(System.Text.Encoding.UTF8.GetBytes(xml), "application/xml", FacturX.FileName) : Results.NotFound();

    private static async Task<(ProviderScope, InvoiceSummary)?> FindAsync(
        PageContext context, Guid organisation, Guid id, OrganisationStore store, InvoiceShelf shelf, AccessLog log)
    {
        if (await ProviderScope.FindAsync(context, organisation, store) is not { } scope
            || await shelf.FindAsync(id, scope.Sirets, context.Cancel) is not { } invoice)
            return null;
        await log.WriteAsync(context.Actor, new AccessEntry(Rights.InvoicesView, AccessOperation.LookUp, Object: $"invoice:{id}"),
            context.Cancel);
        return (scope, invoice);
    }

    private static async Task<CreditForm> FormAsync(
        InvoiceShelf shelf, InvoiceSummary invoice, TimeProvider clock, CancellationToken cancel)
    {
        var today = clock.Today();
        return new CreditForm(await shelf.NextNumberAsync(invoice.Siret, today.Year, cancel), today);
    }

    private static async Task<IResult> PageAsync(
        PageContext context, ProviderScope scope, InvoiceSummary invoice, InvoiceShelf shelf, CreditForm form)
    {
        var organisation = scope.Organisation.Id;
        var (state, badge) = BillingWords.Of(invoice);
        List<FactRow> facts =
        [
            new("Date", FrenchFormat.Date(invoice.Day)), new("Établissement", $"SIRET {invoice.Siret}"),
            new("Total toutes taxes comprises", FrenchFormat.Price(invoice.TotalCents)),
        ];
        if (invoice.PrepaidCents > 0)
            facts.Add(new("Acompte déduit", FrenchFormat.Price(invoice.PrepaidCents)));
        if (invoice.Kind == "invoice")
            facts.Add(new("À payer au plus tard le", FrenchFormat.Date(invoice.DueOn)));
        return context.Private("provider-billing/invoice", new InvoiceModel(
            Notice.Done(context.Request, Sentences), $"{(invoice.Kind == "invoice" ? "Facture" : "Avoir")} {invoice.Number}", state, badge,
            facts,
            [.. (await shelf.LinesAsync(invoice.Id, context.Cancel)).Select(l => new InvoiceLineRow(l.Label, FrenchFormat.Price(l.Cents)))],
            BillingAddresses.InvoiceHtml.Of(organisation, invoice.Id), BillingAddresses.InvoicePdf.Of(organisation, invoice.Id),
            BillingAddresses.InvoiceXml.Of(organisation, invoice.Id), BillingAddresses.Credit.Of(organisation, invoice.Id),
            invoice is { Kind: "invoice", CreditedBy: null, State: "waiting" or "rejected" or "suspended" } || !form.IsValid ? form : null),
            $"{(invoice.Kind == "invoice" ? "Facture" : "Avoir")} {invoice.Number}",
            [.. scope.Trail(context.Person), new Crumb("Factures", BillingAddresses.Invoices.Of(organisation))], form.Status);
    }
}

/// <summary>A credit note for a whole invoice.</summary>
public sealed class CreditForm(string number, DateOnly today) : Form
{
    public TextField Number { get; } = new("numero", "Numéro de l’avoir", text => InvoiceNumber.IsSound(text) ? null
        : $"Écrivez un numéro de {InvoiceNumber.Longest} caractères au plus : lettres, chiffres, espaces, points, tirets et barres.")
    {
        MaxLength = InvoiceNumber.Longest, Typed = number,
    };

    public DateField Day { get; } = new("jour", "Date de l’avoir", "Écrivez une date, par exemple 13/05/2027.")
    {
        Typed = today.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
    };
}

/// <summary>Model of <c>pages/provider-billing/invoice</c>.</summary>
/// <param name="Form">Null: it cannot be taken back.</param>
public sealed record InvoiceModel(
    Notice? Notice, string Title, string State, string Badge, IReadOnlyList<FactRow> Facts, IReadOnlyList<InvoiceLineRow> Lines,
    string HtmlHref,
    string PdfHref, string XmlHref, string CreditHref, CreditForm? Form);

/// <summary>A line of an invoice.</summary>
public sealed record InvoiceLineRow(string Label, string Amount);
