using System.Text;
using System.Xml;
using Marketplace.Catalogue.Places;
using Marketplace.Exchange.Edof.Exporting;
using Marketplace.Exchange.Edof.Reading;

namespace Marketplace.Exchange.Sheets.Columns;

/// <summary>Extras inside a cell: EDOF's own elements, without the namespace that they all have.</summary>
internal static class ExtrasText
{
    public const string Root = $"<extras xmlns=\"{EdofCursor.Namespace}\">";
    public const string End = "</extras>";

    /// <summary>Null for none.</summary>
    public static string? Write(IReadOnlyList<Extra> extras)
    {
        if (extras.Count == 0)
            return null;
        var text = new StringBuilder();
        var settings = new XmlWriterSettings { OmitXmlDeclaration = true, NewLineHandling = NewLineHandling.Entitize };
        using (var xml = XmlWriter.Create(text, settings))
        {
            xml.Start("extras");
            ExtrasWriter.WriteAll(xml, extras);
            xml.WriteEndElement();
        }
        return text.ToString()[Root.Length..^End.Length];
    }
}
