using System.Globalization;

namespace Marketplace.Money.Bank;

/// <summary>An entry (Ntry) while it is read.</summary>
/// <param name="place">Its place in its statement: the reference when the bank gives none.</param>
internal sealed class CamtEntry(long line, string place)
{
    private const string Transfer = "NtryDtls/TxDtls/";

    private static readonly HashSet<string> Wanted =
    [
        "Amt", "CdtDbtInd", "Sts", "Sts/Cd", "BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm", "AcctSvcrRef", "NtryRef",
            "AddtlNtryInf",
        Transfer + "Refs/AcctSvcrRef", Transfer + "Refs/EndToEndId", Transfer + "Refs/TxId", Transfer + "Amt",
        Transfer + "AmtDtls/TxAmt/Amt",
        "NtryDtls/Btch/PmtInfId", Transfer + "RtrInf/Rsn/Cd", Transfer + "RtrInf/Rsn/Prtry", Transfer + "Refs/PmtInfId",
        Transfer + "RmtInf/Ustrd", Transfer + "RmtInf/Strd/CdtrRefInf/Ref", Transfer + "AddtlTxInf",
    ];

    private readonly Dictionary<string, string> _values = [];
    private readonly List<Dictionary<string, string>> _transfers = [];
    private string _currency = "";

    public long Line => line;

    public static bool Wants(string path) => Wanted.Contains(path);

    /// <returns>How many there are now.</returns>
    public int BeginTransfer()
    {
        _transfers.Add([]);
        return _transfers.Count;
    }

    public void Set(string path, string text, string? currency)
    {
        var (values, name) = path.StartsWith(Transfer, StringComparison.Ordinal)
            ? (_transfers[^1], path[Transfer.Length..]) : (_values, path);
        // Remittance information may come in several pieces.
        values[name] = values.TryGetValue(name, out var before) && name.StartsWith("RmtInf", StringComparison.Ordinal)
            ? Cut($"{before} {text}") : text;
        if (path == "Amt")
            _currency = currency ?? "";
    }

    public IEnumerable<BankLine> Lines()
    {
        var status = Value("Sts/Cd") ?? Value("Sts");
        var day = Value("BookgDt/Dt") ?? Value("BookgDt/DtTm") ?? Value("ValDt/Dt") ?? Value("ValDt/DtTm");
        if (Cents(Value("Amt")) is not { } cents)
            return [BankLine.Refused(line, "L’écriture n’a pas de montant lisible (Amt, au-dessus de zéro, deux décimales au plus).")];
        if (_currency.Length != 3 || !_currency.All(char.IsAsciiLetterUpper))
            return [BankLine.Refused(line, "L’écriture n’a pas de devise (attribut Ccy de Amt).")];
        if (Value("CdtDbtInd") is not ("CRDT" or "DBIT"))
            return [BankLine.Refused(line, "L’écriture ne dit pas si elle entre ou sort (CdtDbtInd : CRDT ou DBIT).")];
        if (day is not { Length: >= 10 }
            || !DateOnly.TryParseExact(day[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var booked))
            return [BankLine.Refused(line, "L’écriture n’a pas de date (BookgDt ou ValDt).")];
        var whole = new BankLine(
            line, Value("AcctSvcrRef") ?? Value("NtryRef") ?? place, booked, cents, _currency, Value("CdtDbtInd") == "CRDT",
            status is "BOOK" or null, "");
        return Parts(whole);
    }

    private IEnumerable<BankLine> Parts(BankLine whole)
    {
        var amounts = _transfers.Select(t => Cents(t.GetValueOrDefault("Amt") ?? t.GetValueOrDefault("AmtDtls/TxAmt/Amt"))).ToList();
        if (_transfers.Count > 1 && amounts.TrueForAll(a => a is not null) && amounts.Sum() == whole.Cents)
            return _transfers.Select((t, i) => whole with
            {
                Reference = Reference(
                    Filled(t, "Refs/AcctSvcrRef") ?? Filled(t, "Refs/TxId")
                    ?? string.Create(CultureInfo.InvariantCulture, $"{whole.Reference}/{i + 1}")),
                Cents = amounts[i]!.Value,
                Text = Text(t),
                EndToEnd = EndToEnd(t),
                ReturnReason = ReturnReason(t),
            });
        var texts = _transfers.Select(Text).Append(Value("AddtlNtryInf") ?? "").Where(t => t.Length > 0);
        var reference = _transfers.Count == 1 && Value("AcctSvcrRef") is null ? Filled(_transfers[0], "Refs/AcctSvcrRef")
            ?? whole.Reference : whole.Reference;
        var only = _transfers.Count == 1 ? _transfers[0] : [];
        return [whole with
        {
            Reference = Reference(reference), Text = Cut(string.Join(' ', texts)), EndToEnd = EndToEnd(only),
                ReturnReason = ReturnReason(only),
            Batch = Value("NtryDtls/Btch/PmtInfId") ?? Filled(only, "Refs/PmtInfId"),
        }];
    }

    private static string? EndToEnd(Dictionary<string, string> transfer) =>
        Filled(transfer, "Refs/EndToEndId") is { } text and not "NOTPROVIDED" ? Reference(text) : null;

    private static string? ReturnReason(Dictionary<string, string> transfer) =>
        Filled(transfer, "RtrInf/Rsn/Cd") ?? Filled(transfer, "RtrInf/Rsn/Prtry");

    private static string Text(Dictionary<string, string> transfer) => Cut(string.Join(' ', new[]
    {
        Filled(transfer, "RmtInf/Ustrd"), Filled(transfer, "RmtInf/Strd/CdtrRefInf/Ref"),
            Filled(transfer, "Refs/EndToEndId") is var end and not "NOTPROVIDED" ? end : null, Filled(transfer, "AddtlTxInf"),
    }.Where(text => text is not null)));

    private string? Value(string name) => Filled(_values, name);

    private static string? Filled(Dictionary<string, string> values, string name) => values.TryGetValue(name, out var text)
        && text.Length > 0 ? text : null;

    private static string Reference(string text) => new([.. text.Where(c => !char.IsControl(c)).Take(BankLine.MostReference)]);

    private static string Cut(string text) => new([.. text.Where(c => !char.IsControl(c)).Take(BankLine.MostText)]);

    private static long? Cents(string? text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            && amount is > 0 and < 1_000_000_000_000 && decimal.Truncate(amount * 100) == amount * 100
            ? (long)(amount * 100) : null;
}
