using System.Xml;
using Marketplace.Money.Bank;
using Marketplace.Platform.Importing;

namespace Marketplace.Payments.BankFiles;

/// <summary>A file of the bank, whatever it is: what it says of transfers of ours.</summary>
public static class BankFile
{
    private static readonly XmlReaderSettings Look = new()
    {
        DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 1 << 20,
    };

    /// <summary>Of a report (pain.002) or a statement (camt.053).</summary>
    /// <exception cref="UnreadableFileException">It is neither.</exception>
    /// <exception cref="InvalidDataException">It is no XML, or ends before its end.</exception>
    public static IEnumerable<BankAnswer> Read(ReferenceInput file)
    {
        if (Pain002.Is(NamespaceOf(file)))
            return ReportOf(file);
        return Camt053.Read(file).Where(line => line.Problem is null && line.IsBooked && line.Currency == "EUR")
            .Select(Of).OfType<BankAnswer>();
    }

    private static IEnumerable<BankAnswer> ReportOf(ReferenceInput file)
    {
        using var stream = file.Open();
        foreach (var answer in Pain002.Read(stream))
            yield return answer;
    }

    /// <summary>
    /// Money that left, whoever it went to, and transfers that came back. Other money that came is read by <c>import bank</c>.
    /// </summary>
    private static BankAnswer? Of(BankLine line)
    {
        if (line.IsCredit && !line.IsOwnReturn)
            return null;
        var text = line.Text.Length <= BankAnswer.MostText ? line.Text : line.Text[..BankAnswer.MostText];
        return new BankAnswer(
            BankAnswer.KeyOf("camt.053", line.Reference, line.Day, line.Cents, line.IsCredit, line.EndToEnd),
            line.IsCredit ? BankAnswerKinds.Returned : BankAnswerKinds.Executed, line.EndToEnd is null ? line.Batch : null, line.EndToEnd,
            line.Cents, line.Day, line.ReturnReason, text);
    }

    private static string NamespaceOf(ReferenceInput file)
    {
        using var stream = file.Open();
        using var reader = XmlReader.Create(stream, Look);
        try
        {
            return reader.IsStartElement() ? reader.NamespaceURI : "";
        }
        catch (XmlException broken)
        {
            throw new InvalidDataException(
                $"XML illisible, ligne {broken.LineNumber} (une déclaration DOCTYPE n’est jamais acceptée).", broken);
        }
    }
}
