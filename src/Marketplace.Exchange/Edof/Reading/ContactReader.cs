using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Places;
using Marketplace.Exchange.Edof.Reporting;

namespace Marketplace.Exchange.Edof.Reading;

/// <summary>A contact, with its address's lines for messages.</summary>
internal readonly record struct ReadContact(Contact Contact, ReadAddress? Address);

/// <summary>Reads <c>coordonnees</c>, alone or inside an extra.</summary>
internal sealed class ContactReader(EdofCursor cursor, ValueChecks checks, AddressReader addresses)
{
    /// <param name="incomplete">The official code for a missing or empty part, where there is one.</param>
    public ReadContact? Read(ImportCode? incomplete = null)
    {
        var number = cursor.RequiredAttribute("numero");
        string? lastName = null, firstName = null, phone = null, mobile = null, email = null;
        ReadAddress? address = null;
        List<Extra>? extras = null;

        var children = new ChildElements(cursor, ElementShape.Contact, incomplete);
        while (children.Next())
        {
            switch (cursor.Name)
            {
                case "nom": lastName = Name(incomplete); break;
                case "prenom": firstName = Name(incomplete); break;
                case "adresse": address = addresses.Read(); break;
                case "telfixe": phone = ReadPhone(incomplete); break;
                case "portable": mobile = ReadPhone(null); break;
                case "courriel": email = checks.Email(cursor.ReadText(), incomplete ?? ImportCodes.Empty); break;
                case "extras": (extras ??= []).Add(ExtraReader.Read(cursor)); break;
            }
        }
        if (number is null || lastName is null || firstName is null || phone is null || email is null)
            return null;
        return new(new Contact
        {
            Number = number,
            LastName = lastName,
            FirstName = firstName,
            Address = address?.Address,
            Phone = phone,
            Mobile = mobile,
            Email = email,
            OtherExtras = extras ?? (IReadOnlyList<Extra>)[],
        }, address);
    }

    /// <summary>The contact inside an <c>extra</c>, and the extras that follow it there.</summary>
    /// <param name="incomplete">The official code when the contact or a part of it is missing.</param>
    public (ReadContact? Contact, IReadOnlyList<Extra> Extras) ReadInExtra(ImportCode incomplete)
    {
        ReadContact? contact = null;
        List<Extra>? extras = null;
        var children = new ChildElements(cursor, ElementShape.ContactExtra, incomplete);
        while (children.Next())
        {
            if (cursor.Name == "coordonnees")
                contact = Read(incomplete);
            else
                (extras ??= []).Add(ExtraReader.Read(cursor));
        }
        return (contact, extras ?? (IReadOnlyList<Extra>)[]);
    }

    private string? Name(ImportCode? incomplete)
    {
        var value = cursor.ReadText();
        if (incomplete is null || !string.IsNullOrWhiteSpace(value.Text))
            return checks.Text(value, 50);
        cursor.Journal.Report(incomplete, value.Line, $"« {value.Name} » est vide.");
        return null;
    }

    private string? ReadPhone(ImportCode? incomplete)
    {
        string? phone = null;
        var children = new ChildElements(cursor, ElementShape.Phone, incomplete);
        while (children.Next())
            phone = checks.Phone(cursor.ReadText(), incomplete ?? ImportCodes.Empty);
        return phone;
    }
}
