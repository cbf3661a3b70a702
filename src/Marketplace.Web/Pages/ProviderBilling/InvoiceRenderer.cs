using Marketplace.Bookings.Billing;
using Marketplace.Platform.Processes;
using Marketplace.Web.Pages.Documents;
using Marketplace.Web.Site;
using Marketplace.Web.Templating;
using Microsoft.Extensions.Options;

namespace Marketplace.Web.Pages.ProviderBilling;

/// <summary>Invoices as HTML and as PDF with their data inside.</summary>
public sealed class InvoiceRenderer(Templates templates, IOptions<OperatorSettings> settings) : IInvoiceRenderer
{
    public InvoiceParty Buyer => new(
        settings.Value.Name, settings.Value.Siret ?? "", null, settings.Value.PostalAddress?.ReplaceLineEndings(", "), null, null);

    public async Task<RenderedInvoice> RenderAsync(InvoiceFacts facts, byte[] xml, CancellationToken cancel)
    {
        var sheet = InvoiceSheet.Of(facts);
        var html = templates.Current.Render("documents/sheet", new SheetModel(sheet, settings.Value));
        var pdf = await SheetPdf.WriteAsync(sheet, settings.Value.ServiceTitle, cancel, xml)
            ?? throw new ProcessRefusedException("Le service ne peut pas produire de PDF pour le moment : réessayez plus tard.");
        return new RenderedInvoice(html, pdf);
    }
}

/// <summary>The text of an invoice or a credit note.</summary>
internal static class InvoiceSheet
{
    public static Sheet Of(InvoiceFacts facts) => new(facts.Corrects is null ? "Facture" : "Avoir", facts.Number,
    [
        new("Numéro", facts.Number),
        new("Date", FrenchFormat.Date(facts.Day)),
        .. facts.Corrects is { } corrects
            ? [new SheetFact("Annule la facture", $"{corrects.Number} du {FrenchFormat.Date(corrects.Day)}")]
            : new[] { new SheetFact("À payer au plus tard le", FrenchFormat.Date(facts.DueOn)) },
        new("Formations du", $"{FrenchFormat.Date(facts.From)} au {FrenchFormat.Date(facts.Until)}"),
    ],
    [
        Party("Organisme de formation", facts.Seller),
        Party("Client", facts.Buyer),
        new("Prestations", [], Table: new("Ce qui est facturé, hors taxe", ["Désignation", "Montant hors taxe"],
            [.. facts.Lines.Select(
            line => (IReadOnlyList<string>)[$"{line.Label} ({Rate(line.VatRate)})", FrenchFormat.Price(line.NetCents)])])),
        new("Total", facts.Rates.Any(rate => rate.Rate == 0) ? [InvoiceFacts.Exemption + "."] : [],
        Table: new("Total de la facture", ["Désignation", "Montant"],
        [
            ["Total hors taxe", FrenchFormat.Price(facts.NetCents)],
            .. facts.Rates.Select(rate => (IReadOnlyList<string>)[Rate(rate.Rate), FrenchFormat.Price(rate.VatCents)]),
            ["Total toutes taxes comprises", FrenchFormat.Price(facts.TotalCents)],
            .. facts.PrepaidCents > 0 ? new IReadOnlyList<string>[] { ["Acompte déjà dû", FrenchFormat.Price(-facts.PrepaidCents)] } : [],
            [facts.Corrects is null ? "Net à payer" : "Net à déduire", FrenchFormat.Price(facts.TotalCents - facts.PrepaidCents)],
        ])),
    ]);

    private static SheetSection Party(string heading, InvoiceParty party) => new(heading, [],
    [
        new("Nom", party.Name),
        .. party.Siret.Length > 0 ? [new SheetFact("SIRET", party.Siret)] : Array.Empty<SheetFact>(),
        .. party.Nda is { } nda ? [new SheetFact("Déclaration d’activité", nda)] : Array.Empty<SheetFact>(),
        .. Address(party) is { Length: > 0 } address ? [new SheetFact("Adresse", address)] : Array.Empty<SheetFact>(),
    ]);

    private static string Address(InvoiceParty party) =>
        string.Join(", ", new[] { party.Street, $"{party.Postcode} {party.City}".Trim() }.Where(part => part is { Length: > 0 }));

    private static string Rate(decimal rate) =>
        rate == 0 ? "TVA : exonéré" : $"TVA à {FrenchFormat.Decimal(rate, 2)}{FrenchFormat.NoBreakSpace}%";
}
