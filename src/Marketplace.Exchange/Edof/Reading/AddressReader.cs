using System.Globalization;
using Marketplace.Catalogue.Places;
using Marketplace.Exchange.Edof.Reporting;

namespace Marketplace.Exchange.Edof.Reading;

/// <summary>An address with the lines that messages about it point to.</summary>
internal readonly record struct ReadAddress(PostalAddress Address, int Line, int? PostcodeLine, int? PointLine);

/// <summary>Reads <c>adresse</c>.</summary>
internal sealed class AddressReader(EdofCursor cursor, ValueChecks checks)
{
    private const int PostcodeLength = 5;

    private static readonly ExtraKind[] Known =
    [
        new("numero-voie"), new("code-nature-voie"), new("libelle-voie"), new("ligne5-adresse"),
        new("accessibilite-batimentaire"), new("conformite-reglementaire"),
    ];

    /// <summary>The only child of the element under the cursor (<c>adresse-inscription</c>, <c>adresse-information</c>).</summary>
    public ReadAddress? ReadHeld()
    {
        ReadAddress? address = null;
        var children = new ChildElements(cursor, ElementShape.AddressHolder);
        while (children.Next())
            address = Read();
        return address;
    }

    /// <summary>Null when a part is missing that the record cannot do without; reported then.</summary>
    public ReadAddress? Read()
    {
        var line = cursor.Line;
        var number = cursor.RequiredAttribute("numero");
        var lines = new List<string>(1);
        EdofValue? postcode = null;
        string? city = null, country = null;
        (string? Latitude, string? Longitude, int Line)? point = null;
        AddressExtras? extras = null;

        var children = new ChildElements(cursor, ElementShape.Address);
        while (children.Next())
        {
            switch (cursor.Name)
            {
                case "ligne":
                    if (checks.Text(cursor.ReadText(), 50) is { } text)
                        lines.Add(text);
                    break;
                case "codepostal": postcode = cursor.ReadText(); break;
                case "ville": city = checks.Text(cursor.ReadText(), 50); break;
                case "pays": country = Country(cursor.ReadText()); break;
                case "geolocalisation": point = ReadPoint(); break;
                case "extras": extras = ReadExtras(); break;
            }
        }

        var french = IsoCodes.IsFrench(country);
        if (french && string.IsNullOrWhiteSpace(extras?.StreetName) && string.IsNullOrWhiteSpace(extras?.Line5))
            cursor.Journal.Report(ImportCodes.StreetMissing, line, "L'adresse n'a ni libelle-voie ni ligne5-adresse.");
        else if (extras is null)
            cursor.Journal.Report(ImportCodes.MissingElement, line, "<extras> manque dans <adresse>.");
        var code = postcode is { } p ? Postcode(p, french) : null;

        if (number is null || lines.Count == 0)
            return null;
        return new(new PostalAddress
        {
            Number = number,
            Lines = lines,
            Postcode = code,
            City = city,
            Country = country,
            Latitude = point?.Latitude,
            Longitude = point?.Longitude,
            StreetNumber = extras?.StreetNumber,
            StreetKind = extras?.StreetKind,
            StreetName = extras?.StreetName,
            Line5 = extras?.Line5,
            BuildingAccess = extras?.BuildingAccess,
            Accessible = extras?.Accessible,
            OtherExtras = extras?.Others ?? [],
        }, line, postcode?.Line, point?.Line);
    }

    private string? Postcode(EdofValue value, bool french)
    {
        if (!french)
            return checks.Text(value, PostcodeLength, PostcodeLength);
        // No French postcode starts with 00 (those are the armed forces', which take no learners).
        var possible = value.Text.Length == PostcodeLength && value.Text.All(char.IsAsciiDigit)
            && !value.Text.StartsWith("00", StringComparison.Ordinal);
        if (possible)
            return value.Text;
        cursor.Journal.Report(ImportCodes.Postcode, value.Line, $"« codepostal » vaut « {Quote.Short(value.Text)} ».");
        return null;
    }

    private string? Country(EdofValue value)
    {
        if (IsoCodes.IsCountry(value.Text))
            return value.Text;
        cursor.Journal.Report(ImportCodes.Country, value.Line, $"« pays » vaut « {Quote.Short(value.Text)} ».");
        return null;
    }

    private (string?, string?, int) ReadPoint()
    {
        var line = cursor.Line;
        string? latitude = null, longitude = null;
        var children = new ChildElements(cursor, ElementShape.Point);
        while (children.Next())
        {
            if (cursor.Name == "latitude")
                latitude = checks.TextOrEmpty(cursor.ReadText(), 30);
            else
                longitude = checks.TextOrEmpty(cursor.ReadText(), 30);
        }
        if (latitude is not null && longitude is not null && !(IsDegrees(latitude, 90) && IsDegrees(longitude, 180)))
            cursor.Journal.Report(ImportCodes.PointUnreadable, line, "Latitude ou longitude n'est pas un nombre de degrés.");
        else if (IsDegrees(latitude, 0) && IsDegrees(longitude, 0))
            cursor.Journal.Report(
                ImportCodes.PointUnreadable, line, "Le point 0, 0 est en pleine mer : le centre de la commune est utilisé.");
        return (latitude, longitude, line);
    }

    private static bool IsDegrees(string? text, double limit) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= limit;

    private AddressExtras ReadExtras()
    {
        var read = new AddressExtras();
        cursor.RequireInfo("adresse");
        var members = new ExtraMembers(cursor, Known);
        while (members.Next())
        {
            if (!members.Text(out var value))
                continue;
            switch (members.Info)
            {
                case "numero-voie": read.StreetNumber = value.Text; break;
                case "code-nature-voie": read.StreetKind = value.Text; break;
                case "libelle-voie": read.StreetName = value.Text; break;
                case "ligne5-adresse": read.Line5 = value.Text; break;
                case "accessibilite-batimentaire": read.BuildingAccess = value.Text; break;
                case "conformite-reglementaire": read.Accessible = checks.YesNo(value); break;
            }
        }
        read.Others = members.Others;
        return read;
    }

    private sealed class AddressExtras
    {
        public string? StreetNumber, StreetKind, StreetName, Line5, BuildingAccess;
        public bool? Accessible;
        public List<Extra>? Others;
    }
}
