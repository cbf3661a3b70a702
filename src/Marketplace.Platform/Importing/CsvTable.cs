using System.Text;
using CsvHelper;

namespace Marketplace.Platform.Importing;

/// <summary>
/// A CSV of an administration: separator and encoding (UTF-8, else Windows-1252) found by looking, columns by any of their names.
/// </summary>
public sealed class CsvTable : IDisposable
{
    private const int MaxRecordBytes = 1 << 20;
    private readonly Stream stream;
    private readonly CsvReader csv;
    private readonly Dictionary<string, int> columns = [];
    private readonly ReferenceFileReport report;

    static CsvTable() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <param name="names">Column in code → its possible names in the file; a name ending in <c>?</c> may be missing.</param>
    /// <exception cref="UnreadableFileException">A required column is missing.</exception>
    public CsvTable(ReferenceInput input, ReferenceFileReport report, params (string Column, string[] Names)[] names)
    {
        this.report = report;
        var encoding = DetectEncoding(input);
        stream = input.Open();
        csv = CsvReader.Create(stream, new CsvReaderOptions
        {
            Encoding = encoding,
            TrackLineNumbers = true,
            TrimWhitespace = true,
            TrimInsideQuotes = true,
            MaxRecordSize = MaxRecordBytes,
            MalformedData = CsvMalformedDataHandling.Skip,
            OnMalformedRecord = bad => report.Error(bad.LineNumber, "Ligne illisible : guillemets mal fermés."),
        });
        try
        {
            csv.ReadHeader();
            foreach (var (column, candidates) in names)
                FindColumn(column, candidates);
        }
        catch (Exception e)
        {
            Dispose();
            throw e is CsvFormatException ? new UnreadableFileException($"{input.Name} n’est pas un fichier CSV lisible.") : e;
        }

        void FindColumn(string column, string[] candidates)
        {
            foreach (var name in candidates)
            {
                if (csv.TryGetFieldIndex(name, out var index))
                {
                    columns[column] = index;
                    return;
                }
            }
            if (!column.EndsWith('?'))
                throw new UnreadableFileException(
                    $"{input.Name} : il manque la colonne {string.Join(" ou ", candidates.Select(c => $"« {c} »"))}.");
        }
    }

    /// <summary>Line of the current row in the file, from 1.</summary>
    public long Line => csv.LineNumber;

    public bool Has(string column) => columns.ContainsKey(column);

    /// <summary>The cell, trimmed (tabs too: some exports protect numbers with one); null when empty or without column.</summary>
    public string? this[string column]
    {
        get
        {
            if (!columns.TryGetValue(column, out var index) || csv.IsEmpty(index))
                return null;
            var text = csv.GetString(index).Trim();
            return text.Length == 0 ? null : text;
        }
    }

    public bool Read()
    {
        if (!csv.Read())
            return false;
        report.Read++;
        return true;
    }

    public void Dispose()
    {
        csv.Dispose();
        stream.Dispose();
    }

    /// <summary>UTF-8 when every byte says so (or a byte order mark does), else Windows-1252.</summary>
    private static Encoding? DetectEncoding(ReferenceInput input)
    {
        using var stream = input.Open();
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
        var (bytes, chars) = (new byte[1 << 16], new char[(1 << 16) + 16]);
        try
        {
            for (int read; (read = stream.Read(bytes)) > 0;)
                strict.GetChars(bytes, 0, read, chars, 0, flush: false);
            return null; // the reader's own default: byte order mark, else UTF-8
        }
        catch (DecoderFallbackException)
        {
            return Encoding.GetEncoding(1252);
        }
    }
}
