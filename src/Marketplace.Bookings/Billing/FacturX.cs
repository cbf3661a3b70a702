using System.Globalization;
using System.Text;
using System.Xml;

namespace Marketplace.Bookings.Billing;

/// <summary>An invoice as data that accounting programs read: Factur-X 1.07, profile BASIC (UN/CEFACT Cross Industry Invoice).</summary>
public static class FacturX
{
    /// <summary>Its name inside the PDF, by the standard.</summary>
    public const string FileName = "factur-x.xml";

    private const string Profile = "urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic";
    private const string Rsm = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100";
    private const string Ram = "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100";
    private const string Udt = "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100";
    private const string Qdt = "urn:un:unece:uncefact:data:standard:QualifiedDataType:100";

    private const string InvoiceCode = "380";
    private const string CreditNoteCode = "381";
    private const string CreditTransfer = "30";
    private const string SiretScheme = "0009";

    public static byte[] Write(InvoiceFacts facts)
    {
        using var file = new MemoryStream();
        using (var xml = XmlWriter.Create(file, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            xml.WriteStartElement("rsm", "CrossIndustryInvoice", Rsm);
            xml.WriteAttributeString("xmlns", "ram", null, Ram);
            xml.WriteAttributeString("xmlns", "udt", null, Udt);
            xml.WriteAttributeString("xmlns", "qdt", null, Qdt);
            Head(xml, facts);
            xml.WriteStartElement("SupplyChainTradeTransaction", Rsm);
            for (var i = 0; i < facts.Lines.Count; i++)
                Line(xml, i + 1, facts.Lines[i]);
            Within(xml, "ApplicableHeaderTradeAgreement", () =>
            {
                Party(xml, "SellerTradeParty", facts.Seller, taxed: true);
                Party(xml, "BuyerTradeParty", facts.Buyer, taxed: false);
            });
            Within(xml, "ApplicableHeaderTradeDelivery", () =>
                Within(xml, "ActualDeliverySupplyChainEvent", () => Day(xml, "OccurrenceDateTime", facts.Until)));
            Within(xml, "ApplicableHeaderTradeSettlement", () => Settlement(xml, facts));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        return file.ToArray();
    }

    private static void Head(XmlWriter xml, InvoiceFacts facts)
    {
        xml.WriteStartElement("ExchangedDocumentContext", Rsm);
        Within(xml, "GuidelineSpecifiedDocumentContextParameter", () => Text(xml, "ID", Profile));
        xml.WriteEndElement();
        xml.WriteStartElement("ExchangedDocument", Rsm);
        Text(xml, "ID", facts.Number);
        Text(xml, "TypeCode", facts.Corrects is null ? InvoiceCode : CreditNoteCode);
        Day(xml, "IssueDateTime", facts.Day);
        xml.WriteEndElement();
    }

    private static void Line(XmlWriter xml, int number, InvoiceLine line) => Within(xml, "IncludedSupplyChainTradeLineItem", () =>
    {
        Within(xml, "AssociatedDocumentLineDocument", () => Text(xml, "LineID", number.ToString(CultureInfo.InvariantCulture)));
        Within(xml, "SpecifiedTradeProduct", () => Text(xml, "Name", line.Label));
        Within(xml, "SpecifiedLineTradeAgreement", () =>
            Within(xml, "NetPriceProductTradePrice", () => Amount(xml, "ChargeAmount", line.NetCents)));
        Within(xml, "SpecifiedLineTradeDelivery", () => Text(xml, "BilledQuantity", "1", ("unitCode", "C62")));
        Within(xml, "SpecifiedLineTradeSettlement", () =>
        {
            Within(xml, "ApplicableTradeTax", () =>
            {
                Text(xml, "TypeCode", "VAT");
                Text(xml, "CategoryCode", Category(line.VatRate));
                Text(xml, "RateApplicablePercent", Percent(line.VatRate));
            });
            Within(xml, "SpecifiedTradeSettlementLineMonetarySummation", () => Amount(xml, "LineTotalAmount", line.NetCents));
        });
    });

    private static void Party(XmlWriter xml, string name, InvoiceParty party, bool taxed) => Within(xml, name, () =>
    {
        Text(xml, "Name", party.Name);
        if (party.Siret.Length > 0)
            Within(xml, "SpecifiedLegalOrganization", () => Text(xml, "ID", party.Siret, ("schemeID", SiretScheme)));
        Within(xml, "PostalTradeAddress", () =>
        {
            if (party.Postcode is { Length: > 0 } postcode)
                Text(xml, "PostcodeCode", postcode);
            if (party.Street is { Length: > 0 } street)
                Text(xml, "LineOne", street);
            if (party.City is { Length: > 0 } city)
                Text(xml, "CityName", city);
            Text(xml, "CountryID", "FR");
        });
        if (taxed)
            Within(xml, "SpecifiedTaxRegistration", () => Text(xml, "ID", VatNumber(party.Siret), ("schemeID", "VA")));
    });

    private static void Settlement(XmlWriter xml, InvoiceFacts facts)
    {
        Text(xml, "PaymentReference", facts.Number);
        Text(xml, "InvoiceCurrencyCode", "EUR");
        Within(xml, "SpecifiedTradeSettlementPaymentMeans", () => Text(xml, "TypeCode", CreditTransfer));
        foreach (var (rate, net, vat) in facts.Rates)
            Within(xml, "ApplicableTradeTax", () =>
            {
                Amount(xml, "CalculatedAmount", vat);
                Text(xml, "TypeCode", "VAT");
                if (rate == 0)
                    Text(xml, "ExemptionReason", InvoiceFacts.Exemption);
                Amount(xml, "BasisAmount", net);
                Text(xml, "CategoryCode", Category(rate));
                if (rate == 0)
                    Text(xml, "ExemptionReasonCode", "VATEX-FR-CGI261-4");
                Text(xml, "RateApplicablePercent", Percent(rate));
            });
        Within(xml, "BillingSpecifiedPeriod", () =>
        {
            Day(xml, "StartDateTime", facts.From);
            Day(xml, "EndDateTime", facts.Until);
        });
        Within(xml, "SpecifiedTradePaymentTerms", () => Day(xml, "DueDateDateTime", facts.DueOn));
        Within(xml, "SpecifiedTradeSettlementHeaderMonetarySummation", () =>
        {
            Amount(xml, "LineTotalAmount", facts.NetCents);
            Amount(xml, "TaxBasisTotalAmount", facts.NetCents);
            Amount(xml, "TaxTotalAmount", facts.VatCents, ("currencyID", "EUR"));
            Amount(xml, "GrandTotalAmount", facts.TotalCents);
            if (facts.PrepaidCents > 0)
                Amount(xml, "TotalPrepaidAmount", facts.PrepaidCents);
            Amount(xml, "DuePayableAmount", facts.TotalCents - facts.PrepaidCents);
        });
        if (facts.Corrects is { } corrects)
            Within(xml, "InvoiceReferencedDocument", () =>
            {
                Text(xml, "IssuerAssignedID", corrects.Number);
                Within(xml, "FormattedIssueDateTime", () =>
                {
                    xml.WriteStartElement("DateTimeString", Qdt);
                    xml.WriteAttributeString("format", "102");
                    xml.WriteString(corrects.Day.ToString("yyyyMMdd", CultureInfo.InvariantCulture));
                    xml.WriteEndElement();
                });
            });
    }

    /// <summary>The number that the tax office makes of a SIREN.</summary>
    private static string VatNumber(string siret)
    {
        var siren = siret[..9];
        var key = (12 + (3 * (long.Parse(siren, CultureInfo.InvariantCulture) % 97))) % 97;
        return string.Create(CultureInfo.InvariantCulture, $"FR{key:00}{siren}");
    }

    private static string Category(decimal rate) => rate == 0 ? "E" : "S";

    private static string Percent(decimal rate) => rate.ToString("0.00", CultureInfo.InvariantCulture);

    private static void Within(XmlWriter xml, string name, Action write)
    {
        xml.WriteStartElement(name, Ram);
        write();
        xml.WriteEndElement();
    }

    private static void Text(XmlWriter xml, string name, string text, (string Name, string Value)? attribute = null)
    {
        xml.WriteStartElement(name, Ram);
        if (attribute is { } some)
            xml.WriteAttributeString(some.Name, some.Value);
        xml.WriteString(text);
        xml.WriteEndElement();
    }

    private static void Amount(XmlWriter xml, string name, long cents, (string Name, string Value)? attribute = null) =>
        Text(xml, name, (cents / 100m).ToString("0.00", CultureInfo.InvariantCulture), attribute);

    private static void Day(XmlWriter xml, string name, DateOnly day) => Within(xml, name, () =>
    {
        xml.WriteStartElement("DateTimeString", Udt);
        xml.WriteAttributeString("format", "102");
        xml.WriteString(day.ToString("yyyyMMdd", CultureInfo.InvariantCulture));
        xml.WriteEndElement();
    });
}
