using System.Globalization;
using Marketplace.Platform.Importing;
using Marketplace.Platform.Text;

namespace Marketplace.Money.Bank;

/// <summary>A statement as CSV: reference, date, montant (euros, below zero for money that left), libelle.</summary>
internal static class BankCsv
{
    private static readonly (string, string[])[] Columns =
    [
        ("reference", ["reference", "référence"]), ("day", ["date"]), ("amount", ["montant"]), ("text?", ["libelle", "libellé"]),
            ("currency?", ["devise"]),
    ];

    public static IEnumerable<BankLine> Read(ReferenceInput file, ReferenceFileReport report)
    {
        using var table = new CsvTable(file, report, Columns);
        while (table.Read())
            yield return Line(table);
    }

    private static BankLine Line(CsvTable table)
    {
        if (table["reference"] is not { Length: <= BankLine.MostReference } reference || reference.Any(char.IsControl))
            return BankLine.Refused(table.Line, $"reference : la référence de la banque, {BankLine.MostReference} caractères au plus.");
        if (!DateOnly.TryParseExact(
            table["day"], ["yyyy-MM-dd", "dd/MM/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return BankLine.Refused(table.Line, "date : un jour comme 2026-11-26 ou 26/11/2026.");
        if (!EuroText.TryRead(table["amount"], out var cents) || cents == 0)
            return BankLine.Refused(table.Line, "montant : un montant en euros, deux décimales au plus, négatif pour une sortie.");
        if ((table["currency?"] ?? "EUR") is not { Length: 3 } currency || !currency.All(char.IsAsciiLetter))
            return BankLine.Refused(table.Line, "devise : trois lettres, comme EUR.");
        var text = new string([.. (table["text?"] ?? "").Where(c => !char.IsControl(c)).Take(BankLine.MostText)]);
        return new BankLine(table.Line, reference, day, Math.Abs(cents), currency.ToUpperInvariant(), cents > 0, IsBooked: true, text);
    }
}
