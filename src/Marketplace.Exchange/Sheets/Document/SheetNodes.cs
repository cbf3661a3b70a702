using System.Xml;
using Marketplace.Exchange.Edof.Reading;
using Marketplace.Exchange.Edof.Reporting;

namespace Marketplace.Exchange.Sheets.Document;

/// <summary>
/// Rows of a sheet as the XML that they stand for, node by node, so that the readers and rules of EDOF's files read them
/// unchanged. Its line numbers are places in the sheet (<see cref="SheetMark"/>).
/// </summary>
internal sealed class SheetNodes(FileJournal journal) : XmlReader, IXmlLineInfo, IAttributePlaces
{
    private static readonly List<SheetNode> Nothing = [];

    private IEnumerator<List<SheetNode>>? chunks;
    private List<SheetNode> nodes = Nothing;
    private int at = -1;
    private int attribute = -1;
    private bool inValue;
    private SheetNode node;

    /// <summary>Another formation follows.</summary>
    public void Load(IEnumerable<List<SheetNode>> formation)
    {
        chunks?.Dispose();
        chunks = formation.GetEnumerator();
        (nodes, at) = (Nothing, -1);
    }

    /// <inheritdoc />
    public override bool Read()
    {
        (attribute, inValue) = (-1, false);
        while (true)
        {
            while (++at >= nodes.Count)
            {
                if (chunks?.MoveNext() != true)
                {
                    node = default;
                    return false;
                }
                (nodes, at) = (chunks.Current, -1);
            }
            node = nodes[at];
            if (node.Finding is not { } finding)
                return true;
            if (finding == ImportCodes.MixedSirets)
                journal.RefuseFile(finding, node.Mark, node.Value);
            else
                journal.Report(finding, node.Mark, node.Value);
        }
    }

    /// <inheritdoc />
    public int AttributeLine(string name)
    {
        foreach (var (known, column) in node.Plan?.Attributes ?? [])
            if (known == name)
                return SheetMark.Of(SheetMark.Read(node.Mark).Row, column);
        return node.Mark;
    }

    private SheetAttribute Current => node.Attributes[attribute];

    /// <inheritdoc />
    public override XmlNodeType NodeType => inValue ? XmlNodeType.Text : attribute >= 0 ? XmlNodeType.Attribute : node.Type;
    /// <inheritdoc />
    public override string LocalName => inValue ? "" : attribute >= 0 ? Current.Name : node.Name ?? "";
    /// <inheritdoc />
    public override string NamespaceURI => inValue ? "" : attribute >= 0 ? Current.Namespace : node.Namespace ?? "";
    /// <inheritdoc />
    public override string Prefix => inValue ? "" : attribute >= 0 ? Current.Prefix : node.Prefix ?? "";
    /// <inheritdoc />
    public override string Value => attribute >= 0 ? Current.Value : node.Value ?? "";
    /// <inheritdoc />
    public override int Depth => node.Depth + (attribute >= 0 ? 1 : 0) + (inValue ? 1 : 0);
    /// <inheritdoc />
    public override bool IsEmptyElement => attribute < 0 && node.IsEmpty;
    /// <inheritdoc />
    public override int AttributeCount => node.Attributes?.Count ?? 0;
    /// <inheritdoc />
    public override string BaseURI => "";
    /// <inheritdoc />
    public override bool EOF => chunks is null;
    /// <inheritdoc />
    public override ReadState ReadState => ReadState.Interactive;
    /// <inheritdoc />
    public override XmlNameTable NameTable { get; } = new NameTable();
    /// <inheritdoc />
    public int LineNumber => node.Mark;
    /// <inheritdoc />
    public int LinePosition => 0;
    /// <inheritdoc />
    public bool HasLineInfo() => true;

    /// <inheritdoc />
    public override string GetAttribute(int i) => node.Attributes[i].Value;

    /// <inheritdoc />
    public override string? GetAttribute(string name) => GetAttribute(name, "");

    /// <inheritdoc />
    public override string? GetAttribute(string name, string? namespaceURI)
    {
        foreach (var known in node.Attributes ?? [])
            if (known.Name == name && known.Namespace == (namespaceURI ?? ""))
                return known.Value;
        return null;
    }

    /// <inheritdoc />
    public override bool MoveToAttribute(string name) => MoveToAttribute(name, "");

    /// <inheritdoc />
    public override bool MoveToAttribute(string name, string? ns)
    {
        for (var i = 0; i < AttributeCount; i++)
        {
            if (node.Attributes[i].Name != name || node.Attributes[i].Namespace != (ns ?? ""))
                continue;
            (attribute, inValue) = (i, false);
            return true;
        }
        return false;
    }

    /// <inheritdoc />
    public override bool MoveToFirstAttribute()
    {
        if (AttributeCount == 0)
            return false;
        (attribute, inValue) = (0, false);
        return true;
    }

    /// <inheritdoc />
    public override bool MoveToNextAttribute()
    {
        if (attribute + 1 >= AttributeCount)
            return false;
        attribute++;
        inValue = false;
        return true;
    }

    /// <inheritdoc />
    public override bool MoveToElement()
    {
        var moved = attribute >= 0;
        (attribute, inValue) = (-1, false);
        return moved;
    }

    /// <inheritdoc />
    public override bool ReadAttributeValue() => attribute >= 0 && !inValue && (inValue = true);

    /// <inheritdoc />
    public override string? LookupNamespace(string prefix) => prefix.Length == 0 ? EdofCursor.Namespace : null;

    /// <inheritdoc />
    public override void ResolveEntity() => throw new InvalidOperationException("A sheet has no entities.");

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        chunks?.Dispose();
        base.Dispose(disposing);
    }
}
