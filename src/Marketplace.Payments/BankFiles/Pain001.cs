using System.Globalization;
using System.Text;
using System.Xml;

namespace Marketplace.Payments.BankFiles;

/// <summary>A transfer for the bank.</summary>
/// <param name="Reference">End to end.</param>
public sealed record BankTransfer(Guid Id, string Reference, long Cents, Payee Payee);

/// <summary>
/// Orders of SEPA credit transfers in ISO 20022 pain.001.001.09, as the European Payments Council narrows it (EPC132-08): one message, one
/// payment information, one account that pays.
/// </summary>
public static class Pain001
{
    public const string Namespace = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";

    private const int LongestName = 70;

    /// <summary>Of a file: unique for good, and readable.</summary>
    public static string MessageId(long batch, int file, Guid id) =>
        string.Create(CultureInfo.InvariantCulture, $"LOT-{batch}-{file}-{id.ToString("N")[^12..]}");

    /// <param name="executes">Asked of the bank.</param>
    public static byte[] Write(
        string message, DateTimeOffset created, PayoutDebtor debtor, DateOnly executes, IReadOnlyList<BankTransfer> transfers)
    {
        using var file = new MemoryStream();
        using (var xml = XmlWriter.Create(file, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            xml.WriteStartElement("Document", Namespace);
            xml.WriteStartElement("CstmrCdtTrfInitn");
            Within(xml, "GrpHdr", () =>
            {
                Text(xml, "MsgId", message);
                Text(xml, "CreDtTm", created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
                Count(xml, transfers);
                Within(xml, "InitgPty", () => Text(xml, "Nm", Name(debtor.Name)));
            });
            Within(xml, "PmtInf", () =>
            {
                Text(xml, "PmtInfId", message);
                Text(xml, "PmtMtd", "TRF");
                // One entry of the statement for each transfer: each is answered by itself.
                Text(xml, "BtchBookg", "false");
                Count(xml, transfers);
                Within(xml, "PmtTpInf", () => Within(xml, "SvcLvl", () => Text(xml, "Cd", "SEPA")));
                Within(xml, "ReqdExctnDt", () => Text(xml, "Dt", executes.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
                Within(xml, "Dbtr", () => Text(xml, "Nm", Name(debtor.Name)));
                Account(xml, "DbtrAcct", debtor.Iban);
                Agent(xml, "DbtrAgt", debtor.Bic, isNeeded: true);
                Text(xml, "ChrgBr", "SLEV");
                foreach (var transfer in transfers)
                    Transfer(xml, transfer);
            });
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        return file.ToArray();
    }

    private static void Transfer(XmlWriter xml, BankTransfer transfer) => Within(xml, "CdtTrfTxInf", () =>
    {
        Within(xml, "PmtId", () => Text(xml, "EndToEndId", transfer.Reference));
        Within(xml, "Amt", () =>
        {
            xml.WriteStartElement("InstdAmt");
            xml.WriteAttributeString("Ccy", "EUR");
            xml.WriteString(Euros(transfer.Cents));
            xml.WriteEndElement();
        });
        Agent(xml, "CdtrAgt", transfer.Payee.Bic, isNeeded: false);
        Within(xml, "Cdtr", () => Text(xml, "Nm", Name(transfer.Payee.Name)));
        Account(xml, "CdtrAcct", transfer.Payee.Iban);
        Within(xml, "RmtInf", () => Text(xml, "Ustrd", $"Formations CPF, SIRET {transfer.Payee.Siret}, versement {transfer.Reference}"));
    });

    private static void Count(XmlWriter xml, IReadOnlyList<BankTransfer> transfers)
    {
        Text(xml, "NbOfTxs", transfers.Count.ToString(CultureInfo.InvariantCulture));
        Text(xml, "CtrlSum", Euros(transfers.Sum(t => t.Cents)));
    }

    private static void Account(XmlWriter xml, string name, string iban) =>
        Within(xml, name, () => Within(xml, "Id", () => Text(xml, "IBAN", iban)));

    private static void Agent(XmlWriter xml, string name, string? bic, bool isNeeded)
    {
        if (bic is null && !isNeeded)
            return;
        Within(xml, name, () => Within(xml, "FinInstnId", () =>
        {
            if (bic is not null)
                Text(xml, "BICFI", bic);
            else
                Within(xml, "Othr", () => Text(xml, "Id", "NOTPROVIDED"));
        }));
    }

    /// <summary>Banks take letters without accents, digits and a few signs.</summary>
    private static string Name(string text)
    {
        var plain = new StringBuilder();
        foreach (var c in text.Normalize(NormalizationForm.FormD).Replace('’', '\''))
            if (char.IsAsciiLetterOrDigit(c) || "/-?:().,'+ ".Contains(c, StringComparison.Ordinal))
                plain.Append(c);
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
                plain.Append(' ');
        var name = string.Join(' ', plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return name.Length <= LongestName ? name : name[..LongestName].TrimEnd();
    }

    private static string Euros(long cents) => (cents / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    private static void Within(XmlWriter xml, string name, Action write)
    {
        xml.WriteStartElement(name);
        write();
        xml.WriteEndElement();
    }

    private static void Text(XmlWriter xml, string name, string text) => xml.WriteElementString(name, text);
}
