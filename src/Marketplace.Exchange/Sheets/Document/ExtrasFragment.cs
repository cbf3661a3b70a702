using System.Xml;
using Marketplace.Exchange.Sheets.Columns;

namespace Marketplace.Exchange.Sheets.Document;

/// <summary>The extras of one cell, read.</summary>
internal sealed class ExtrasFragment
{
    private const int Depth = 32;
    private const int Nodes = 20_000;

    private readonly List<SheetNode> nodes = [];

    /// <summary>Its outermost elements: name, attributes, and where their nodes are, start and end included.</summary>
    public List<(string Name, string? Info, string? Number, int From, int To)> Items { get; } = [];

    /// <summary>Null when the text is not what a cell of extras may hold: well-formed elements, not too many, no DTD.</summary>
    public static ExtrasFragment? Parse(string text)
    {
        var fragment = new ExtrasFragment();
        try
        {
            using var xml = XmlReader.Create(new StringReader(ExtrasText.Root + text + ExtrasText.End), new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true,
            });
            xml.MoveToContent();
            while (xml.Read())
                if (!fragment.Take(xml))
                    return null;
        }
        catch (XmlException)
        {
            return null;
        }
        return fragment;
    }

    private bool Take(XmlReader xml)
    {
        if (xml.Depth == 0 && xml.NodeType == XmlNodeType.EndElement)
            return true;
        if (xml.Depth > Depth || nodes.Count > Nodes || xml.Depth == 1 && xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
            return false;
        var attributes = new List<SheetAttribute>(xml.AttributeCount);
        if (xml.NodeType == XmlNodeType.Element)
        {
            while (xml.MoveToNextAttribute())
                attributes.Add(new(xml.Prefix, xml.LocalName, xml.NamespaceURI, xml.Value));
            xml.MoveToElement();
        }
        if (xml.Depth == 1 && xml.NodeType == XmlNodeType.Element)
            Items.Add((xml.LocalName, Attribute("info"), Attribute("numero"), nodes.Count, nodes.Count + 1));
        nodes.Add(new(
            xml.NodeType, xml.Depth - 1, xml.Prefix, xml.LocalName, xml.NamespaceURI, xml.Value, 0, attributes, xml.IsEmptyElement));
        if (xml.Depth == 1 && xml.NodeType == XmlNodeType.EndElement)
            Items[^1] = Items[^1] with { To = nodes.Count };
        return true;

        string? Attribute(string name) =>
            attributes.Where(a => a.Name == name && a.Namespace.Length == 0).Select(a => a.Value).FirstOrDefault();
    }

    /// <summary>Adds the nodes of an item to a document.</summary>
    /// <param name="inside">Only what the item holds.</param>
    public void Copy(int item, bool inside, List<SheetNode> to, int depth, int mark)
    {
        var (from, end) = inside ? (Items[item].From + 1, Items[item].To - 1) : (Items[item].From, Items[item].To);
        for (var i = from; i < end; i++)
            to.Add(nodes[i] with { Depth = nodes[i].Depth + depth - (inside ? 1 : 0), Mark = mark });
    }
}
