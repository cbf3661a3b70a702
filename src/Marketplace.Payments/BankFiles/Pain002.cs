using System.Globalization;
using System.Xml;
using Marketplace.Platform.Importing;

namespace Marketplace.Payments.BankFiles;

/// <summary>
/// Status reports of the bank in ISO 20022 pain.002, all versions: read as a stream, without document type, entities or anything outside
/// the file.
/// </summary>
public static class Pain002
{
    private const string Namespace = "urn:iso:std:iso:20022:tech:xsd:pain.002.";
    private const long MostCharacters = 512L << 20;
    private const int MostText = 200;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MostCharacters,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>Whether a document is one, by its first element.</summary>
    public static bool Is(string namespaceUri) => namespaceUri.StartsWith(Namespace, StringComparison.Ordinal);

    /// <exception cref="UnreadableFileException">It is no report of this kind.</exception>
    /// <exception cref="InvalidDataException">It is no XML, or ends before its end.</exception>
    public static IEnumerable<BankAnswer> Read(Stream file)
    {
        using var reader = XmlReader.Create(file, Settings);
        if (!Step(reader.IsStartElement) || reader.LocalName != "Document" || !Is(reader.NamespaceURI))
            throw new UnreadableFileException("Ce n’est pas un compte rendu pain.002 : l’élément Document de la norme ISO 20022 manque.");
        var report = new Report();
        while (Step(reader.Read))
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                report.Enter(reader.LocalName);
                if (Report.Wants(reader.LocalName))
                    report.Set(reader.LocalName, Text(reader));
            }
            else if (reader.NodeType == XmlNodeType.EndElement && report.Leave(reader.LocalName) is { } answer)
            {
                yield return answer;
            }
        }
    }

    /// <summary>The text of the current element, cut; the reader ends on its end.</summary>
    private static string Text(XmlReader reader)
    {
        if (reader.IsEmptyElement)
            return "";
        var (text, depth) = ("", reader.Depth);
        while (Step(reader.Read) && reader.Depth > depth)
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA && text.Length < MostText)
                text += reader.Value.Length <= MostText ? reader.Value : reader.Value[..MostText];
        return new string([.. text.Where(c => !char.IsControl(c)).Take(MostText)]).Trim();
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

    /// <summary>What is known while it is read: of the report, of a payment information, of a transfer.</summary>
    private sealed class Report
    {
        private static readonly HashSet<string> Wanted =
            ["MsgId", "CreDtTm", "OrgnlMsgId", "GrpSts", "PmtInfSts", "OrgnlEndToEndId", "TxSts", "Cd", "Prtry", "AddtlInf"];

        private string _message = "", _original = "";
        private DateOnly _day;
        private string? _status, _reference, _code, _text;

        public static bool Wants(string name) => Wanted.Contains(name);

        public void Enter(string name)
        {
            if (name is "OrgnlGrpInfAndSts" or "OrgnlPmtInfAndSts" or "TxInfAndSts")
                (_status, _reference, _code, _text) = (null, null, null, null);
        }

        public void Set(string name, string text)
        {
            switch (name)
            {
                case "MsgId":
                    _message = text;
                    break;
                case "CreDtTm" when text.Length >= 10
                    && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day):
                    _day = day;
                    break;
                case "OrgnlMsgId":
                    _original = text;
                    break;
                case "GrpSts" or "PmtInfSts" or "TxSts":
                    _status = text;
                    break;
                case "OrgnlEndToEndId":
                    _reference = text;
                    break;
                case "Cd" or "Prtry":
                    _code ??= text;
                    break;
                case "AddtlInf":
                    _text ??= text;
                    break;
            }
        }

        public BankAnswer? Leave(string name)
        {
            if (_status is null || _day == default || !(name switch
            {
                "OrgnlGrpInfAndSts" or "OrgnlPmtInfAndSts" => _reference is null,
                "TxInfAndSts" => _reference is { Length: > 0 },
                _ => false,
            }))
                return null;
            var kind = _status switch
            {
                "RJCT" or "CANC" => BankAnswerKinds.Rejected,
                // Booked at the bank: the whole file only when each transfer is.
                "ACSC" or "ACCC" => BankAnswerKinds.Executed,
                _ => BankAnswerKinds.Noted,
            };
            var answer = new BankAnswer(BankAnswer.KeyOf("pain.002", _message, _original, _reference, _status), kind, _original, _reference,
                null, _day, _code, _text is { Length: > BankAnswer.MostText } ? _text[..BankAnswer.MostText] : _text ?? "");
            _status = null;
            return answer;
        }
    }
}
