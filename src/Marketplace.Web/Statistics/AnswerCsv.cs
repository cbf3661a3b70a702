using CsvHelper;
using Marketplace.Statistics.Questions;
using Marketplace.Web.Statements;

namespace Marketplace.Web.Statistics;

/// <param name="Dimension">Its name.</param>
/// <param name="Value">A code.</param>
public readonly record struct DimensionValue(string Dimension, string Value);

/// <summary>An answer as a file, with the symbols that statistics use: <c>s</c> withheld, <c>na</c> not applicable, 0 is zero.</summary>
public static class AnswerCsv
{
    public const string MediaType = FrenchCsv.MediaType;
    public const string WithheldSign = "s";
    public const string NotApplicableSign = "na";

    /// <param name="word">How a value is written: as a code, or as people call it.</param>
    /// <param name="headers">Of dimensions and measures; null: their names.</param>
    public static byte[] Write(Answer answer, Func<DimensionValue, string> word, IReadOnlyList<string>? headers = null)
    {
        using var file = new MemoryStream();
        using (var csv = CsvWriter.Create(file, FrenchCsv.Options, leaveOpen: true))
        {
            csv.WriteHeader([.. headers ?? [.. answer.Query.By.Select(d => d.Name), .. answer.Query.Measures.Select(m => m.Name)]]);
            foreach (var row in answer.Rows)
            {
                foreach (var (dimension, value) in answer.Query.By.Zip(row.Values))
                    csv.WriteField(word(new(dimension.Name, value)));
                foreach (var figure in row.Figures)
                    if (figure is { } number)
                        csv.WriteField(number);
                    else
                        csv.WriteField(row.Withheld ? WithheldSign : NotApplicableSign);
                csv.EndRecord();
            }
        }
        return file.ToArray();
    }
}
