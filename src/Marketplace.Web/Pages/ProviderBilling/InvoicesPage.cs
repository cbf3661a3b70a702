using Marketplace.Bookings.Billing;
using Marketplace.Bookings.Dossiers;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.People.Organisations;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Time;
using Marketplace.Web.Access;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.ProviderBookings;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.ProviderBilling;

/// <summary><c>/of/{organisation}/factures</c>: dossiers to invoice, ticked for one invoice, and those that were issued.</summary>
public static class InvoicesPage
{
    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["facture"] = "La facture est établie : elle sera payée dans les 30 jours.",
            ["avoir"] = "L’avoir est établi : les dossiers sont de nouveau à facturer.",
    };

    public static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid organisation, OrganisationStore store, InvoiceShelf shelf, AccessLog log,
        TimeProvider clock) =>
        await ProviderScope.FindAsync(context, organisation, store) is { } scope
            ? await PageAsync(context, scope, shelf, log, clock, null) : Results.NotFound();

    public static async Task<IResult> IssueAsync(
        [AsParameters] PageContext context, Guid organisation, OrganisationStore store, InvoiceShelf shelf, Invoices invoices,
        AccessLog log,
        TimeProvider clock)
    {
        if (await ProviderScope.FindAsync(context, organisation, store) is not { } scope)
            return Results.NotFound();
        var posted = await context.FormAsync();
        var siret = posted.Text("etablissement", 14);
        if (!scope.Sirets.Contains(siret))
            return Results.NotFound();
        var form = await FormAsync(shelf, siret, clock, context.Cancel);
        form.Read(posted);
        if (form.IsValid)
            try
            {
                var issued = await invoices.IssueAsync(
                    new InvoiceOrder(siret, form.Number.Value, form.Day.Value, form.Dossiers.Ticked), scope.Sirets,
                    context.Actor, context.Cancel);
                return Results.Redirect(BillingAddresses.Invoice.Of(organisation, issued) + "?fait=facture");
            }
            catch (ProcessRefusedException refused)
            {
                form.Refuse(refused);
            }
            catch (UnknownDossierException)
            {
                return Results.NotFound();
            }
        return await PageAsync(context, scope, shelf, log, clock, form);
    }

    private static async Task<InvoiceForm> FormAsync(InvoiceShelf shelf, string siret, TimeProvider clock, CancellationToken cancel)
    {
        var today = clock.Today();
        return new InvoiceForm(
            siret, await shelf.BillableAsync([siret], siret, cancel), await shelf.NextNumberAsync(siret, today.Year, cancel), today);
    }

    private static async Task<IResult> PageAsync(
        PageContext context, ProviderScope scope, InvoiceShelf shelf, AccessLog log, TimeProvider clock, InvoiceForm? posted)
    {
        var billable = await shelf.BillableAsync(scope.Sirets, null, context.Cancel);
        await log.WriteAsync(context.Actor, [.. billable.Select(d =>
            new AccessEntry(Rights.InvoicesView, AccessOperation.LookUp, Object: $"booking:{d.Id}"))], context.Cancel);
        var forms = new List<InvoiceForm>();
        foreach (var siret in billable.Select(d => d.Siret).Distinct().Order(StringComparer.Ordinal))
            forms.Add(posted?.Siret == siret ? posted : await FormAsync(shelf, siret, clock, context.Cancel));
        if (posted is not null && !forms.Contains(posted))
            forms.Add(posted);
        var page = context.Request.PageNumber();
        var issued = await shelf.ListAsync(scope.Sirets, page, context.Cancel);
        var organisation = scope.Organisation.Id;
        return context.Private("provider-billing/invoices", new InvoicesModel(
            Notice.Done(context.Request, Sentences), BillingAddresses.Invoices.Of(organisation), BillingAddresses.Payments.Of(organisation),
            forms, posted,
            [.. issued.Take(InvoiceShelf.PageSize).Select(i => InvoiceRow.Of(i, organisation))],
            page > 1 ? $"{BillingAddresses.Invoices.Of(organisation)}?page={page - 1}" : null,
            issued.Count > InvoiceShelf.PageSize ? $"{BillingAddresses.Invoices.Of(organisation)}?page={page + 1}" : null),
            "Factures", scope.Trail(context.Person), posted?.Status ?? StatusCodes.Status200OK);
    }
}

/// <summary>One invoice of one establishment.</summary>
public sealed class InvoiceForm : Form
{
    public InvoiceForm(string siret, IReadOnlyList<BillableDossier> dossiers, string number, DateOnly today)
    {
        Siret = siret;
        // One page has a form for each establishment.
        var prefix = "e" + siret;
        Dossiers = new("dossier", "Dossiers à facturer", dossiers.Select(d => new Choice(d.Id.ToString(), LabelOf(d)))) { Prefix = prefix };
        Number = new("numero", "Numéro de la facture", text => InvoiceNumber.IsSound(text) ? null
            : $"Écrivez un numéro de {InvoiceNumber.Longest} caractères au plus : lettres, chiffres, espaces, points, tirets et barres.")
        {
            Hint = "Le suivant de votre série est proposé ; il est unique par établissement", MaxLength = InvoiceNumber.Longest,
                Typed = number,
            Prefix = prefix,
        };
        Day = new("jour", "Date de la facture", "Écrivez une date, par exemple 13/05/2027.")
        {
            Typed = today.ToString("O", System.Globalization.CultureInfo.InvariantCulture), Prefix = prefix,
        };
    }

    public string Siret { get; }

    public DossiersField Dossiers { get; }

    public TextField Number { get; }

    public DateField Day { get; }

    private static string LabelOf(BillableDossier dossier) =>
        $"{dossier.NumberText}, {dossier.LearnerName}, {dossier.Title} : {FrenchFormat.Price(dossier.DueCents)}"
            + (dossier.Rate is { } rate ? $", réalisation {rate}{FrenchFormat.NoBreakSpace}%" : ", annulation tardive")
            + (dossier.DepositCents > 0 ? $", acompte de {FrenchFormat.Price(dossier.DepositCents)} déduit" : "");
}

/// <summary>
/// Dossiers that are ticked; model of <c>fields/checkboxes</c>. One that is no longer to be invoiced is the command's to refuse.
/// </summary>
public sealed class DossiersField(string name, string label, IEnumerable<Choice> choices) : Field(name, label)
{
    private readonly IReadOnlyList<Choice> all = [.. choices];

    public IReadOnlyList<Guid> Ticked { get; private set; } = [];

    public IReadOnlyList<Choice> Choices =>
        [.. all.Select(choice => choice with { Selected = Ticked.Any(id => id.ToString() == choice.Value) })];

    /// <summary>Before the value, in the ids of boxes.</summary>
    public string BoxPrefix => Id;

    /// <inheritdoc/>
    public override string Target => all.Count > 0 ? $"{BoxPrefix}-{all[0].Value}" : Id;

    internal override void Read(PostedForm posted)
    {
        Ticked = posted.Ids(Name, Invoices.MostLines);
        if (Ticked.Count == 0)
            Refuse("Cochez au moins un dossier.");
    }
}

/// <summary>Model of <c>pages/provider-billing/invoices</c>.</summary>
/// <param name="Forms">One for each establishment with something to invoice.</param>
/// <param name="Mistaken">The form that was posted with mistakes; null: none.</param>
public sealed record InvoicesModel(
    Notice? Notice, string Action, string PaymentsHref, IReadOnlyList<InvoiceForm> Forms, InvoiceForm? Mistaken,
    IReadOnlyList<InvoiceRow> Issued,
    string? Previous, string? Next);

/// <summary>An invoice in the list.</summary>
public sealed record InvoiceRow(
    string Href, string Number, string Kind, DateOnly Day, string Siret, string Total, string State, string Badge)
{
    internal static InvoiceRow Of(InvoiceSummary invoice, Guid organisation)
    {
        var (state, badge) = BillingWords.Of(invoice);
        return new(BillingAddresses.Invoice.Of(organisation, invoice.Id), invoice.Number, invoice.Kind == "invoice" ? "Facture" : "Avoir",
            invoice.Day, invoice.Siret, FrenchFormat.Price(invoice.TotalCents), state, badge);
    }
}
