using System.Xml;
using Marketplace.Platform.Importing;

namespace Marketplace.Money.Bank;

/// <summary>
/// Statements in ISO 20022 camt.053, all versions: read as a stream, one entry in memory at a time, without document type,
/// entities or anything outside the file. An entry that books several transfers at once is taken apart when their amounts add up.
/// </summary>
public static class Camt053
{
    private const string Namespace = "urn:iso:std:iso:20022:tech:xsd:camt.053.";
    private const long MostCharacters = 2L << 30;
    private const int MostTransfers = 10_000;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MostCharacters,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = true,
    };

    /// <summary>Reads a file.</summary>
    /// <returns>Its entries; what cannot be taken says why.</returns>
    /// <exception cref="UnreadableFileException">It is no statement of this kind.</exception>
    /// <exception cref="InvalidDataException">It is no XML, or ends before its end.</exception>
    public static IEnumerable<BankLine> Read(ReferenceInput file)
    {
        using var reader = XmlReader.Create(file.Open(), Settings);
        if (!Step(reader.IsStartElement) || reader.LocalName != "Document"
            || !reader.NamespaceURI.StartsWith(Namespace, StringComparison.Ordinal))
            throw new UnreadableFileException(
                $"{file.Name} n’est pas un relevé camt.053 : l’élément Document de la norme ISO 20022 manque.");
        var (statement, entries) = ("", 0);
        while (Step(reader.Read))
        {
            if (reader.NodeType != XmlNodeType.Element)
                continue;
            if (reader.LocalName == "Stmt")
                (statement, entries) = ("", 0);
            else if (reader is { LocalName: "Id", Depth: 3 })
                statement = Text(reader, BankLine.MostReference / 2);
            else if (reader.LocalName == "Ntry")
            {
                foreach (var line in Entry(reader, $"{statement}#{++entries}").Lines())
                    yield return line;
            }
        }
    }

    private static CamtEntry Entry(XmlReader reader, string place)
    {
        var entry = new CamtEntry(((IXmlLineInfo)reader).LineNumber, place);
        if (reader.IsEmptyElement)
            return entry;
        var depth = reader.Depth;
        var path = new List<string>();
        while (Step(reader.Read) && reader.Depth > depth)
        {
            if (reader.NodeType != XmlNodeType.Element)
                continue;
            var level = reader.Depth - depth - 1;
            path.RemoveRange(Math.Min(level, path.Count), path.Count - Math.Min(level, path.Count));
            path.Add(reader.LocalName);
            if (reader.LocalName == "TxDtls" && entry.BeginTransfer() > MostTransfers)
                throw new UnreadableFileException($"L’écriture de la ligne {entry.Line} regroupe plus de {MostTransfers} virements.");
            var name = string.Join('/', path);
            if (!CamtEntry.Wants(name))
                continue;
            var currency = reader.LocalName is "Amt" ? reader.GetAttribute("Ccy") : null;
            entry.Set(name, Text(reader, BankLine.MostText), currency);
        }
        return entry;
    }

    /// <summary>The text of the current element, cut; the reader ends on its end. However long it is, only the cut is in memory.</summary>
    private static string Text(XmlReader reader, int most)
    {
        if (reader.IsEmptyElement)
            return "";
        var depth = reader.Depth;
        var (buffer, kept) = (new char[most], 0);
        while (Step(reader.Read) && reader.Depth > depth)
        {
            if (reader.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA))
                continue;
            var scrap = new char[1024];
            for (int read; (read = Step(() => reader.ReadValueChunk(scrap, 0, scrap.Length))) > 0;)
            {
                var taken = Math.Min(read, most - kept);
                Array.Copy(scrap, 0, buffer, kept, taken);
                kept += taken;
            }
        }
        return new string(buffer, 0, kept).Trim();
    }

    private static T Step<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (XmlException broken)
        {
            throw new InvalidDataException(
                $"XML illisible, ligne {broken.LineNumber} (une déclaration DOCTYPE n’est jamais acceptée).", broken);
        }
    }
}
