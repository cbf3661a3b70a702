using System.Xml;
using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Places;

namespace Marketplace.Exchange.Edof.Exporting;

/// <summary>Writes <c>coordonnees</c> and <c>adresse</c>.</summary>
internal static class ContactWriter
{
    public static void Write(XmlWriter xml, Contact contact)
    {
        xml.Start("coordonnees");
        xml.Attribute("numero", contact.Number);
        xml.Element("nom", contact.LastName);
        xml.Element("prenom", contact.FirstName);
        if (contact.Address is { } address)
            Write(xml, address);
        WritePhone(xml, "telfixe", contact.Phone);
        WritePhone(xml, "portable", contact.Mobile);
        xml.Element("courriel", contact.Email);
        ExtrasWriter.WriteAll(xml, contact.OtherExtras);
        xml.WriteEndElement();
    }

    private static void WritePhone(XmlWriter xml, string name, string? number)
    {
        if (number is null)
            return;
        xml.Start(name);
        xml.Element("numtel", number);
        xml.WriteEndElement();
    }

    /// <summary>An address inside an element of its own.</summary>
    public static void WriteHeld(XmlWriter xml, string holder, PostalAddress? address)
    {
        if (address is null)
            return;
        xml.Start(holder);
        Write(xml, address);
        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, PostalAddress address)
    {
        xml.Start("adresse");
        xml.Attribute("numero", address.Number);
        foreach (var line in address.Lines)
            xml.Element("ligne", line);
        xml.Element("codepostal", address.Postcode);
        xml.Element("ville", address.City);
        xml.Element("pays", address.Country);
        if (address.Latitude is not null || address.Longitude is not null)
        {
            xml.Start("geolocalisation");
            xml.Element("latitude", address.Latitude ?? "");
            xml.Element("longitude", address.Longitude ?? "");
            xml.WriteEndElement();
        }
        var extras = new ExtrasWriter(xml, "adresse", address.OtherExtras);
        extras.Text("numero-voie", address.StreetNumber);
        extras.Text("code-nature-voie", address.StreetKind);
        extras.Text("libelle-voie", address.StreetName);
        extras.Text("ligne5-adresse", address.Line5);
        extras.Text("accessibilite-batimentaire", address.BuildingAccess);
        extras.YesNo("conformite-reglementaire", address.Accessible);
        extras.Others();
        extras.End();
        xml.WriteEndElement();
    }
}
