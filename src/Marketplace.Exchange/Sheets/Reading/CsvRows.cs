using CsvHelper;
using Marketplace.Exchange.Edof.Reporting;

namespace Marketplace.Exchange.Sheets.Reading;

/// <summary>The rows of a CSV.</summary>
internal sealed class CsvRows : ISheetRows
{
    private readonly Stream stream;
    private readonly CsvReader csv;
    private readonly TextFormat format;
    private CsvMalformedRecord? broken;

    /// <param name="stream">From its start; closed with the rows.</param>
    public CsvRows(TextFormat format, Stream stream, SheetLimits limits)
    {
        (this.format, this.stream) = (format, stream);
        csv = CsvReader.Create(stream, new CsvReaderOptions
        {
            Encoding = format.Encoding,
            Separator = format.Separator,
            HasHeader = false,
            TrackLineNumbers = true,
            TrimWhitespace = true,
            PoolStrings = true,
            MaxRecordSize = limits.RowBytes,
            // A quote inside a text that is not quoted is only a quote.
            OnMalformedRecord = bad =>
            {
                if (bad.Reason != CsvMalformedReason.StrayQuote)
                    broken ??= bad;
            },
        });
    }

    public string Format => $"CSV, {format.Name}, séparateur {Name(csv.Separator)}";

    public int Line => (int)Math.Min(csv.LineNumber, int.MaxValue);

    public int Count => csv.FieldCount;

    public IEnumerable<SheetFault> Notes => [];

    public bool Read()
    {
        try
        {
            var more = csv.Read();
            return broken is not { } bad ? more : throw Unclosed(bad.LineNumber, bad.Reason == CsvMalformedReason.TextAfterClosingQuote
                ? "Du texte suit un guillemet fermant : un guillemet est de trop, ou n'est pas doublé."
                : "Un guillemet ouvert à cette ligne n'est jamais fermé.");
        }
        catch (CsvFormatException e)
        {
            throw Unclosed(e.LineNumber, "Cette ligne n'en finit pas : un guillemet n'y est sans doute pas fermé.");
        }
    }

    public string Cell(int place, Columns.SheetColumn? column) => csv.GetString(place);

    private static SheetFaultException Unclosed(long line, string text) =>
        new(new(ImportCodes.UnclosedQuote, (int)Math.Clamp(line, 1, int.MaxValue), null, text));

    private static string Name(char separator) => separator == '\t' ? "tabulation" : $"« {separator} »";

    public void Dispose()
    {
        csv.Dispose();
        stream.Dispose();
    }
}
