using System.Globalization;
using System.Xml;
using Marketplace.Exchange.Edof.Reading;

namespace Marketplace.Exchange.Edof.Exporting;

/// <summary>Elements of the format, as an XmlWriter writes them.</summary>
internal static class XmlWriting
{
    public static void Start(this XmlWriter xml, string name) => xml.WriteStartElement(name, EdofCursor.Namespace);

    public static void StartItem(this XmlWriter xml, string name, string number, DateOnly created, DateOnly updated)
    {
        xml.Start(name);
        xml.Attribute("numero", number);
        xml.Attribute("datemaj", Text(updated));
        xml.Attribute("datecrea", Text(created));
    }

    public static void Attribute(this XmlWriter xml, string name, string? value)
    {
        if (value is null)
            return;
        xml.WriteStartAttribute(name);
        xml.Text(value);
        xml.WriteEndAttribute();
    }

    /// <summary>Nothing for null.</summary>
    public static void Element(this XmlWriter xml, string name, string? value)
    {
        if (value is null)
            return;
        xml.Start(name);
        xml.Text(value);
        xml.WriteEndElement();
    }

    public static void Element(this XmlWriter xml, string name, int? value) =>
        xml.Element(name, value?.ToString(CultureInfo.InvariantCulture));

    public static void Element(this XmlWriter xml, string name, bool value) => xml.Element(name, value ? "1" : "0");

    public static void Element(this XmlWriter xml, string name, DateOnly? value) =>
        xml.Element(name, value is { } date ? Text(date) : null);

    public static string Text(DateOnly date) => date.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>
    /// Writes a text. What ISO-8859-1 lacks the writer turns into references; U+0080 to U+009F it has, but readers
    /// take those bytes for Windows-1252, so they become references here. What XML forbids is left out.
    /// </summary>
    public static void Text(this XmlWriter xml, string text)
    {
        var from = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var pair = char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            var control = c is >= '\u0080' and <= '\u009f';
            if (pair)
                i++;
            if (pair || !control && XmlConvert.IsXmlChar(c))
                continue;
            xml.WriteString(text[from..i]);
            if (control)
                xml.WriteCharEntity(c);
            from = i + 1;
        }
        xml.WriteString(from == 0 ? text : text[from..]);
    }
}
