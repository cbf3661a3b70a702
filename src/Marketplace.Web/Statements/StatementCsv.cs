using CsvHelper;

namespace Marketplace.Web.Statements;

/// <summary>A statement for a French spreadsheet: UTF-8 with BOM, semicolons, decimal commas, days as 26/11/2026.</summary>
public static class StatementCsv
{
    public static byte[] Write(Statement statement)
    {
        using var file = new MemoryStream();
        using (var csv = CsvWriter.Create(file, FrenchCsv.Options, leaveOpen: true))
        {
            csv.WriteHeader("Date", "Mouvement", "Droits", "Montant", "Unité", "Change le disponible", "Disponible après, en euros",
                "Explication", "Texte");
            foreach (var line in statement.Lines)
            {
                csv.WriteField(line.Day, FrenchCsv.Day);
                csv.WriteField(line.Title);
                csv.WriteField(line.Part);
                csv.WriteField(line.Amount / 100m, "0.00");
                csv.WriteField(line.InHours ? "h" : "€");
                csv.WriteField(line.Counts ? "oui" : "non");
                csv.WriteField(line.BalanceCents / 100m, "0.00");
                csv.WriteField(line.Text);
                csv.WriteField(line.Reference);
                csv.EndRecord();
            }
        }
        return file.ToArray();
    }
}
