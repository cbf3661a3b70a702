using System.Text;
using Marketplace.Bookings.Billing;
using PdfSharp.Pdf;
using PdfSharp.Pdf.Advanced;

namespace Marketplace.Web.Pages.Documents;

/// <summary>
/// Puts the data of an invoice into its PDF as Factur-X asks: an associated file of that name, and metadata that say which profile it has.
/// The file has the structure of PDF/A-3; that each of its rules holds is not claimed (docs/decisions/0066).
/// </summary>
internal static class FacturXPdf
{
    private const string Metadata = """
        <?xpacket begin="﻿" id="W5M0MpCehiHzreSzNTczkc9d"?>
        <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description rdf:about="" xmlns:fx="urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#">
        <fx:DocumentType>INVOICE</fx:DocumentType><fx:DocumentFileName>factur-x.xml</fx:DocumentFileName><fx:Version>1.0</fx:Version><fx:ConformanceLevel>BASIC</fx:ConformanceLevel>
        </rdf:Description>
        <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
        <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
        <pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema><pdfaSchema:namespaceURI>urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#</pdfaSchema:namespaceURI><pdfaSchema:prefix>fx</pdfaSchema:prefix>
        <pdfaSchema:property><rdf:Seq>
        <rdf:li rdf:parseType="Resource"><pdfaProperty:name>DocumentFileName</pdfaProperty:name><pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category><pdfaProperty:description>name of the embedded XML invoice file</pdfaProperty:description></rdf:li>
        <rdf:li rdf:parseType="Resource"><pdfaProperty:name>DocumentType</pdfaProperty:name><pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category><pdfaProperty:description>INVOICE</pdfaProperty:description></rdf:li>
        <rdf:li rdf:parseType="Resource"><pdfaProperty:name>Version</pdfaProperty:name><pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category><pdfaProperty:description>The actual version of the Factur-X XML schema</pdfaProperty:description></rdf:li>
        <rdf:li rdf:parseType="Resource"><pdfaProperty:name>ConformanceLevel</pdfaProperty:name><pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category><pdfaProperty:description>The conformance level of the embedded Factur-X data</pdfaProperty:description></rdf:li>
        </rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
        </rdf:RDF></x:xmpmeta>
        <?xpacket end="w"?>
        """;

    public static void Embed(PdfDocument document, byte[] xml)
    {
        var file = Added(document, new PdfDictionary(document));
        file.CreateStream(xml);
        file.Elements.SetName("/Type", "/EmbeddedFile");
        file.Elements.SetName("/Subtype", "/text#2Fxml");

        var kept = new PdfDictionary(document);
        kept.Elements.SetReference("/F", file);
        kept.Elements.SetReference("/UF", file);
        var specification = Added(document, new PdfDictionary(document));
        specification.Elements.SetName("/Type", "/Filespec");
        specification.Elements.SetString("/F", FacturX.FileName);
        specification.Elements.SetString("/UF", FacturX.FileName);
        specification.Elements.SetString("/Desc", "Factur-X");
        specification.Elements.SetName("/AFRelationship", "/Alternative");
        specification.Elements["/EF"] = kept;

        var names = new PdfDictionary(document);
        names.Elements["/Names"] = new PdfArray(document, new PdfString(FacturX.FileName), Reference(specification));
        var tree = new PdfDictionary(document);
        tree.Elements["/EmbeddedFiles"] = names;
        var catalog = document.Internals.Catalog;
        catalog.Elements["/Names"] = tree;
        catalog.Elements["/AF"] = new PdfArray(document, Reference(specification));

        var metadata = Added(document, new PdfDictionary(document));
        metadata.CreateStream(Encoding.UTF8.GetBytes(Metadata));
        metadata.Elements.SetName("/Type", "/Metadata");
        metadata.Elements.SetName("/Subtype", "/XML");
        catalog.Elements.SetReference("/Metadata", metadata);
    }

    private static PdfDictionary Added(PdfDocument document, PdfDictionary dictionary)
    {
        document.Internals.AddObject(dictionary);
        return dictionary;
    }

    private static PdfReference Reference(PdfDictionary dictionary) => dictionary.Reference!;
}
