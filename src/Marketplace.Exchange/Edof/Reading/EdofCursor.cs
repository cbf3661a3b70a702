using System.Text;
using System.Xml;
using Marketplace.Exchange.Edof.Reporting;

namespace Marketplace.Exchange.Edof.Reading;

/// <summary>A value of the file with its place: an element's text, an extra's or an attribute's.</summary>
internal readonly record struct EdofValue(string Name, string Text, int Line);

/// <summary>A document whose attributes have places of their own.</summary>
internal interface IAttributePlaces
{
    /// <summary>Of an attribute of the element under the cursor, there or not.</summary>
    int AttributeLine(string name);
}

/// <summary>
/// The XML underneath: moves from node to node within the limits, and reads texts.
/// Rule for all readers above: each is called on a start tag and leaves the cursor on the matching end.
/// </summary>
internal sealed class EdofCursor : IDisposable
{
    public const string Namespace = "https://www.of.moncompteformation.gouv.fr";
    private const string SchemaInstance = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>XML's own white space: a no-break space is content.</summary>
    private static readonly char[] Blanks = [' ', '\t', '\r', '\n'];

    private readonly XmlReader xml;
    private readonly IXmlLineInfo lines;
    private readonly GuardedTextReader? text;
    private readonly int depthLimit, extrasLimit, nodeCharacters;
    private readonly StringBuilder pieces = new();
    private int extras;

    public EdofCursor(TextReader file, ReadingLimits limits, FileJournal journal)
        : this(new GuardedTextReader(file, limits.NodeCharacters, limits.FormationCharacters), limits, journal)
    {
    }

    private EdofCursor(GuardedTextReader text, ReadingLimits limits, FileJournal journal)
        : this(XmlReader.Create(text, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            CloseInput = true,
        }), limits, journal) => this.text = text;

    /// <param name="document">What says the same as an EDOF file without being one; it guards the length of its nodes itself.</param>
    public EdofCursor(XmlReader document, ReadingLimits limits, FileJournal journal)
    {
        (depthLimit, extrasLimit, nodeCharacters) = (limits.Depth, limits.ExtrasPerFormation, limits.NodeCharacters);
        Journal = journal;
        xml = document;
        lines = (IXmlLineInfo)xml;
    }

    public FileJournal Journal { get; }
    public int Line => lines.LineNumber;
    public string Name => xml.LocalName;
    public XmlNodeType NodeType => xml.NodeType;
    public int Depth => xml.Depth;
    public bool IsEmpty => xml.IsEmptyElement;
    public bool InNamespace => xml.NamespaceURI == Namespace;
    /// <summary>The text under the cursor is only white space.</summary>
    public bool IsBlank => xml.Value.AsSpan().TrimStart(Blanks).IsEmpty;
    public string NamespaceUri => xml.NamespaceURI;

    /// <summary>The line on which the text under the cursor has its first visible character.</summary>
    public int TextLine => Line + LeadingLines(xml.Value);

    /// <summary>The line on which the comment or the blanks under the cursor end.</summary>
    public int EndLine => Line + xml.Value.Count('\n');

    private static int LeadingLines(string value) => value.AsSpan(0, value.Length - value.AsSpan().TrimStart(Blanks).Length).Count('\n');

    /// <summary>A new formation begins: its limits count anew.</summary>
    public void StartFormation()
    {
        text?.FormationReached();
        extras = 0;
    }

    /// <summary>Counts an extra whose number the format does not limit.</summary>
    public void CountExtra()
    {
        if (++extras > extrasLimit)
            throw new LimitExceededException(
                ImportCodes.NodeTooLarge, $"Une formation a plus de {Quote.Number(extrasLimit)} extras libres ou codes de listes.");
    }

    public bool Read()
    {
        text?.NodeReached();
        var more = xml.Read();
        if (xml.Depth > depthLimit)
            throw new LimitExceededException(ImportCodes.TooDeep, $"Les éléments ont plus de {depthLimit} niveaux.");
        return more;
    }

    /// <summary>Passes over the element, checking only that it is well-formed.</summary>
    public void Skip()
    {
        if (xml.IsEmptyElement)
            return;
        var depth = xml.Depth;
        while (Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == depth))
        {
        }
    }

    /// <summary>
    /// The element's text, trimmed; several text nodes make one value (CDATA closed around a character reference).
    /// </summary>
    public EdofValue ReadText()
    {
        CheckAttributes([]);
        return ReadText(xml.LocalName);
    }

    /// <summary>Like <see cref="ReadText"/> for an element whose attributes were already looked at, under another name.</summary>
    public EdofValue ReadText(string name)
    {
        var line = Line;
        return new(name, ReadContent(name), line);
    }

    private string ReadContent(string name)
    {
        if (xml.IsEmptyElement)
            return "";
        string? single = null;
        var depth = xml.Depth;
        while (Read())
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    if (single is null)
                        single = xml.Value;
                    else
                        Append(ref single, xml.Value);
                    break;
                case XmlNodeType.Element:
                    Journal.Report(ImportCodes.UnknownElement, Line, $"<{Quote.Short(xml.LocalName)}> n'est pas attendu dans <{name}>, qui ne porte que du texte (HTML entre <![CDATA[ et ]]>).");
                    Skip();
                    break;
                case XmlNodeType.EndElement when xml.Depth == depth:
                    if (pieces.Length > 0)
                    {
                        single = pieces.ToString();
                        pieces.Clear();
                    }
                    return single?.Trim(Blanks) ?? "";
            }
        }
        return "";
    }

    private void Append(ref string single, string more)
    {
        if (pieces.Length == 0)
            pieces.Append(single);
        pieces.Append(more);
        if (pieces.Length > nodeCharacters)
            throw new LimitExceededException(ImportCodes.NodeTooLarge, $"Un texte dépasse {Quote.Number(nodeCharacters)} caractères.");
    }

    /// <summary>The attribute's value, trimmed; null when absent or blank.</summary>
    public string? Attribute(string name) =>
        xml.GetAttribute(name)?.Trim(Blanks) is { Length: > 0 } value ? value : null;

    /// <summary>The line of an attribute of the element under the cursor: the element's own in a file, a cell's place in a sheet.</summary>
    public int AttributeLine(string name) => xml is IAttributePlaces places ? places.AttributeLine(name) : Line;

    /// <summary>The attribute's value; its absence is an error of the open item.</summary>
    public string? RequiredAttribute(string name)
    {
        var value = Attribute(name);
        if (value is null)
            Journal.Report(ImportCodes.MissingAttribute, AttributeLine(name),
                $"L'attribut {name} de <{xml.LocalName}> est absent ou vide.");
        return value;
    }

    /// <summary>The dictionary names each group of extras by its <c>info</c>.</summary>
    public void RequireInfo(string expected)
    {
        if (Attribute("info") is var info && info != expected)
            Journal.Report(ImportCodes.WrongExtraKind, Line,
                $"<extras info=\"{expected}\"> est attendu ici, non « {Quote.Short(info ?? "")} ».");
    }

    /// <summary>Reports attributes that the format does not have at the element.</summary>
    public void CheckAttributes(ReadOnlySpan<string> known)
    {
        if (xml.AttributeCount == 0)
            return;
        var element = xml.LocalName;
        while (xml.MoveToNextAttribute())
        {
            if (xml.Prefix is "xmlns" or "xml" || xml.Name == "xmlns" || xml.NamespaceURI == SchemaInstance)
                continue;
            if (xml.NamespaceURI.Length == 0 && known.Contains(xml.LocalName))
                continue;
            // Around the formations an attribute is no reason to refuse everybody's offers.
            var code = Journal.Level == ItemLevel.File ? ImportCodes.FileExtrasIgnored : ImportCodes.UnknownAttribute;
            Journal.Report(code, Line, $"L'attribut « {Quote.Short(xml.Name)} » de <{element}> est inconnu.");
        }
        xml.MoveToElement();
    }

    /// <summary>The element's inner XML, for extras whose content nobody here knows.</summary>
    /// <param name="value">Its text when it holds no element; else null.</param>
    public string ReadMarkup(out string? value)
    {
        value = "";
        if (xml.IsEmptyElement)
            return "";
        var (depth, elements, length) = (xml.Depth, 0, 0);
        var plain = new StringBuilder();
        var markup = new StringBuilder();
        using (var writer = XmlWriter.Create(
            markup, new XmlWriterSettings { ConformanceLevel = ConformanceLevel.Fragment, OmitXmlDeclaration = true }))
        {
            while (Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == depth))
            {
                length += Copy(writer, plain, ref elements);
                if (length > nodeCharacters)
                    throw new LimitExceededException(
                        ImportCodes.NodeTooLarge, $"Un extra dépasse {Quote.Number(nodeCharacters)} caractères.");
            }
        }
        value = elements == 0 ? plain.ToString().Trim(Blanks) : null;
        return markup.ToString().Trim(Blanks);
    }

    private int Copy(XmlWriter writer, StringBuilder plain, ref int elements)
    {
        switch (xml.NodeType)
        {
            case XmlNodeType.Element:
                elements++;
                writer.WriteStartElement(xml.Prefix, xml.LocalName, xml.NamespaceURI);
                var empty = xml.IsEmptyElement;
                writer.WriteAttributes(xml, defattr: false);
                if (empty)
                    writer.WriteEndElement();
                return xml.LocalName.Length;
            case XmlNodeType.EndElement:
                writer.WriteFullEndElement();
                return 1;
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                var value = xml.Value;
                writer.WriteString(value);
                plain.Append(value);
                return value.Length;
            default:
                return 0;
        }
    }

    public void Dispose() => xml.Dispose();
}
