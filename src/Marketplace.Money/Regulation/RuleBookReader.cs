using CsvHelper;
using Marketplace.Platform.Importing;

namespace Marketplace.Money.Regulation;

/// <summary>Reads and checks the three files of the rule book.</summary>
public static class RuleBookReader
{
    public const string Rules = "rules.csv";
    public const string Keys = "keys.csv";
    public const string References = "references.csv";

    private static readonly string[] RuleColumns = ["key", "from", "to", "value", "reference", "basis", "confidence", "note"];
    private static readonly string[] KeyColumns = ["key", "type", "section", "label"];
    private static readonly string[] ReferenceColumns = ["reference", "title"];

    /// <summary>The book that travels inside the assembly.</summary>
    /// <exception cref="RuleBookException">It is not right.</exception>
    public static RuleBook ReadSeed() => Read(name => SeedFiles.OpenText("regulation/" + name));

    /// <summary>A book from texts.</summary>
    /// <param name="open">File name → its text.</param>
    /// <exception cref="RuleBookException">Names every problem with file, line and remedy.</exception>
    public static RuleBook Read(Func<string, TextReader> open)
    {
        var problems = new List<string>();
        var references = Lines(open, References, ReferenceColumns, problems).ToDictionary(l => l.Cells[0], l => l.Cells[1]);
        var labels = RuleChecks.Labels(Lines(open, Keys, KeyColumns, problems), problems);
        var entries = RuleChecks.Entries(Lines(open, Rules, RuleColumns, problems), references, problems);
        return problems.Count == 0 ? new RuleBook(entries, labels, references) : throw new RuleBookException(problems);
    }

    private static List<RuleLine> Lines(Func<string, TextReader> open, string file, string[] columns, List<string> problems)
    {
        var lines = new List<RuleLine>();
        try
        {
            using var text = open(file);
            using var csv = CsvReader.Create(text, new CsvReaderOptions
            {
                Separator = ';',
                TrackLineNumbers = true,
                MalformedData = CsvMalformedDataHandling.Throw,
            });
            csv.ReadHeader();
            if (!csv.Headers.SequenceEqual(columns))
            {
                problems.Add($"{file}, ligne 1 : les colonnes doivent être {string.Join(';', columns)}.");
                return lines;
            }
            while (csv.Read())
                lines.Add(new RuleLine(file, csv.LineNumber, [.. columns.Select((_, i) => csv.GetString(i).Trim())]));
        }
        catch (Exception failure) when (failure is CsvFormatException or IOException)
        {
            problems.Add($"{file} : fichier illisible ({failure.Message}). Vérifiez guillemets et points-virgules après la ligne {lines.LastOrDefault()?.Number ?? 1}.");
        }
        return lines;
    }
}

/// <summary>One data line of a file of the book.</summary>
internal sealed record RuleLine(string File, long Number, string[] Cells)
{
    public string Problem(string text) => $"{File}, ligne {Number} : {text}";
}
